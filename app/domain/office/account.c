/* Accounts: who may sign in, in which role, with which password. Hashing a password takes most of a second,
 * so it is done before the transaction begins, and what was read before is asked again inside. Signing in
 * itself is in session.c. */
#include "domain/office/account.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "crypto/password.h"
#include "domain/office/account_name.h"
#include "domain/office/attempt.h"
#include "domain/office/audit.h"
#include "domain/office/known_place.h"
#include "domain/office/organisation.h"
#include "domain/office/password_former.h"
#include "domain/office/password_rule.h"
#include "domain/office/session.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define ACCOUNT_INSTITUTION_FOLDED (4 * LIMIT(AccountNew, institution) + 1)

#define ACCOUNT_SELECT                                                                                       \
    "SELECT a.id, a.name, a.full_name, a.role, coalesce(a.organisation_id, a.point_id) AS organisation_id, " \
    "coalesce(o.name, p.name) AS organisation_name, a.failures, "                                            \
    "a.locked_until, a.created_at, a.active, a.must_change, a.given_at, a.given_by, a.given_seen_at "        \
    "FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id LEFT JOIN contact_point p ON "      \
    "p.id = a.point_id "
static const struct column ACCOUNT_COLUMNS[] = {
    COLUMN_INT(struct account, id),
    COLUMN_TEXT(struct account, name),
    COLUMN_TEXT(struct account, full_name),
    COLUMN_WORD(struct account, role, role_parse),
    COLUMN_INT_AS(struct account, organisation, "organisation_id"),
    COLUMN_TEXT(struct account, organisation_name),
    COLUMN_INT(struct account, failures),
    COLUMN_INT(struct account, locked_until),
    COLUMN_INT(struct account, created_at),
    COLUMN_BOOL(struct account, active),
    COLUMN_BOOL(struct account, must_change),
    COLUMN_INT(struct account, given_at),
    COLUMN_TEXT(struct account, given_by),
    COLUMN_INT(struct account, given_seen_at),
};

static err account_one(struct work *w, const char *sql, const struct bind *binds, struct account *ret)
{
    err e = row_read(w, sql, binds, COLUMNS(ACCOUNT_COLUMNS), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_account", "", "There is no such account.") : e;
}

err account_read(struct work *w, int64_t id, struct account *ret)
{
    static const char SQL_READ[] = ACCOUNT_SELECT "WHERE a.id = :id";

    return account_one(w, SQL_READ, BINDS(INT(":id", id)), ret);
}

err account_find(struct work *w, const char *name, struct account *ret)
{
    static const char SQL_FIND[] = ACCOUNT_SELECT "WHERE a.name = :name";
    char folded[ACCOUNT_NAME_TEXT];

    account_name_fold(name, folded);
    return account_one(w, SQL_FIND, BINDS(TEXT(":name", folded)), ret);
}

err account_list(struct work *w, struct account **ret, size_t *ret_count)
{
    static const char SQL_LIST[] = ACCOUNT_SELECT "ORDER BY a.name";

    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(ACCOUNT_COLUMNS), NULL, ret, ret_count);
}

/* Accounts of kindergartens belong to a kindergarten, all others to no organisation. */
static err organisation_rule(struct work *w, enum role role, int64_t organisation)
{
    struct organisation o;
    err e;

    if (role != R_KINDERGARTEN)
        return organisation ? refuse(w, ERR_INPUT, "organisation_not_wanted", "organisation",
                                     "Only kindergarten accounts belong to an organisation.")
                            : OK;
    e = organisation ? organisation_read(w, organisation, &o) : ERR_ABSENT;
    if (e && e != ERR_ABSENT)
        return e;
    if (e || o.kind != ORGANISATION_KINDERGARTEN || !o.active)
        return refuse(w, ERR_INPUT, "unknown_organisation", "organisation",
                      "A kindergarten account needs an active kindergarten.");
    return OK;
}

static const char SQL_POINT[] = "SELECT coalesce(max(id), 0) FROM contact_point WHERE name_folded = :folded "
                                "AND ended_on IS NULL";

