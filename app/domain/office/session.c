/* Sessions. The password check takes most of a second, so signing in is two short transactions around it: the
 * first counts the attempt, the second forgives it and makes the session, or logs the failure. Meanwhile
 * nobody waits for the database. */
#include "domain/office/session.h"

#include <stdio.h>
#include <string.h>

#include "base/network.h"
#include "crypto/password.h"
#include "domain/office/account_name.h"
#include "domain/office/attempt.h"
#include "domain/office/audit.h"
#include "domain/office/own_session.h"
#include "domain/work/rows.h"
#include "domain/work/secret.h"
#include "store/db.h"

_Static_assert(SESSION_SECRET_TEXT == SECRET_TEXT, "a session's secret is a secret");

/* The account that somebody claims to be. */
struct claimant {
    int64_t account; /* 0: there is none of that name */
    bool admitted;   /* active, and so is its organisation */
    bool over;       /* its first password was given too long ago */
    bool renew;      /* the hash is of an older form (password_verify_old) */
    int64_t session; /* its number, once it is opened; 0 before */
    struct known_place place;
    char name[ACCOUNT_NAME_TEXT];
    char hash[PASSWORD_HASH_SIZE];
};

static const char SQL_CLAIMANT[] =
    "SELECT a.id, a.password_hash, a.active = 1 AND COALESCE(o.active, 1) = 1 AND p.ended_on IS NULL AS "
    "admitted, "
    "a.must_change = 1 AND COALESCE(a.first_since, 0) + 86400 * COALESCE((SELECT r.value FROM "
    "legal_rule r WHERE r.name = 'first_password_days' AND r.voided_at IS NULL AND r.from_day <= :today AND "
    "COALESCE(r.until_day, :today) >= :today ORDER BY r.from_day DESC, r.id DESC LIMIT 1), 0) <= :now AS "
    "over "
    "FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id LEFT JOIN contact_point p ON "
    "p.id = a.point_id WHERE a.name = :name";

static const struct column CLAIMANT_COLUMNS[] = {
    COLUMN_INT_AS(struct claimant, account, "id"),
    COLUMN_TEXT_AS(struct claimant, hash, "password_hash"),
    COLUMN_BOOL(struct claimant, admitted),
    COLUMN_BOOL(struct claimant, over),
};

static err claimant_read(struct work *w, const char *typed, struct claimant *ret)
{
    struct claimant c = {0};
    err e;

    account_name_fold(typed, c.name);
    e = row_read(w, SQL_CLAIMANT, BINDS(TEXT(":name", c.name), DATE(":today", w->today), INT(":now", w->now)),
                 COLUMNS(CLAIMANT_COLUMNS), &c);
    if (e && e != ERR_ABSENT)
        return e;
    *ret = c;
    return OK;
}

/* Whether a refusal has a line of its own: a wrong password for an account, of which a lock lets few come.
 * Attempts on names that nobody has, and on an account while it is locked, can come without end: the gate's
 * trace sums them by minute and network (http/trace.h). At the machine itself there is no gate. */
static bool refusal_told(const struct claimant *c, const char *reason, const char *address)
{
    return !address || (c->account && strcmp(reason, "locked") != 0);
}

/* The log gets the network address and the name of a known account. What was typed for an unknown one may be
 * a password in the wrong field: it is not kept. */
static err sign_in_log(struct work *w, const char *what, const struct claimant *c, const char *reason,
                       const char *address)
{
    struct actor before = w->actor;
    struct audit_entry entry = {.what = what, .record = "account", .record_id = c->account};
    char why[160];
    /* Behind a proxy the address is what a header says. Only what an address is made of goes into the log,
     * and no more than the longest one has. */
    int n = address ? (int)strspn(address, "0123456789abcdefABCDEF.:") : 0;
    err e;

    if (!(w->refusal_logged = refusal_told(c, reason, address)))
        return OK;

    snprintf(why, sizeof(why), "%s: %s from %.*s", c->account ? c->name : "unknown account", reason,
             n < 46 ? n : 46, address ? address : "");
    entry.why = why;
    /* The session that begins here is named as its later rows will be. */
    w->actor = (struct actor){.name = "anyone", .session_number = c->session};
    e = audit_append(w, &entry);
    w->actor = before;
    return e;
}

