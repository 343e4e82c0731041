/* Who asks at a door, and how a device comes to its token: here it is taken at once, and the register takes
 * it up when it collects. */
#include "domain/check/checker.h"

#include <string.h>

#include "base/clock.h"
#include "domain/check/enrol_limit.h"
#include "domain/check/typing_limit.h"
#include "domain/work/rows.h"
#include "domain/work/secret.h"
#include "domain/work/short_code.h"

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

/* One answer for unknown, used, too old and revoked codes, for a sheet that is not handed over, and for a
 * wrong short code: whoever tries codes out learns nothing from the refusal. */
static err enrol_refused(struct work *w)
{
    return refuse(w, ERR_DENIED, "enrol_refused", "",
                  "The enrolment code is unknown, was used or is too old: ask for a new one.");
}

#define MAY_ENROL "d.revoked = 0 AND o.active = 1"
static const char SQL_LINKED[] =
    CHECKER_SELECT "WHERE d.enrol_hash = :code AND d.enrol_until > :now AND " MAY_ENROL;
static const char SQL_TYPED[] =
    CHECKER_SELECT "WHERE d.short_hash = :short AND d.enrol_until > :now AND " MAY_ENROL;
static const char SQL_SHEET[] = CHECKER_SELECT
    "WHERE d.enrol_hash = :code AND d.enrol_until IS NULL AND d.sheet_until > :now AND " MAY_ENROL;
static const char SQL_SHEET_TYPED[] =
    CHECKER_SELECT "WHERE d.enrol_hash = :code AND d.short_hash = :short AND d.enrol_until IS NULL AND "
                   "d.sheet_until > :now AND " MAY_ENROL;
/* The long code's hash names the row, also where only the short one was typed. */
static const char SQL_NOTE[] =
    "INSERT INTO enrolment (enrol_hash, code, short_code, token_hash, at) SELECT enrol_hash, :code, :short, "
    ":token, :now FROM device WHERE id = :id";
static const char SQL_ENROL[] =
    "UPDATE device SET token_hash = :token, enrol_hash = NULL, enrol_until = NULL, short_hash = NULL, "
    "sheet_until = NULL, life_day = NULL, unseen_days = 0, ends_day = NULL WHERE id = :id";
static const char SQL_FORGET[] = "DELETE FROM device_use WHERE device_id = :id"; /* that was the old token */

struct shown {                     /* what came in; the hash of a code that did not is NULL */
    const char *code, *short_code; /* never NULL */
    const uint8_t *code_hash, *short_hash;
};

static err token_take(struct work *w, const struct checker *c, const struct shown *s,
                      const struct secret *token)
{
    err e;

    if ((e = db_exec(w->db, SQL_NOTE,
                     BINDS(INT(":id", c->id), TEXT(":code", s->code), TEXT(":short", s->short_code),
                           BLOB(":token", token->hash, DIGEST_SIZE), INT(":now", w->now)))) ||
        (e = db_exec(w->db, SQL_ENROL, BINDS(INT(":id", c->id), BLOB(":token", token->hash, DIGEST_SIZE)))))
        return e;
    return db_exec(w->db, SQL_FORGET, BINDS(INT(":id", c->id)));
}

static err waiting_read(struct work *w, const char *sql, const struct shown *s, struct checker *ret)
{
    const struct bind code = BLOB(":code", s->code_hash, DIGEST_SIZE);
    const struct bind typed = BLOB(":short", s->short_hash, DIGEST_SIZE);
    const struct bind now = INT(":now", w->now), today = DATE(":today", w->today);

    if (sql == SQL_SHEET_TYPED)
        return row_read(w, sql, BINDS(code, typed, now, today), COLUMNS(CHECKER_COLUMNS), ret);
    return row_read(w, sql, BINDS(sql == SQL_TYPED ? typed : code, now, today), COLUMNS(CHECKER_COLUMNS),
                    ret);
}

