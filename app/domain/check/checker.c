/* Who asks at a door, and how a device comes to its token: here it is taken at once, and the register takes
 * it up when it collects. */
#include "domain/check/checker.h"

#include <string.h>

#include "base/clock.h"
#include "domain/check/enrol_limit.h"
#include "domain/work/rows.h"
#include "domain/work/secret.h"

_Static_assert(CHECKER_TOKEN_TEXT == SECRET_TEXT, "a device's token is a secret");

/* Of two rules of one day the newer. */
#define RULE(name)                                                                                           \
    "coalesce((SELECT r.value FROM asking_rule r WHERE r.name = '" name                                      \
    "' AND r.from_day <= :today AND coalesce(r.until_day, :today) >= :today ORDER BY r.from_day DESC, r.id " \
    "DESC LIMIT 1), 0)"
#define CHECKER_SELECT                                                                                       \
    "SELECT d.id, d.organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, d.service, "  \
    "d.name, d.revoked, o.active AS organisation_active, d.life_day, d.ends_day, d.unseen_days, " RULE(      \
        "device_minute_checks") " AS minute_most, " RULE("device_day_checks") " AS day_most "                \
                                                                              "FROM device d JOIN "          \
                                                                              "organisation o ON o.id = "    \
                                                                              "d.organisation_id "
static const struct column CHECKER_COLUMNS[] = {
    COLUMN_INT(struct checker, id),
    COLUMN_INT_AS(struct checker, organisation, "organisation_id"),
    COLUMN_TEXT(struct checker, organisation_name),
    COLUMN_TEXT(struct checker, organisation_kind),
    COLUMN_TEXT(struct checker, service),
    COLUMN_TEXT(struct checker, name),
    COLUMN_BOOL(struct checker, revoked),
    COLUMN_BOOL(struct checker, organisation_active),
    COLUMN_DATE_OPEN_AS(struct checker, life, "life_day"),
    COLUMN_DATE_OPEN_AS(struct checker, ends, "ends_day"),
    COLUMN_INT_AS(struct checker, unseen, "unseen_days"),
    COLUMN_INT(struct checker, minute_most),
    COLUMN_INT(struct checker, day_most),
};
static const char SQL_FIND[] = CHECKER_SELECT "WHERE d.token_hash = :hash";

struct last_use {
    date on;
};
static const char SQL_USED[] = "SELECT on_day FROM device_use WHERE device_id = :id";
static const struct column USED_COLUMNS[] = {COLUMN_DATE_AS(struct last_use, on, "on_day")};

/* Beyond the day that the register knew of: a device that was used meanwhile goes on, however long the
 * register has not looked. */
static err ended(struct work *w, const struct checker *c, bool *ret)
{
    struct last_use used = {.on = DATE_NONE};
    err e;

    *ret = c->ends < w->today;
    if (!*ret || c->life < w->today || c->unseen <= 0)
        return OK;
    e = row_read(w, SQL_USED, BINDS(INT(":id", c->id)), COLUMNS(USED_COLUMNS), &used);
    if (e)
        return e == ERR_ABSENT ? OK : e;
    *ret = !date_known(used.on) || date_add_days(used.on, (int)c->unseen) < w->today;
    return OK;
}

err checker_good(struct doorway *d, const struct checker *c)
{
    bool over;
    err e = ended(&d->work, c, &over);

    if (e || !over)
        return e;
    return refuse(&d->work, ERR_DENIED, "device_ended", "", "This device must be set up again.");
}

err checker_find(struct doorway *d, const uint8_t token_hash[DIGEST_SIZE], struct checker *ret)
{
    struct work *w = &d->work;
    struct checker c = {0};
    err e = row_read(w, SQL_FIND, BINDS(BLOB(":hash", token_hash, DIGEST_SIZE), DATE(":today", w->today)),
                     COLUMNS(CHECKER_COLUMNS), &c);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_device", "", "There is no such device.");
    if (e)
        return e;
    /* An organisation that is closed takes all its devices with it. */
    if (c.revoked || !c.organisation_active)
        return refuse(w, ERR_DENIED, "device_revoked", "", "This device may no longer check.");
    if ((e = checker_good(d, &c)))
        return e;
    c.asked_on = w->today;
    *ret = c;
    return OK;
}

struct named {
    const char *neutral_name;
};
static const char SQL_NAME[] = "SELECT neutral_name FROM municipality WHERE id = 1";
static const struct column NAME_COLUMNS[] = {COLUMN_TEXT(struct named, neutral_name)};