/* At a place that is known for it; on the account from anywhere else; on a name that no account has. */
static err attempt_count(struct work *w, const struct claimant *c)
{
    if (c->place.key[0])
        return attempt_from_place(w, c->place.key);
    return c->account ? attempt_on_account(w, c->account) : attempt_on_name(w, c->name);
}

/* Counts the attempt before it is made, and commits that: parallel guesses all find it counted. */
static err sign_in_begin(struct work *w, const struct sign_in_from *from, struct claimant *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err limit, e;

    /* The address first: it bounds the work that a stranger can cause, whatever names he makes up. What is
     * known is spared that, because others may sit behind the same address. */
    if ((e = tx_begin(&tx, w->db)) || (!c->place.key[0] && (e = attempt_from_address(w, from->address))))
        return e;
    /* The count is committed also when it says no, so the limit is returned at the end. */
    limit = attempt_count(w, c);
    if (limit && limit != ERR_LIMIT)
        return limit;
    if (limit && (e = sign_in_log(w, "sign_in.failed", c, "locked", from->address)))
        return e;
    e = tx_commit(&tx);
    return e ? e : limit;
}

/* The password was right a moment ago: that confirms who it is. */
static err session_insert(struct work *w, struct claimant *c, const char *address,
                          const uint8_t hash[DIGEST_SIZE])
{
    static const char SQL_INSERT[] =
        "INSERT INTO session (token_hash, number, account_id, network, created_at, seen_at, confirmed_at) "
        "VALUES (:hash, :number, :account, :network, :now, :now, :now)";
    char network[NETWORK_TEXT];
    err e = id_next(w, "session", &c->session);

    if (e)
        return e;
    return db_exec(
        w->db, SQL_INSERT,
        BINDS(BLOB(":hash", hash, DIGEST_SIZE), INT(":number", c->session), INT(":account", c->account),
              TEXT(":network", network_of(address, network) ? network : NULL), INT(":now", w->now)));
}

/* Between the two transactions an administrator may have changed the password, or closed the account. */
static err claimant_still(struct work *w, const struct claimant *c, bool *ret)
{
    struct claimant now;
    err e = claimant_read(w, c->name, &now);

    if (!e)
        *ret = now.account == c->account && now.admitted && !strcmp(now.hash, c->hash);
    return e;
}

static err hash_renew(struct work *w, const struct claimant *c, const char *renewed)
{
    static const char SQL_RENEW[] =
        "UPDATE account SET password_hash = :new WHERE id = :id AND password_hash = :old";

    return db_exec(w->db, SQL_RENEW,
                   BINDS(INT(":id", c->account), TEXT(":new", renewed), TEXT(":old", c->hash)));
}

/* Why somebody with this password does not come in. */
static const char *refused_why(const struct claimant *c, bool right)
{
    if (!c->admitted)
        return "not admitted";
    return right ? "first password over" : "wrong password";
}

static err sign_in_refuse(struct work *w, const struct claimant *c, bool right)
{
    /* Told only to whoever has the password, which is of no use any more. */
    if (right && c->admitted)
        return refuse(w, ERR_DENIED, "first_password_over", "",
                      "This first password was given too long ago: ask for another.");
    /* One sentence for a wrong name, a wrong password and a closed account: which of them it was stands in
     * the log alone. */
    return refuse(w, ERR_DENIED, "sign_in_failed", "", "The account or the password is not right.");
}

/* From a known place only what was counted there is forgiven: what strangers have tried stays counted against
 * them. */
static err attempts_forgive(struct work *w, const struct claimant *c, const char *address)
{
    err e;

    if (c->place.key[0])
        return attempt_forgive_place(w, c->place.key);
    e = attempt_forgive_address(w, address);
    return e ? e : attempt_forgive_account(w, c->account);
}