/* Accounts of partners belong to an institution of the address book. *ret: its number there; 0: none. */
static err institution_rule(struct work *w, enum role role, const char *institution, int64_t *ret)
{
    char folded[ACCOUNT_INSTITUTION_FOLDED];
    int64_t point = 0;
    err e;

    *ret = 0;
    if (role != R_PARTNER)
        return text_empty(institution) ? OK
                                       : refuse(w, ERR_INPUT, "institution_not_wanted", "institution",
                                                "Only partner accounts belong to an institution.");
    if (!text_empty(institution) &&
        (e = db_int(w->db, SQL_POINT, BINDS(TEXT(":folded", text_fold(institution, folded, sizeof folded))),
                    &point)))
        return e;
    if (!point)
        return refuse(w, ERR_INPUT, "unknown_institution", "institution",
                      "A partner account needs an institution of the address book.");
    *ret = point;
    return OK;
}

static err name_check(struct work *w, const char *name, char ret_name[ACCOUNT_NAME_TEXT])
{
    if (name && account_name_fold(name, ret_name))
        return OK;
    return refuse(w, ERR_INPUT, "bad_name", "name",
                  "An account name has %d to %d of a-z, 0-9, '.', '-', '_', a letter first.",
                  ACCOUNT_NAME_MIN, ACCOUNT_NAME_MAX);
}

static const char SQL_TAKEN[] = "SELECT count(*) FROM account WHERE name = :name";

static err name_taken(struct work *w)
{
    return refuse(w, ERR_CONFLICT, "name_taken", "name", "There is an account of that name.");
}

/* *ret_name stays as it is where the name is none. */
static err name_rule(struct work *w, const char *name, char ret_name[ACCOUNT_NAME_TEXT])
{
    int64_t taken;
    err e;

    if ((e = name_check(w, name, ret_name)) ||
        (e = db_int(w->db, SQL_TAKEN, BINDS(TEXT(":name", ret_name)), &taken)))
        return e;
    return taken ? name_taken(w) : OK;
}

