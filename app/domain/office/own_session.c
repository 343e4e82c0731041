/* The sessions of one account: seen by their holder, ended by her, and by her signing in anew. */
#include "domain/office/own_session.h"

#include "crypto/digest.h"
#include "domain/office/audit.h"
#include "domain/office/session_term.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* As session_find takes them; of an account that is asked about because it is signed in, or about to be. */
#define ALIVE "s.account_id = :account AND s.seen_at > :idle AND s.created_at > :over "
#define ALIVE_BINDS(w, account_)                                                                             \
    INT(":account", (account_)), INT(":idle", (w)->now - SESSION_GONE), INT(":over", (w)->now - SESSION_LIFE)

static const struct column OWN_COLUMNS[] = {
    COLUMN_INT(struct own_session, number),
    COLUMN_INT_AS(struct own_session, since, "created_at"),
    COLUMN_INT_AS(struct own_session, seen, "seen_at"),
    COLUMN_TEXT(struct own_session, network),
    COLUMN_BOOL_AS(struct own_session, current, "mine"),
};

err own_session_list(struct work *w, struct own_session **ret, size_t *ret_count)
{
    static const char SQL_LIST[] =
        "SELECT s.number, s.created_at, s.seen_at, s.network, s.token_hash = :hash AS mine "
        "FROM session s WHERE " ALIVE "ORDER BY s.seen_at DESC, s.number DESC";

    return rows_read(w, SQL_LIST,
                     BINDS(BLOB(":hash", w->actor.session, DIGEST_SIZE), ALIVE_BINDS(w, w->actor.account)),
                     COLUMNS(OWN_COLUMNS), NULL, ret, ret_count);
}

/* Gone and in the log, or neither. */
static err end_one(struct work *w, int64_t number, const char *why)
{
    static const char SQL_END[] = "DELETE FROM session WHERE number = :number";
    const struct audit_entry entry = {
        .what = "session.end", .record = "session", .record_id = number, .why = why};
    err e = db_exec(w->db, SQL_END, BINDS(INT(":number", number)));

    return e ? e : audit_append(w, &entry);
}

static err end_each(struct work *w, const int64_t *numbers, size_t count, const char *why)
{
    err e = OK;

    for (size_t i = 0; !e && i < count; i++)
        e = end_one(w, numbers[i], why);
    return e;
}

err own_session_end(struct work *w, int64_t number)
{
    static const char SQL_HERS[] = "SELECT s.number FROM session s WHERE " ALIVE "AND s.number = :number";
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t found;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = db_int(w->db, SQL_HERS, BINDS(ALIVE_BINDS(w, w->actor.account), INT(":number", number)), &found);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_session", "", "There is no such session, or it is over.");
    if (e || (e = end_one(w, found, "own")))
        return e;
    return tx_commit(&tx);
}

err own_session_end_others(struct work *w, int64_t *ret_ended)
{
    static const char SQL_OTHERS[] =
        "SELECT s.number FROM session s WHERE " ALIVE "AND s.token_hash <> :hash ORDER BY s.number";
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t *others;
    size_t count;
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = rows_ids(w, SQL_OTHERS,
                      BINDS(ALIVE_BINDS(w, w->actor.account), BLOB(":hash", w->actor.session, DIGEST_SIZE)),
                      &others, &count)) ||
        (e = end_each(w, others, count, "own")) || (e = tx_commit(&tx)))
        return e;
    *ret_ended = (int64_t)count;
    return OK;
}

err own_session_end_all(struct work *w, int64_t account)
{
    static const char SQL_ALL[] = "SELECT s.number FROM session s WHERE " ALIVE "ORDER BY s.number";
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t *all;
    size_t count;
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = rows_ids(w, SQL_ALL, BINDS(ALIVE_BINDS(w, account)), &all, &count)) ||
        (e = end_each(w, all, count, "by an administrator")))
        return e;
    return tx_commit(&tx);
}

/* The session whose cookie came along. */
static err presented_end(struct work *w, const uint8_t *presented)
{
    static const char SQL_PRESENTED[] = "SELECT number FROM session WHERE token_hash = :hash";
    int64_t number;
    err e;

    if (!presented)
        return OK;
    e = db_int(w->db, SQL_PRESENTED, BINDS(BLOB(":hash", presented, DIGEST_SIZE)), &number);
    return e == ERR_ABSENT ? OK : e ? e : end_one(w, number, "signed in anew");
}

/* SQLite has OFFSET behind a LIMIT only: one that no account reaches. */
#define BEYOND "LIMIT 1000 OFFSET :kept"

static err room_make(struct work *w, int64_t account)
{
    static const char SQL_OLDEST[] =
        "SELECT s.number FROM session s WHERE " ALIVE "ORDER BY s.seen_at DESC, s.number DESC " BEYOND;
    int64_t *oldest;
    size_t count;
    err e = rows_ids(w, SQL_OLDEST, BINDS(ALIVE_BINDS(w, account), INT(":kept", SESSION_MOST - 1)), &oldest,
                     &count);

    return e ? e : end_each(w, oldest, count, "too many");
}

err own_session_make_room(struct work *w, int64_t account, const char *name)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct actor before = w->actor;
    err e;

    /* Whoever knows the password does it, not whoever held the session that came along. */
    w->actor = (struct actor){.account = account, .name = name};
    if (!(e = tx_join(&tx, w->db)) && !(e = presented_end(w, before.session)) && !(e = room_make(w, account)))
        e = tx_commit(&tx);
    w->actor = before;
    return e;
}