static err sign_in_good(struct work *w, struct claimant *c, const struct sign_in_from *from,
                        const uint8_t hash[DIGEST_SIZE], struct secret *ret_browser)
{
    err e;

    if ((e = attempts_forgive(w, c, from->address)) || (e = own_session_make_room(w, c->account, c->name)) ||
        (e = session_insert(w, c, from->address, hash)) ||
        (e = known_place_keep(w, c->account, from, &c->place, ret_browser)))
        return e;
    return sign_in_log(w, "sign_in.good", c, "signed in", from->address);
}

static err sign_in_end(struct work *w, struct claimant *c, bool right, const struct sign_in_from *from,
                       const uint8_t hash[DIGEST_SIZE], struct secret *ret_browser)
{
    CLEANUP(tx_end) struct tx tx = {0};
    bool good = right && c->admitted && !c->over;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (good && (e = claimant_still(w, c, &good))))
        return e;
    if (!good)
        right = right && c->over;
    e = good ? sign_in_good(w, c, from, hash, ret_browser)
             : sign_in_log(w, "sign_in.failed", c, refused_why(c, right), from->address);
    if (e || (e = tx_commit(&tx)))
        return e;
    return good ? OK : sign_in_refuse(w, c, right);
}

/* Outside of a transaction: hashing takes as long as checking did. The session is open whatever comes of it.
 */
static err sign_in_renew(struct work *w, const struct claimant *c, const char *password)
{
    char renewed[PASSWORD_HASH_SIZE];
    err e;

    if (!c->renew)
        return OK;
    if (!(e = password_hash(password, renewed)))
        e = hash_renew(w, c, renewed);
    /* Shorter than what is chosen today, or the database is busy: the next sign-in is as good for it. */
    return e == ERR_INPUT || e == ERR_BUSY ? OK : e;
}

/* Whether the place is known is asked before, because those have places of their own to wait in. */
static err place_take(struct work *w, const char *typed, const struct sign_in_from *from, struct claimant *c,
                      struct password_place *ret)
{
    char source[ATTEMPT_SOURCE] = "";
    bool is_known;
    err e;

    if ((e = claimant_read(w, typed, c)) || (e = known_place_find(w, c->account, from, &c->place)))
        return e;
    is_known = c->place.key[0];
    if (from->address && !is_known)
        attempt_source(from->address, source);
    return password_place_take(from->address && is_known ? c->place.key : source, is_known, ret);
}

err session_open_from(struct work *w, const char *account, const char *password,
                      const struct sign_in_from *from, struct session_opened *ret)
{
    CLEANUP(secret_wipe) struct secret secret = {0}, browser = {0};
    CLEANUP(password_place_leave) struct password_place place = {0};
    struct claimant c = {0};
    bool right;
    err e;

    /* For an unknown name a password is checked, too, against nothing: the answer takes as long, so that time
     * does not tell which names exist. */
    if ((e = place_take(w, account, from, &c, &place)) || (e = sign_in_begin(w, from, &c)) ||
        (e = password_verify_old(password, c.account ? c.hash : NULL, &right, &c.renew)) ||
        (e = secret_make(&secret)) || (e = sign_in_end(w, &c, right, from, secret.hash, &browser)) ||
        (e = sign_in_renew(w, &c, password)))
        return e;
    memcpy(ret->secret, secret.text, SECRET_TEXT);
    memcpy(ret->browser, browser.text, SECRET_TEXT);
    return OK;
}

err session_open(struct work *w, const char *account, const char *password, const char *address,
                 char ret_secret[SESSION_SECRET_TEXT])
{
    struct session_opened opened;
    err e = session_open_from(w, account, password, &(struct sign_in_from){.address = address}, &opened);

    if (!e)
        memcpy(ret_secret, opened.secret, SESSION_SECRET_TEXT);
    explicit_bzero(&opened, sizeof opened);
    return e;
}