/* The password is held against both names, as far as they are sound. */
static err account_rules(struct work *w, const struct account_new *in, char ret_name[ACCOUNT_NAME_TEXT])
{
    int64_t point;
    const struct password_owner owner = {ret_name, in->full_name ? in->full_name : ""};
    struct faults f = {0};
    err e;

    ret_name[0] = '\0';

    /* One bit of those that accounts may have: two roles in one account would let a person approve what she
     * proposed. */
    if ((e = faults_take(w, &f, name_rule(w, in->name, ret_name))) ||
        (e = faults_take(w, &f, field_name_check(w, "full_name", in->full_name, ACCOUNT_FULL_NAME_MAX))) ||
        (e = faults_when(w, &f, !(in->role & R_SIGNED_IN) || (in->role & (in->role - 1)), "unknown_role",
                         "role", "An account has one of the roles.")) ||
        (e = faults_take(w, &f, organisation_rule(w, in->role, in->organisation))) ||
        (e = faults_take(w, &f, institution_rule(w, in->role, in->institution, &point))) ||
        (e = faults_when(w, &f, !in->password, "bad_password", "password", "A password is needed.")) ||
        (in->password && (e = faults_take(w, &f, password_rule_check(w, &owner, in->password)))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_CREATE[] =
    "INSERT INTO account (id, name, full_name, role, organisation_id, point_id, password_hash, must_change, "
    "first_since, created_at) "
    "VALUES (:id, :name, :full_name, :role, :organisation, :point, :hash, :must_change, :first_since, :now)";

static err account_insert(struct work *w, int64_t id, const char *name, const char *hash,
                          const struct account_new *in, int64_t point)
{
    err e = db_exec(w->db, SQL_CREATE,
                    BINDS(INT(":id", id), TEXT(":name", name), TEXT(":full_name", in->full_name),
                          TEXT(":role", role_name(in->role)),
                          INT_OR_NULL(":organisation", in->organisation, in->organisation),
                          INT_OR_NULL(":point", point, point), TEXT(":hash", hash),
                          INT(":must_change", in->must_change),
                          INT_OR_NULL(":first_since", w->now, in->must_change), INT(":now", w->now)));

    return e == ERR_CONFLICT ? name_taken(w) : e;
}

err account_create(struct work *w, const struct account_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char name[ACCOUNT_NAME_TEXT], hash[PASSWORD_HASH_SIZE];
    /* The role stands in the reason: the tasks of coordinators look for it there (task/notice_task.c). */
    struct audit_entry entry = {.what = "account.create", .record = "account", .why = role_name(in->role)};
    int64_t point;
    err e;

    if ((e = account_rules(w, in, name)) || (e = password_hash(in->password, hash)))
        return e;
    if ((e = tx_begin(&tx, w->db)) || (e = organisation_rule(w, in->role, in->organisation)) ||
        (e = institution_rule(w, in->role, in->institution, &point)) ||
        (e = id_next(w, "account", &entry.record_id)) ||
        (e = account_insert(w, entry.record_id, name, hash, in, point)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static err account_log(struct work *w, int64_t id, const char *what, const char *why)
{
    return audit_append(
        w, &(struct audit_entry){.what = what, .record = "account", .record_id = id, .why = why});
}

/* It writes only where the old hash still stands: two changes at the same time cannot both count as checked.
 */
static const char SQL_PASSWORD[] =
    "UPDATE account SET password_hash = :hash, must_change = :must_change, first_since = :first_since, "
    "failures = 0, locked_until = 0 WHERE id = :id AND password_hash = COALESCE(:old, password_hash)";

/* old: the hash that must still stand there, because time has passed since it was checked; NULL: any. */
static err password_store(struct work *w, int64_t id, const char *old, const char *hash, bool must_change)
{
    err e;

    if ((e = password_former_keep(w, id)) ||
        (e = db_exec(w->db, SQL_PASSWORD,
                     BINDS(INT(":id", id), TEXT(":old", old), TEXT(":hash", hash),
                           INT(":must_change", must_change),
                           INT_OR_NULL(":first_since", w->now, must_change)))))
        return e;
    if (!db_changes(w->db))
        return refuse(w, ERR_CONFLICT, "password_changed", "current", "The password was changed meanwhile.");
    return OK;
}

/* Who set it is written down beside the account, because its holder is asked whether she knows. */
static err given_note(struct work *w, int64_t id)
{
    static const char SQL_GIVEN[] =
        "UPDATE account SET given_at = :now, given_by = :by, given_seen_at = NULL WHERE id = :id";

    if (id == w->actor.account)
        return OK;
    return db_exec(
        w->db, SQL_GIVEN,
        BINDS(INT(":id", id), INT(":now", w->now), TEXT(":by", w->actor.name ? w->actor.name : "system")));
}

/* What the password opened that is none any more: sessions, but that with hash `keep`, and the secret address
 * of the calendar. Whoever changes it because somebody else may know it, changes all that this somebody could
 * have made. Not a trigger on the hash: that changes its form, too, when she signs in. */
static err old_password_end(struct work *w, int64_t id, const uint8_t *keep)
{
    static const char SQL_CALENDAR[] = "DELETE FROM calendar WHERE account_id = :id";
    err e = session_close_others(w, id, keep);

    return e ? e : db_exec(w->db, SQL_CALENDAR, BINDS(INT(":id", id)));
}

err account_set_password(struct work *w, int64_t id, const char *password, bool must_change)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char hash[PASSWORD_HASH_SIZE];
    struct account a;
    err e;

    if ((e = account_read(w, id, &a)) ||
        (e = password_rule_check(w, &(struct password_owner){a.name, a.full_name}, password)) ||
        (e = password_hash(password, hash)))
        return e;
    /* Whoever is signed in with the old password is signed out: it may have been changed because somebody
     * else knew it. */
    if ((e = tx_begin(&tx, w->db)) || (e = password_store(w, id, NULL, hash, must_change)) ||
        (e = given_note(w, id)) || (e = known_place_forget(w, id)) ||
        (e = attempt_forgive_everywhere(w, id)) || (e = old_password_end(w, id, NULL)) ||
        (e = account_log(w, id, "account.password", NULL)))
        return e;
    return tx_commit(&tx);
}

err account_password_seen(struct work *w)
{
    static const char SQL_SEEN[] = "UPDATE account SET given_seen_at = :now WHERE id = :id AND given_at IS "
                                   "NOT NULL AND given_seen_at IS NULL";
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t id = w->actor.account;
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_SEEN, BINDS(INT(":id", id), INT(":now", w->now)))) ||
        (db_changes(w->db) && (e = account_log(w, id, "account.password_seen", NULL))))
        return e;
    return tx_commit(&tx);
}

struct password {
    char hash[PASSWORD_HASH_SIZE];
};
static const struct column PASSWORD_COLUMNS[] = {COLUMN_TEXT_AS(struct password, hash, "password_hash")};

/* Whoever is signed in is counted by her session: a lock that strangers have brought about is none of hers,
 * and her own mistakes end nobody's session. */
static void session_key(const struct work *w, char ret[ATTEMPT_SOURCE])
{
    snprintf(ret, ATTEMPT_SOURCE, "known %lld session %lld", (long long)w->actor.account,
             (long long)w->actor.session_number);
}

/* It was right: what came before it counts no more. */
static err session_forgive(struct work *w)
{
    char key[ATTEMPT_SOURCE];

    session_key(w, key);
    return attempt_forgive_place(w, key);
}

/* For a password in a session. */
static err place_take(const struct work *w, struct password_place *ret)
{
    char key[ATTEMPT_SOURCE];

    session_key(w, key);
    return password_place_take(key, true, ret);
}

/* Counts the attempt, commits that, and only then gives the stored hash: whoever breaks the connection off to
 * escape the count has been counted already. */
static err current_attempt(struct work *w, int64_t id, struct password *ret)
{
    static const char SQL_HASH[] = "SELECT password_hash FROM account WHERE id = :id AND active = 1";
    CLEANUP(tx_end) struct tx tx = {0};
    char key[ATTEMPT_SOURCE];
    err e;

    session_key(w, key);
    if ((e = tx_begin(&tx, w->db)) || (e = attempt_from_place(w, key)))
        return e;
    if ((e = row_read(w, SQL_HASH, BINDS(INT(":id", id)), COLUMNS(PASSWORD_COLUMNS), ret)) == ERR_ABSENT)
        return refuse(w, e, "no_account", "", "There is no such account.");
    return e ? e : tx_commit(&tx);
}

/* Logged, because somebody else may be sitting at an open session. field: where it was typed. */
static err current_wrong(struct work *w, int64_t id, const char *field)
{
    err e = account_log(w, id, "account.password_refused", "wrong_password");

    return e ? e : refuse(w, ERR_INPUT, "wrong_password", field, "The password is not the right one.");
}

/* Otherwise whoever set a password for somebody could "change" it to the same, and go on with it. */
static err another_check(struct work *w, const struct password *old, const char *password)
{
    bool same;
    err e = password_verify(password, old->hash, &same);

    if (e)
        return e;
    if (same)
        return refuse(w, ERR_INPUT, "password_used", "password",
                      "This is the present password: choose another.");
    return password_former_check(w, w->actor.account, password);
}

err account_change_password(struct work *w, const char *current, const char *password,
                            const uint8_t session[DIGEST_SIZE])
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(password_place_leave) struct password_place place = {0};
    struct password old;
    char hash[PASSWORD_HASH_SIZE];
    int64_t id = w->actor.account;
    struct account a;
    bool same;
    err e;

    if ((e = account_read(w, id, &a)) ||
        (e = password_rule_check(w, &(struct password_owner){a.name, a.full_name}, password)) ||
        (e = place_take(w, &place)) || (e = current_attempt(w, id, &old)) ||
        (e = password_verify(current, old.hash, &same)))
        return e;
    if (!same)
        return current_wrong(w, id, "current");
    if ((e = another_check(w, &old, password)) || (e = password_hash(password, hash)))
        return e;
    /* The session at which it was changed stays; all others end. */
    if ((e = tx_begin(&tx, w->db)) || (e = password_store(w, id, old.hash, hash, false)) ||
        (e = session_forgive(w)) || (e = old_password_end(w, id, session)) ||
        (e = account_log(w, id, "account.password", "own")))
        return e;
    return tx_commit(&tx);
}

err account_confirm(struct work *w, const char *password, const uint8_t session[DIGEST_SIZE])
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(password_place_leave) struct password_place place = {0};
    struct password own;
    int64_t id = w->actor.account;
    bool same;
    err e;

    if ((e = place_take(w, &place)) || (e = current_attempt(w, id, &own)) ||
        (e = password_verify(password, own.hash, &same)))
        return e;
    if (!same)
        return current_wrong(w, id, "password");
    if ((e = tx_begin(&tx, w->db)) || (e = session_forgive(w)) || (e = session_confirm(w, session)) ||
        (e = account_log(w, id, "account.confirm", NULL)))
        return e;
    return tx_commit(&tx);
}