err checker_municipality(struct doorway *d, const char **ret)
{
    struct named m = {.neutral_name = ""};
    err e = row_read(&d->work, SQL_NAME, NO_BINDS, COLUMNS(NAME_COLUMNS), &m);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = m.neutral_name;
    return OK;
}

struct placed {
    const char *base_uri;
};
static const char SQL_ADDRESS[] = "SELECT base_uri FROM municipality WHERE id = 1";
static const struct column ADDRESS_COLUMNS[] = {COLUMN_TEXT(struct placed, base_uri)};

err checker_address(struct doorway *d, const char **ret)
{
    struct placed m = {0};
    err e;

    if ((e = row_read(&d->work, SQL_ADDRESS, NO_BINDS, COLUMNS(ADDRESS_COLUMNS), &m)))
        return e;
    *ret = m.base_uri;
    return OK;
}

static err enrol_refused(struct work *w)
{
    return refuse(w, ERR_DENIED, "enrol_refused", "",
                  "The enrolment code is unknown, was used or is too old: ask for a new one.");
}

/* One answer for unknown, used, too old and revoked codes: whoever tries codes out learns nothing from the
 * refusal. */
static const char SQL_WAITING[] =
    CHECKER_SELECT "WHERE d.enrol_hash = :hash AND d.enrol_until > :now AND d.revoked = 0 AND o.active = 1";
static const char SQL_ENROL[] =
    "UPDATE device SET token_hash = :token, enrol_hash = NULL, enrol_until = NULL, life_day = NULL, "
    "unseen_days = 0, ends_day = NULL WHERE id = :id";
static const char SQL_FORGET[] = "DELETE FROM device_use WHERE device_id = :id"; /* that was the old token */
static const char SQL_NOTE[] =
    "INSERT INTO enrolment (enrol_hash, code, token_hash, at) VALUES (:hash, :code, :token, :now)";

static err token_take(struct work *w, const struct checker *c, const char *code,
                      const uint8_t hash[DIGEST_SIZE], const struct secret *token)
{
    err e;

    if ((e = db_exec(w->db, SQL_ENROL, BINDS(INT(":id", c->id), BLOB(":token", token->hash, DIGEST_SIZE)))) ||
        (e = db_exec(w->db, SQL_FORGET, BINDS(INT(":id", c->id)))))
        return e;
    return db_exec(w->db, SQL_NOTE,
                   BINDS(BLOB(":hash", hash, DIGEST_SIZE), TEXT(":code", code),
                         BLOB(":token", token->hash, DIGEST_SIZE), INT(":now", w->now)));
}

err checker_enrol(struct doorway *d, const char *code, struct checker *ret,
                  char ret_token[CHECKER_TOKEN_TEXT])
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(secret_wipe) struct secret token = {0};
    struct work *w = &d->work;
    uint8_t hash[DIGEST_SIZE];
    struct checker c = {0};
    err e = secret_hash(code, hash);

    if (e)
        return e == ERR_INPUT ? enrol_refused(w) : e;
    if ((e = secret_make(&token)) || (e = tx_begin(&tx, w->db)))
        return e;
    e = row_read(w, SQL_WAITING,
                 BINDS(BLOB(":hash", hash, DIGEST_SIZE), INT(":now", w->now), DATE(":today", w->today)),
                 COLUMNS(CHECKER_COLUMNS), &c);
    if (e)
        return e == ERR_ABSENT ? enrol_refused(w) : e;
    if ((e = token_take(w, &c, code, hash, &token)) || (e = tx_commit(&tx)))
        return e;
    *ret = c;
    memcpy(ret_token, token.text, SECRET_TEXT);
    return OK;
}

/* Counted before it is tried and forgiven when it was good, so that many at once cannot overrun the limit. */
err checker_enrol_from(struct doorway *d, struct enrol_limit *limit, const char *address, const char *code,
                       struct checker *ret, char ret_token[CHECKER_TOKEN_TEXT])
{
    err e;

    if (address && !enrol_limit_allows(limit, address, clock_ticks()))
        return refuse(&d->work, ERR_LIMIT, "too_many_attempts", "",
                      "Too many failed attempts from this network address; try again later.");
    e = checker_enrol(d, code, ret, ret_token);
    /* A fault of the machine is no attempt either. */
    if (e != ERR_DENIED && address)
        enrol_limit_forgive(limit, address);
    return e;
}
