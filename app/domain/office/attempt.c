/* Counts attempts to sign in per account, per place known to it, per unknown name and per network address;
 * the last three share a table. Unknown names are counted like known ones, so that being locked does not tell
 * which exist. */
#include "domain/office/attempt.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "crypto/digest.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define KEY_TEXT ATTEMPT_SOURCE

/* Who is counted, and how: `limit` failures within `window` seconds block for SIGN_IN_LOCK seconds. */
struct bound {
    char key[KEY_TEXT];
    int limit;
    int64_t window;
    const char *code, *detail;
};

static const char SQL_COUNT_GET[] = "SELECT failures, window_start FROM sign_in_address WHERE address = :key";
static const char SQL_COUNT_SET[] =
    "INSERT INTO sign_in_address (address, failures, window_start) VALUES (:key, :failures, :start) "
    "ON CONFLICT (address) DO UPDATE SET failures = :failures, window_start = :start";

struct counted {
    int64_t failures, window_start;
};
static const struct column COUNTED_COLUMNS[] = {
    COLUMN_INT(struct counted, failures),
    COLUMN_INT(struct counted, window_start),
};

/* The failure that reaches the limit starts the window anew, so that each block lasts the same time. */
static err bound_take(struct work *w, const struct bound *b)
{
    struct counted c = {.window_start = w->now};
    err e = row_read(w, SQL_COUNT_GET, BINDS(TEXT(":key", b->key)), COLUMNS(COUNTED_COLUMNS), &c);

    if (e && e != ERR_ABSENT)
        return e;
    if (c.failures >= b->limit && w->now < c.window_start + SIGN_IN_LOCK)
        return refuse(w, ERR_LIMIT, b->code, "", "%s", b->detail);
    if (c.failures >= b->limit || w->now >= c.window_start + b->window)
        c = (struct counted){.window_start = w->now};
    if (++c.failures >= b->limit)
        c.window_start = w->now;
    return db_exec(w->db, SQL_COUNT_SET,
                   BINDS(TEXT(":key", b->key), INT(":failures", c.failures), INT(":start", c.window_start)));
}

/* One site has 2^80 IPv6 addresses (a /48, RFC 6177): they count as one. Mapped IPv4 counts as IPv4, each
 * address for itself: behind one there is often a whole office, and in its /24 there are other people's. */
void attempt_source(const char *address, char ret[KEY_TEXT])
{
    struct in6_addr six;

    if (inet_pton(AF_INET6, address, &six) != 1) {
        snprintf(ret, KEY_TEXT, "%.60s", address);
    } else if (IN6_IS_ADDR_V4MAPPED(&six)) {
        inet_ntop(AF_INET, &six.s6_addr[12], ret, KEY_TEXT);
    } else {
        memset(&six.s6_addr[6], 0, 10);
        inet_ntop(AF_INET6, &six, ret, KEY_TEXT);
    }
}

err attempt_from_address(struct work *w, const char *address)
{
    struct bound b = {.limit = SIGN_IN_ADDRESS_FAILURES,
                      .window = SIGN_IN_ADDRESS_WINDOW,
                      .code = "too_many_attempts",
                      .detail = "Too many failed attempts from this network address; try again later."};

    if (!address)
        return OK;
    attempt_source(address, b.key);
    return bound_take(w, &b);
}

/* One less, not none: behind one address there may be a whole office, and somebody else guessing in it. */
err attempt_forgive_address(struct work *w, const char *address)
{
    static const char SQL_FORGIVE[] =
        "UPDATE sign_in_address SET failures = failures - 1 WHERE address = :key AND failures > 0";
    char key[KEY_TEXT];

    if (!address)
        return OK;
    attempt_source(address, key);
    return db_exec(w->db, SQL_FORGIVE, BINDS(TEXT(":key", key)));
}

static err locked(struct work *w)
{
    return refuse(w, ERR_LIMIT, "account_locked", "",
                  "Too many failed attempts: the account is locked for %d minutes.", SIGN_IN_LOCK / 60);
}