/* Without an active administrator nobody could make another one, save at the machine itself. */
static err administrator_remains(struct work *w, const struct account *without)
{
    static const char SQL_OTHERS[] =
        "SELECT COUNT(*) FROM account WHERE role = 'administrator' AND active = 1 AND id <> :id";
    int64_t others;
    err e;

    if (without->role != R_ADMINISTRATOR || !without->active)
        return OK;
    if ((e = db_int(w->db, SQL_OTHERS, BINDS(INT(":id", without->id)), &others)))
        return e;
    if (!others)
        return refuse(w, ERR_CONFLICT, "last_administrator", "", "One administrator must stay active.");
    return OK;
}

err account_set_active(struct work *w, int64_t id, bool active)
{
    static const char SQL_ACTIVE[] = "UPDATE account SET active = :active WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    struct account a;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = account_read(w, id, &a)))
        return e;
    /* Saying it again neither signs anybody out nor fills the log. */
    if (a.active == active)
        return tx_commit(&tx);
    if ((!active && (e = administrator_remains(w, &a))) ||
        (e = db_exec(w->db, SQL_ACTIVE, BINDS(INT(":id", id), INT(":active", active)))) ||
        (e = session_close_others(w, id, NULL)) ||
        (e = account_log(w, id, active ? "account.activate" : "account.deactivate", NULL)))
        return e;
    return tx_commit(&tx);
}