/* Notes the visit if the last note is older than `age`. Of several requests at once at most one writes. */
static err visit_note(struct work *w, const uint8_t hash[DIGEST_SIZE], int64_t age)
{
    /* "seen_at < :before" again in the statement: of several requests at once the first has moved it. */
    static const char SQL_NOTE[] =
        "UPDATE session SET seen_at = :now WHERE token_hash = :hash AND seen_at < :before";

    return db_exec(
        w->db, SQL_NOTE,
        BINDS(INT(":now", w->now), BLOB(":hash", hash, DIGEST_SIZE), INT(":before", w->now - age)));
}

#define SESSION_FROM                                                                                         \
    "FROM session s JOIN account a ON a.id = s.account_id "                                                  \
    "LEFT JOIN organisation o ON o.id = a.organisation_id LEFT JOIN contact_point p ON p.id = a.point_id "   \
    "WHERE s.token_hash = :hash AND s.seen_at > :idle AND s.created_at > :over AND a.active = 1 "            \
    "AND COALESCE(o.active, 1) = 1 AND p.ended_on IS NULL"
#define SESSION_BINDS(w, hash)                                                                               \
    BINDS(BLOB(":hash", (hash), DIGEST_SIZE), INT(":idle", (w)->now - SESSION_GONE),                         \
          INT(":over", (w)->now - SESSION_LIFE))

static err no_session(struct work *w, err e)
{
    return e == ERR_ABSENT ? refuse(w, e, "no_session", "", "There is no such session, or it is over.") : e;
}

struct seen_actor {
    struct actor actor;
    int64_t seen_at;
};
static const struct column SEEN_ACTOR_COLUMNS[] = {
    COLUMN_INT_AS(struct seen_actor, actor.account, "account_id"),
    COLUMN_INT_AS(struct seen_actor, actor.organisation, "organisation_id"),
    COLUMN_INT_AS(struct seen_actor, actor.point, "point_id"),
    COLUMN_WORD_AS(struct seen_actor, actor.roles, role_parse, "role"),
    COLUMN_TEXT_AS(struct seen_actor, actor.name, "name"),
    COLUMN_INT_AS(struct seen_actor, actor.session_number, "number"),
    COLUMN_INT_AS(struct seen_actor, actor.confirmed_at, "confirmed_at"),
    COLUMN_INT(struct seen_actor, seen_at),
    COLUMN_BOOL_AS(struct seen_actor, actor.must_change, "must_change"),
};

static err session_seek(struct work *w, const uint8_t hash[DIGEST_SIZE], struct seen_actor *ret)
{
    static const char SQL_FIND[] = "SELECT s.account_id, a.organisation_id, a.point_id, a.role, a.name, "
                                   "s.number, s.confirmed_at, s.seen_at, "
                                   "a.must_change " SESSION_FROM;

    return no_session(w, row_read(w, SQL_FIND, SESSION_BINDS(w, hash), COLUMNS(SEEN_ACTOR_COLUMNS), ret));
}

/* If the database is busy, the note is left out rather than the user turned away. */
err session_find(struct work *w, const uint8_t hash[DIGEST_SIZE], struct actor *ret)
{
    struct seen_actor found = {0};
    err e;

    if ((e = session_seek(w, hash, &found)))
        return e;
    if (found.seen_at < w->now - SESSION_NOTE && (e = visit_note(w, hash, SESSION_NOTE)) && e != ERR_BUSY)
        return e;
    *ret = found.actor;
    return OK;
}

err session_look(struct work *w, const uint8_t hash[DIGEST_SIZE], struct actor *ret)
{
    struct seen_actor found = {0};
    err e = session_seek(w, hash, &found);

    if (!e)
        *ret = found.actor;
    return e;
}

err session_stay(struct work *w, const uint8_t hash[DIGEST_SIZE])
{
    return visit_note(w, hash, 0);
}

err session_confirm(struct work *w, const uint8_t hash[DIGEST_SIZE])
{
    static const char SQL_CONFIRM[] = "UPDATE session SET confirmed_at = :now WHERE token_hash = :hash";

    return db_exec(w->db, SQL_CONFIRM, BINDS(INT(":now", w->now), BLOB(":hash", hash, DIGEST_SIZE)));
}