err attempt_on_name(struct work *w, const char *name)
{
    struct bound b = {.limit = SIGN_IN_ACCOUNT_FAILURES,
                      .window = ATTEMPT_NAME_MEMORY,
                      .code = "account_locked",
                      .detail = ""};
    uint8_t digest[DIGEST_SIZE];
    char hex[2 * 16 + 1];
    err e;

    if ((e = digest_sha256(name, strlen(name), digest)))
        return e;
    /* No address begins with "name ", so both kinds of key can share the table. */
    snprintf(b.key, sizeof(b.key), "name %s", digest_hex(digest, 16, hex));
    e = bound_take(w, &b);
    return e == ERR_LIMIT ? locked(w) : e;
}

err attempt_from_place(struct work *w, const char *key)
{
    struct bound b = {.limit = SIGN_IN_ACCOUNT_FAILURES,
                      .window = ATTEMPT_NAME_MEMORY,
                      .code = "account_locked",
                      .detail = ""};
    err e;

    snprintf(b.key, sizeof(b.key), "%s", key);
    e = bound_take(w, &b);
    return e == ERR_LIMIT ? locked(w) : e;
}

err attempt_forgive_place(struct work *w, const char *key)
{
    static const char SQL_FORGIVE[] = "DELETE FROM sign_in_address WHERE address = :key";

    return db_exec(w->db, SQL_FORGIVE, BINDS(TEXT(":key", key)));
}

/* One statement reads, decides and writes, so that two attempts at the same moment cannot both be the last
 * one allowed. A lock that has run out starts the count anew. */
static const char SQL_ACCOUNT_COUNT[] =
    "UPDATE account SET failures = CASE WHEN locked_until > 0 THEN 1 ELSE failures + 1 END, "
    "locked_until = CASE WHEN locked_until = 0 AND failures + 1 >= :limit THEN :until ELSE 0 END "
    "WHERE id = :id AND locked_until <= :now";

err attempt_on_account(struct work *w, int64_t account)
{
    err e = db_exec(w->db, SQL_ACCOUNT_COUNT,
                    BINDS(INT(":id", account), INT(":now", w->now), INT(":limit", SIGN_IN_ACCOUNT_FAILURES),
                          INT(":until", w->now + SIGN_IN_LOCK)));

    if (e)
        return e;
    return db_changes(w->db) ? OK : locked(w);
}

err attempt_forgive_account(struct work *w, int64_t account)
{
    static const char SQL_FORGIVE[] = "UPDATE account SET failures = 0, locked_until = 0 WHERE id = :id";

    return db_exec(w->db, SQL_FORGIVE, BINDS(INT(":id", account)));
}

err attempt_forgive_everywhere(struct work *w, int64_t account)
{
    static const char SQL_PLACES[] = "DELETE FROM sign_in_address WHERE address LIKE :keys";
    char keys[40];
    err e;

    snprintf(keys, sizeof(keys), "known %lld %%", (long long)account);
    if ((e = attempt_forgive_account(w, account)))
        return e;
    return db_exec(w->db, SQL_PLACES, BINDS(TEXT(":keys", keys)));
}

/* Counted, or locked, by a clock that was put back since: nobody is kept out until it has caught up. */
static err attempts_to_come_drop(struct work *w)
{
    static const char SQL_WINDOWS[] = "DELETE FROM sign_in_address WHERE window_start > :now";
    static const char SQL_LOCKS[] =
        "UPDATE account SET failures = 0, locked_until = 0 WHERE locked_until > :until";
    err e = db_exec(w->db, SQL_WINDOWS, BINDS(INT(":now", w->now)));

    return e ? e : db_exec(w->db, SQL_LOCKS, BINDS(INT(":until", w->now + SIGN_IN_LOCK)));
}

err attempt_sweep(struct work *w)
{
    static const char SQL_SWEEP[] = "DELETE FROM sign_in_address WHERE window_start <= "
                                    "CASE WHEN address LIKE 'name %' OR address LIKE 'known %' THEN "
                                    "CAST(:names AS INTEGER) ELSE CAST(:addresses AS INTEGER) END";

    err e = attempts_to_come_drop(w);

    return e ? e
             : db_exec(w->db, SQL_SWEEP,
                       BINDS(INT(":names", w->now - ATTEMPT_NAME_MEMORY),
                             INT(":addresses", w->now - SIGN_IN_ADDRESS_WINDOW)));
}