/* Of which one: `place` is a number of organisation, or for a partner of contact_point. */
static err role_store(struct work *w, const struct account *a, enum role role, int64_t place)
{
    static const char SQL_ROLE[] =
        "UPDATE account SET role = :role, organisation_id = :organisation, point_id = :point WHERE id = :id";
    const bool partner = role == R_PARTNER;
    /* Sealed files that she was named to as an officer of the aid are none of another role's business. */
    static const char SQL_NAMED[] = "DELETE FROM case_access WHERE account_id = :id";
    /* The tasks find new coordinators by the end of this text (task/notice_task.c). */
    char why[64];
    err e;

    snprintf(why, sizeof(why), "%s -> %s", role_name(a->role), role_name(role));
    if ((e = db_exec(w->db, SQL_ROLE,
                     BINDS(INT(":id", a->id), TEXT(":role", role_name(role)),
                           INT_OR_NULL(":organisation", place, place && !partner),
                           INT_OR_NULL(":point", place, place && partner)))) ||
        (a->role == R_AID_OFFICER && (e = db_exec(w->db, SQL_NAMED, BINDS(INT(":id", a->id))))) ||
        (e = session_close_others(w, a->id, NULL)))
        return e;
    return account_log(w, a->id, "account.role", why);
}

err account_set_role(struct work *w, int64_t id, const struct account_role *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const enum role role = in->role;
    int64_t place = in->organisation, point;
    struct account a;
    err e;

    /* One bit of those that accounts may have. */
    if (!(role & R_SIGNED_IN) || (role & (role - 1)))
        return refuse(w, ERR_INPUT, "unknown_role", "role", "An account has one of the roles.");
    if ((e = tx_begin(&tx, w->db)) || (e = account_read(w, id, &a)))
        return e;
    if ((e = institution_rule(w, role, in->institution, &point)))
        return e;
    if (role == R_PARTNER && !place)
        place = point;
    if (a.role == role && a.organisation == place)
        return tx_commit(&tx);
    if ((e = organisation_rule(w, role, in->organisation)) ||
        (role != R_ADMINISTRATOR && (e = administrator_remains(w, &a))) ||
        (e = role_store(w, &a, role, place)))
        return e;
    return tx_commit(&tx);
}

err account_unlock(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct account a;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = account_read(w, id, &a)) ||
        (e = attempt_forgive_everywhere(w, id)) || (e = account_log(w, id, "account.unlock", NULL)))
        return e;
    return tx_commit(&tx);
}