struct dated_session {
    struct session session;
    int64_t seen_at, created_at;
};
static const struct column DATED_SESSION_COLUMNS[] = {
    COLUMN_INT_AS(struct dated_session, session.account, "account_id"),
    COLUMN_INT_AS(struct dated_session, session.organisation, "organisation_id"),
    COLUMN_WORD_AS(struct dated_session, session.role, role_parse, "role"),
    COLUMN_TEXT_AS(struct dated_session, session.name, "name"),
    COLUMN_TEXT_AS(struct dated_session, session.full_name, "full_name"),
    COLUMN_TEXT_AS(struct dated_session, session.organisation_name, "organisation_name"),
    COLUMN_BOOL_AS(struct dated_session, session.must_change, "must_change"),
    COLUMN_INT_AS(struct dated_session, session.given_at, "given_at"),
    COLUMN_TEXT_AS(struct dated_session, session.given_by, "given_by"),
    COLUMN_INT(struct dated_session, seen_at),
    COLUMN_INT(struct dated_session, created_at),
};

static int64_t between(int64_t at, int64_t first, int64_t last)
{
    if (at < first)
        at = first;
    return at > last ? last : at;
}

err session_read(struct work *w, const uint8_t hash[DIGEST_SIZE], struct session *ret)
{
    static const char SQL_READ[] =
        "SELECT s.account_id, coalesce(a.organisation_id, a.point_id) AS organisation_id, a.role, a.name, "
        "a.full_name, coalesce(o.name, p.name) AS organisation_name, "
        "a.must_change, CASE WHEN a.given_seen_at IS NULL THEN a.given_at END AS given_at, a.given_by, "
        "s.seen_at, s.created_at " SESSION_FROM;
    struct dated_session found = {0};
    err e = row_read(w, SQL_READ, SESSION_BINDS(w, hash), COLUMNS(DATED_SESSION_COLUMNS), &found);

    if (e)
        return no_session(w, e);
    found.session.over_at = found.created_at + SESSION_LIFE;
    /* Never in the past, for the session is open; never behind the end of its life. */
    found.session.idle_at = between(found.seen_at + SESSION_IDLE, w->now, found.session.over_at);
    *ret = found.session;
    return OK;
}

err session_close(struct work *w, const uint8_t hash[DIGEST_SIZE])
{
    static const char SQL_CLOSE[] = "DELETE FROM session WHERE token_hash = :hash";
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "sign_out", .record = "account", .record_id = w->actor.account};
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_CLOSE, BINDS(BLOB(":hash", hash, DIGEST_SIZE)))) ||
        (db_changes(w->db) && (e = audit_append(w, &entry))))
        return e;
    return tx_commit(&tx);
}

err session_close_others(struct work *w, int64_t account, const uint8_t *keep)
{
    static const char SQL_CLOSE[] = "DELETE FROM session WHERE account_id = :account AND token_hash <> :keep";

    /* An empty blob equals no hash: without `keep` all sessions go. */
    return db_exec(w->db, SQL_CLOSE,
                   BINDS(INT(":account", account),
                         BLOB(":keep", keep ? keep : (const uint8_t *)"", keep ? (size_t)DIGEST_SIZE : 0)));
}

/* Instants to come are of a clock that was put back since: a session would outlive its desk by as much. It
 * goes on, and counts from now. */
static err sessions_begin_now(struct work *w)
{
    static const char SQL_NOW[] =
        "UPDATE session SET seen_at = :now, created_at = CASE WHEN created_at > :now THEN :now ELSE "
        "created_at END WHERE seen_at > :now";

    return db_exec(w->db, SQL_NOW, BINDS(INT(":now", w->now)));
}

err session_sweep(struct work *w)
{
    static const char SQL_SWEEP[] = "DELETE FROM session WHERE seen_at <= :idle OR created_at <= :over";
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_SWEEP,
                     BINDS(INT(":idle", w->now - SESSION_GONE), INT(":over", w->now - SESSION_LIFE)))) ||
        (e = sessions_begin_now(w)) || (e = known_place_sweep(w)) || (e = attempt_sweep(w)))
        return e;
    return tx_commit(&tx);
}