/* The sheet counts how often a code was typed for it, whoever types. */
static err sheet_find(struct work *w, struct typing_limit *typing, const struct shown *s, struct checker *ret)
{
    struct checker sheet = {0};
    err e = waiting_read(w, SQL_SHEET, s, &sheet);

    if (e)
        return e;
    if (!typing_limit_allows(typing, sheet.id, clock_ticks()))
        return refuse(w, ERR_LIMIT, "too_many_attempts", "",
                      "Too many codes were typed for this sheet; try again later.");
    return waiting_read(w, SQL_SHEET_TYPED, s, ret);
}

static err waiting_find(struct work *w, struct typing_limit *typing, struct shown *s, struct checker *ret)
{
    err e;

    if (!s->code_hash)
        return waiting_read(w, SQL_TYPED, s, ret);
    /* Handed over meanwhile: the sheet alone is enough, and whatever was typed beside it is no proof. */
    if ((e = waiting_read(w, SQL_LINKED, s, ret)) != ERR_ABSENT || !s->short_hash) {
        s->short_code = "";
        return e;
    }
    return sheet_find(w, typing, s, ret);
}

static err shown_read(const struct enrol_attempt *a, uint8_t code[DIGEST_SIZE], uint8_t typed[DIGEST_SIZE],
                      struct shown *ret)
{
    const char *short_code = a->short_code ? a->short_code : "";
    struct shown s = {.code = a->code, .short_code = short_code};
    err e = secret_hash(a->code, code);

    if (!e)
        s.code_hash = code;
    /* A short code alone comes where the long one does. */
    if (e == ERR_INPUT && !short_code[0])
        s = (struct shown){.code = "", .short_code = a->code};
    else if (e)
        return e;
    if (s.short_code[0]) {
        if ((e = short_code_hash(s.short_code, typed)))
            return e;
        s.short_hash = typed;
    }
    *ret = s;
    return OK;
}

static err enrol(struct doorway *d, const struct enrol_attempt *a, struct checker *ret,
                 char ret_token[CHECKER_TOKEN_TEXT])
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(secret_wipe) struct secret token = {0};
    struct work *w = &d->work;
    uint8_t code[DIGEST_SIZE], typed[DIGEST_SIZE];
    struct checker c = {0};
    struct shown s;
    err e = shown_read(a, code, typed, &s);

    if (e)
        return e == ERR_INPUT ? enrol_refused(w) : e;
    if ((e = secret_make(&token)) || (e = tx_begin(&tx, w->db)))
        return e;
    if ((e = waiting_find(w, a->typing, &s, &c)))
        return e == ERR_ABSENT ? enrol_refused(w) : e;
    if ((e = token_take(w, &c, &s, &token)) || (e = tx_commit(&tx)))
        return e;
    *ret = c;
    memcpy(ret_token, token.text, SECRET_TEXT);
    return OK;
}

err checker_enrol(struct doorway *d, const char *code, struct checker *ret,
                  char ret_token[CHECKER_TOKEN_TEXT])
{
    const struct enrol_attempt a = {.code = code};

    return enrol(d, &a, ret, ret_token);
}

/* Counted before it is tried and forgiven when it was good, so that many at once cannot overrun the limit. */
err checker_enrol_from(struct doorway *d, const struct enrol_attempt *a, struct checker *ret,
                       char ret_token[CHECKER_TOKEN_TEXT])
{
    err e;

    if (a->address && !enrol_limit_allows(a->limit, a->address, clock_ticks()))
        return refuse(&d->work, ERR_LIMIT, "too_many_attempts", "",
                      "Too many failed attempts from this network address; try again later.");
    e = enrol(d, a, ret, ret_token);
    /* A fault of the machine is no attempt either. */
    if (e != ERR_DENIED && e != ERR_LIMIT && a->address)
        enrol_limit_forgive(a->limit, a->address);
    return e;
}
