/* Read from check.db in one picture, judged and taken in one transaction of the register, and then put right
 * there: rows that were not believed are replaced by what the register knows. A crash between the two is no
 * harm: counts are taken as they stand and not added, and a code is good once. */
#include "domain/outpost/collect.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "crypto/digest.h"
#include "domain/check/check.h"
#include "domain/office/audit.h"
#include "domain/office/device_code.h"
#include "domain/office/device_life.h"
#include "domain/outpost/store.h"
#include "domain/outpost/telling_written.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/card_token.h"

#define KEPT_DAYS  7   /* that what was collected stays there */
#define ROUTE_MOST 100 /* bytes */
#define CODE_MOST  39

enum table { COUNTS, CERTIFICATES, REFUSALS, ENROLMENTS, USES, LOADS, TABLES };
static const char *const NAMES[TABLES] = {"check_count", "certificate_count", "check_refusal",
                                          "enrolment",   "device_use",        "page_load"};

struct counted { /* of check_count, and of check_refusal */
    date on;
    int64_t organisation, count;
    const char *first, *second; /* service and result; route and code */
};
struct desk_counted {
    date on;
    int64_t organisation, count, sum, undone, undone_sum;
    const char *kind;
};
struct enrolled {
    const char *code, *short_code;
    uint8_t token_hash[DIGEST_SIZE];
    int64_t at;
};

struct used {
    int64_t device;
    date on;
};

struct loaded {
    date on;
    int64_t count;
};

struct come { /* what stood there */
    struct counted *counts, *refusals;
    struct desk_counted *certificates;
    struct enrolled *enrolments;
    struct used *uses;
    struct loaded *loads;
    size_t rows[TABLES];
    int64_t refused[TABLES];
    bool unread[TABLES]; /* too many rows, or none that can be read: nothing of it is believed */
};

/* ---- reading */
static const char SQL_COUNTS[] =
    "SELECT on_day, organisation_id, count, service AS first, result AS second FROM check_count LIMIT :most";
static const char SQL_REFUSALS[] =
    "SELECT on_day, organisation_id, count, route AS first, code AS second FROM check_refusal LIMIT :most";
static const struct column COUNTED_COLUMNS[] = {
    COLUMN_DATE_AS(struct counted, on, "on_day"),
    COLUMN_INT_AS(struct counted, organisation, "organisation_id"),
    COLUMN_INT(struct counted, count),
    COLUMN_TEXT(struct counted, first),
    COLUMN_TEXT(struct counted, second),
};
static const char SQL_CERTIFICATES[] =
    "SELECT on_day, organisation_id, count, sum, undone, undone_sum, kind FROM certificate_count LIMIT :most";
static const struct column DESK_COLUMNS[] = {
    COLUMN_DATE_AS(struct desk_counted, on, "on_day"),
    COLUMN_INT_AS(struct desk_counted, organisation, "organisation_id"),
    COLUMN_INT(struct desk_counted, count),
    COLUMN_INT(struct desk_counted, sum),
    COLUMN_INT(struct desk_counted, undone),
    COLUMN_INT(struct desk_counted, undone_sum),
    COLUMN_TEXT(struct desk_counted, kind),
};
static const char SQL_ENROLMENTS[] =
    "SELECT code, short_code, token_hash, at FROM enrolment ORDER BY at LIMIT :most";
static const struct column ENROLLED_COLUMNS[] = {
    COLUMN_TEXT(struct enrolled, code),
    COLUMN_TEXT(struct enrolled, short_code),
    COLUMN_BLOB(struct enrolled, token_hash),
    COLUMN_INT(struct enrolled, at),
};

/* Not the day that goes on: who looks at the register must not see in which hour a device began. */
static const char SQL_USES[] = "SELECT device_id, on_day FROM device_use WHERE on_day <> :today LIMIT :most";
static const struct column USED_COLUMNS[] = {
    COLUMN_INT_AS(struct used, device, "device_id"),
    COLUMN_DATE_AS(struct used, on, "on_day"),
};

static const char SQL_LOADS[] = "SELECT on_day, count FROM page_load LIMIT :most";
static const struct column LOADED_COLUMNS[] = {
    COLUMN_DATE_AS(struct loaded, on, "on_day"),
    COLUMN_INT(struct loaded, count),
};

/* A table that cannot be read, or has more rows than could be, is refused whole; the others are read all the
 * same. */
static err table_judge(struct come *c, enum table t, err e)
{
    if (e && e != ERR_CORRUPT)
        return e;
    if (e || c->rows[t] > COLLECT_ROWS) {
        c->unread[t] = true;
        c->refused[t] = e ? 1 : (int64_t)c->rows[t];
        c->rows[t] = 0;
    }
    return OK;
}

static err table_read(struct work *there, enum table t, const char *sql, const struct column *columns,
                      size_t count, void *ret, struct come *c)
{
    return table_judge(
        c, t,
        rows_read(there, sql, BINDS(INT(":most", COLLECT_ROWS + 1)), columns, count, NULL, ret, &c->rows[t]));
}

static err uses_read(struct work *there, struct come *c)
{
    return table_judge(c, USES,
                       rows_read(there, SQL_USES,
                                 BINDS(INT(":most", COLLECT_ROWS + 1), DATE(":today", there->today)),
                                 COLUMNS(USED_COLUMNS), NULL, &c->uses, &c->rows[USES]));
}

static err come_read(struct work *there, struct come *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin_read(&tx, there->db)) ||
        (e = table_read(there, COUNTS, SQL_COUNTS, COLUMNS(COUNTED_COLUMNS), &c->counts, c)) ||
        (e = table_read(there, CERTIFICATES, SQL_CERTIFICATES, COLUMNS(DESK_COLUMNS), &c->certificates, c)) ||
        (e = table_read(there, REFUSALS, SQL_REFUSALS, COLUMNS(COUNTED_COLUMNS), &c->refusals, c)) ||
        (e = table_read(there, ENROLMENTS, SQL_ENROLMENTS, COLUMNS(ENROLLED_COLUMNS), &c->enrolments, c)) ||
        (e = table_read(there, LOADS, SQL_LOADS, COLUMNS(LOADED_COLUMNS), &c->loads, c)) ||
        (e = uses_read(there, c)))
        return e;
    return tx_commit(&tx);
}

/* ---- judging */
static bool day_can_be(const struct work *w, date on)
{
    return date_known(on) && on >= date_add_days(w->today, -COLLECT_DAYS) && on <= date_add_days(w->today, 1);
}

static bool number_can_be(int64_t count)
{
    return count > 0 && count <= COLLECT_MOST;
}

static bool reason_known(const char *name)
{
    for (int r = 0; r < CHECK_REASONS; r++)
        if (!strcmp(name, check_reason_name((enum check_reason)r)))
            return true;
    return false;
}

static bool made_of(const char *text, const char *letters, size_t most)
{
    size_t n = text ? strlen(text) : 0;

    return n && n <= most && strspn(text, letters) == n;
}

#define SMALL "abcdefghijklmnopqrstuvwxyz_"

/* The service says which kind of organisation it is. */
static const char SQL_PLACE[] =
    "SELECT count(*) FROM organisation WHERE id = :id AND kind = CASE :service WHEN 'transport' THEN "
    "'transport' "
    "WHEN 'kindergarten' THEN 'kindergarten' WHEN 'documents' THEN 'fee_desk' END";

static err place_known(struct work *w, int64_t organisation, const char *service, bool *ret)
{
    int64_t known;
    err e = db_int(w->db, SQL_PLACE, BINDS(INT(":id", organisation), TEXT(":service", service)), &known);

    *ret = !e && known;
    return e;
}

/* ---- taking: as it stands there, never less than before */
static const char SQL_COUNT_KNOWN[] =
    "SELECT coalesce(max(count), 0) FROM check_count WHERE on_day = :day AND "
    "organisation_id = :organisation AND service = :service AND result = :result";
static const char SQL_COUNT[] = "INSERT INTO check_count (on_day, organisation_id, service, result, count) "
                                "VALUES (:day, :organisation, :service, "
                                ":result, :count) ON CONFLICT (on_day, organisation_id, service, result) DO "
                                "UPDATE SET count = excluded.count";

static err count_take(struct work *w, const struct counted *c, bool *ret)
{
    enum card_service service;
    int64_t known;
    err e;

    *ret = false;
    if (!day_can_be(w, c->on) || !number_can_be(c->count) || !c->first ||
        !card_service_parse(c->first, &service) || !c->second || !reason_known(c->second))
        return OK;
    if ((e = place_known(w, c->organisation, c->first, ret)) || !*ret ||
        (e = db_int(w->db, SQL_COUNT_KNOWN,
                    BINDS(DATE(":day", c->on), INT(":organisation", c->organisation),
                          TEXT(":service", c->first), TEXT(":result", c->second)),
                    &known)))
        return e;
    *ret = known <= c->count;
    if (known >= c->count)
        return OK;
    return db_exec(w->db, SQL_COUNT,
                   BINDS(DATE(":day", c->on), INT(":organisation", c->organisation),
                         TEXT(":service", c->first), TEXT(":result", c->second), INT(":count", c->count)));
}

static const char SQL_REFUSAL_KNOWN[] =
    "SELECT coalesce(max(count), 0) FROM check_refusal WHERE on_day = :day AND "
    "organisation_id = :organisation AND route = :route AND code = :code";
static const char SQL_REFUSAL[] =
    "INSERT INTO check_refusal (on_day, organisation_id, route, code, count) VALUES (:day, :organisation, "
    ":route, :code, "
    ":count) ON CONFLICT (on_day, organisation_id, route, code) DO UPDATE SET count = excluded.count";
static const char SQL_ORGANISATION[] = "SELECT count(*) FROM organisation WHERE id = :id";

static err refusal_take(struct work *w, const struct counted *c, bool *ret)
{
    static const char ROUTE[] = SMALL "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /{}.-";
    int64_t known = 1;
    err e;

    *ret = false;
    if (!day_can_be(w, c->on) || !number_can_be(c->count) || !made_of(c->first, ROUTE, ROUTE_MOST) ||
        !made_of(c->second, SMALL, CODE_MOST))
        return OK;
    if (c->organisation && (e = db_int(w->db, SQL_ORGANISATION, BINDS(INT(":id", c->organisation)), &known)))
        return e;
    if (!known)
        return OK;
    if ((e = db_int(w->db, SQL_REFUSAL_KNOWN,
                    BINDS(DATE(":day", c->on), INT(":organisation", c->organisation),
                          TEXT(":route", c->first), TEXT(":code", c->second)),
                    &known)))
        return e;
    *ret = known <= c->count;
    if (known >= c->count)
        return OK;
    return db_exec(w->db, SQL_REFUSAL,
                   BINDS(DATE(":day", c->on), INT(":organisation", c->organisation), TEXT(":route", c->first),
                         TEXT(":code", c->second), INT(":count", c->count)));
}

/* No more was waived than the highest fee of that day for each. */
static const char SQL_FEE[] =
    "SELECT coalesce(max(amount), 0) FROM benefit_rule WHERE service = 'documents' AND "
    "share = 100 AND voided_at IS NULL AND from_day <= :day AND (until_day IS NULL OR until_day >= :day)";
static const char SQL_KIND[] = "SELECT count(*) FROM certificate_kind WHERE code = :kind";
struct desk_known {
    int64_t count, sum, undone, undone_sum;
};
static const char SQL_DESK_KNOWN[] =
    "SELECT count, sum, undone, undone_sum FROM certificate_count WHERE on_day = :day AND "
    "organisation_id = :organisation AND kind = :kind";
static const struct column DESK_KNOWN_COLUMNS[] = {
    COLUMN_INT(struct desk_known, count),
    COLUMN_INT(struct desk_known, sum),
    COLUMN_INT(struct desk_known, undone),
    COLUMN_INT(struct desk_known, undone_sum),
};
static const char SQL_CERTIFICATE[] =
    "INSERT INTO certificate_count (on_day, organisation_id, kind, count, sum, undone, undone_sum) VALUES "
    "(:day, :organisation, :kind, :count, :sum, :undone, :undone_sum) ON CONFLICT (on_day, organisation_id, "
    "kind) DO UPDATE SET count = excluded.count, sum = excluded.sum, undone = excluded.undone, "
    "undone_sum = excluded.undone_sum";

/* No more is taken back than was noted, and neither is ever less than before. */
static bool desk_can_be(const struct desk_counted *c, int64_t fee)
{
    return c->sum / c->count <= fee && c->sum <= fee * c->count && c->undone >= 0 && c->undone <= c->count &&
           c->undone_sum >= 0 && c->undone_sum <= c->sum && c->undone_sum <= fee * c->undone;
}

static bool desk_grows(const struct desk_counted *c, const struct desk_known *k)
{
    return k->count <= c->count && k->sum <= c->sum && k->undone <= c->undone &&
           k->undone_sum <= c->undone_sum;
}

static bool desk_same(const struct desk_counted *c, const struct desk_known *k)
{
    return k->count == c->count && k->sum == c->sum && k->undone == c->undone &&
           k->undone_sum == c->undone_sum;
}

static err certificate_take(struct work *w, const struct desk_counted *c, bool *ret)
{
    struct desk_known known = {0};
    int64_t fee, kind;
    err e;

    *ret = false;
    if (!day_can_be(w, c->on) || !number_can_be(c->count) || !c->kind || c->sum < 0)
        return OK;
    if ((e = place_known(w, c->organisation, "documents", ret)) || !*ret ||
        (e = db_int(w->db, SQL_FEE, BINDS(DATE(":day", c->on)), &fee)) ||
        (e = db_int(w->db, SQL_KIND, BINDS(TEXT(":kind", c->kind)), &kind)))
        return e;
    if (!(*ret = kind && desk_can_be(c, fee)))
        return OK;
    e = row_read(w, SQL_DESK_KNOWN,
                 BINDS(DATE(":day", c->on), INT(":organisation", c->organisation), TEXT(":kind", c->kind)),
                 COLUMNS(DESK_KNOWN_COLUMNS), &known);
    if (e && e != ERR_ABSENT)
        return e;
    *ret = desk_grows(c, &known);
    if (!*ret || desk_same(c, &known))
        return OK;
    return db_exec(w->db, SQL_CERTIFICATE,
                   BINDS(DATE(":day", c->on), INT(":organisation", c->organisation), TEXT(":kind", c->kind),
                         INT(":count", c->count), INT(":sum", c->sum), INT(":undone", c->undone),
                         INT(":undone_sum", c->undone_sum)));
}

static err enrolment_take(struct work *w, const struct enrolled *d, bool *ret)
{
    struct device_proof proof = {.code = d->code, .short_code = d->short_code, .at = d->at};
    char name[40];
    err e;

    memcpy(proof.token_hash, d->token_hash, DIGEST_SIZE);
    snprintf(name, sizeof name, "device");
    w->actor.name = name;
    e = device_take(w, &proof);
    w->actor.name = "system";
    *ret = !e;
    return e == ERR_DENIED ? OK : e;
}

/* The clock of the doors may be a little ahead at midnight. */
static err use_take(struct work *w, const struct used *u, bool *ret)
{
    *ret = u->on == date_add_days(w->today, 1);
    return *ret ? OK : device_seen(w, u->device, u->on, ret);
}

/* Behind the enrolments: a device is not used before it is one. */
static err uses_take(struct work *w, struct come *c)
{
    bool taken;
    err e;

    for (size_t i = 0; i < c->rows[USES]; i++, c->refused[USES] += !taken)
        if ((e = use_take(w, &c->uses[i], &taken)))
            return e;
    return OK;
}

static const char SQL_LOAD_KNOWN[] = "SELECT coalesce(max(count), 0) FROM page_load WHERE on_day = :day";
static const char SQL_LOAD[] = "INSERT INTO page_load (on_day, count) VALUES (:day, :count) ON CONFLICT "
                               "(on_day) DO UPDATE SET count = excluded.count";

static err load_take(struct work *w, const struct loaded *l, bool *ret)
{
    int64_t known;
    err e;

    *ret = false;
    if (!day_can_be(w, l->on) || !number_can_be(l->count))
        return OK;
    if ((e = db_int(w->db, SQL_LOAD_KNOWN, BINDS(DATE(":day", l->on)), &known)))
        return e;
    *ret = known <= l->count;
    if (known >= l->count)
        return OK;
    return db_exec(w->db, SQL_LOAD, BINDS(DATE(":day", l->on), INT(":count", l->count)));
}

static err rows_take(struct work *w, struct come *c)
{
    bool taken;
    err e;

    for (size_t i = 0; i < c->rows[COUNTS]; i++, c->refused[COUNTS] += !taken)
        if ((e = count_take(w, &c->counts[i], &taken)))
            return e;
    for (size_t i = 0; i < c->rows[CERTIFICATES]; i++, c->refused[CERTIFICATES] += !taken)
        if ((e = certificate_take(w, &c->certificates[i], &taken)))
            return e;
    for (size_t i = 0; i < c->rows[REFUSALS]; i++, c->refused[REFUSALS] += !taken)
        if ((e = refusal_take(w, &c->refusals[i], &taken)))
            return e;
    for (size_t i = 0; i < c->rows[LOADS]; i++, c->refused[LOADS] += !taken)
        if ((e = load_take(w, &c->loads[i], &taken)))
            return e;
    for (size_t i = 0; i < c->rows[ENROLMENTS]; i++, c->refused[ENROLMENTS] += !taken)
        if ((e = enrolment_take(w, &c->enrolments[i], &taken)))
            return e;
    return uses_take(w, c);
}

/* ---- reporting */
static const char SQL_TOLD_TODAY[] =
    "SELECT count(*) FROM audit WHERE what = 'check.refused' AND at >= :since AND why LIKE :why";

static err table_report(struct work *w, enum table t, int64_t refused)
{
    char why[120], like[60];
    const struct audit_entry entry = {.what = "check.refused", .record = "check", .why = why};
    int64_t told;
    err e;

    log_error("check.db: %" PRId64 " rows of %s were not believed", refused, NAMES[t]);
    snprintf(like, sizeof like, "%s:%%", NAMES[t]);
    if ((e = db_int(w->db, SQL_TOLD_TODAY, BINDS(INT(":since", w->now - 24 * 3600), TEXT(":why", like)),
                    &told)) ||
        told)
        return e;
    snprintf(why, sizeof why, "%s: %" PRId64 " rows not believed", NAMES[t], refused);
    return audit_append(w, &entry);
}

static err come_take(struct work *by, struct come *c, bool *ret_refused)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct work w = *by;
    err e;

    w.actor = (struct actor){.name = "system"};
    w.network = NULL;
    if ((e = tx_begin(&tx, w.db)) || (e = rows_take(&w, c)))
        return e;
    for (enum table t = 0; t < TABLES; t++) {
        *ret_refused = *ret_refused || c->refused[t];
        if (c->refused[t] && (e = table_report(&w, t, c->refused[t])))
            return e;
    }
    return tx_commit(&tx);
}

static bool nothing(const struct come *c)
{
    for (enum table t = 0; t < TABLES; t++)
        if (c->rows[t] || c->unread[t])
            return false;
    return true;
}

static const char SQL_TAKEN[] = "DELETE FROM enrolment WHERE token_hash = :token";
static const char *const SQL_OLD[] = {
    "DELETE FROM check_count WHERE on_day < :day", "DELETE FROM certificate_count WHERE on_day < :day",
    "DELETE FROM check_refusal WHERE on_day < :day", "DELETE FROM page_load WHERE on_day < :day"};

/* Days that are over were taken, or not believed. One that lies far ahead goes as well. */
static const char SQL_USED[] = "DELETE FROM device_use WHERE on_day NOT IN (:today, :next)";
static const char SQL_USED_ALL[] = "DELETE FROM device_use";

static err uses_drop(struct db *there, const struct work *here, const struct come *c)
{
    if (c->unread[USES])
        return db_exec(there, SQL_USED_ALL, NO_BINDS);
    return db_exec(there, SQL_USED,
                   BINDS(DATE(":today", here->today), DATE(":next", date_add_days(here->today, 1))));
}

static err there_tidy(struct work *here, struct work *there, const struct come *c, bool refused)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(tx_end) struct tx picture = {0};
    struct telling t = {.here = *here, .there = there->db};
    err e;

    if ((e = tx_begin(&tx, there->db)) || (e = tx_begin_read(&picture, here->db)))
        return e;
    for (size_t i = 0; i < c->rows[ENROLMENTS]; i++)
        if ((e = db_exec(there->db, SQL_TAKEN,
                         BINDS(BLOB(":token", c->enrolments[i].token_hash, DIGEST_SIZE)))))
            return e;
    for (size_t i = 0; i < sizeof SQL_OLD / sizeof SQL_OLD[0]; i++)
        if ((e = db_exec(there->db, SQL_OLD[i], BINDS(DATE(":day", date_add_days(here->today, -KEPT_DAYS))))))
            return e;
    if ((e = uses_drop(there->db, here, c)) || (refused && (e = telling_written(&t))))
        return e;
    return tx_commit(&tx);
}

static bool old_rows(const struct work *w, const struct come *c)
{
    for (size_t i = 0; i < c->rows[COUNTS]; i++)
        if (c->counts[i].on < date_add_days(w->today, -KEPT_DAYS))
            return true;
    return false;
}

/* The devices there are those of the register, once it has taken up who enrolled. */
static const char SQL_MINE[] = "SELECT count(*) FROM device WHERE token_hash IS NOT NULL";

static err devices_compare(struct work *w, struct work *there, bool *ret_same)
{
    int64_t mine, others;
    err e;

    if ((e = db_int(w->db, SQL_MINE, NO_BINDS, &mine)) ||
        (e = db_int(there->db, SQL_MINE, NO_BINDS, &others)))
        return e;
    if (!(*ret_same = mine == others))
        log_error("check.db: %" PRId64 " devices hold a token there, %" PRId64
                  " in the register: it is told anew",
                  others, mine);
    return OK;
}

err outpost_collect(struct outpost *o, struct work *w)
{
    CLEANUP(arena_free) struct arena arena = {0};
    struct work mine = *w, there = *w;
    struct come come = {0};
    bool refused = false, same = true;
    err e;

    mine.arena = there.arena = &arena;
    if ((e = store_open(o, &there.db)))
        return e;
    if ((e = come_read(&there, &come)) || (!nothing(&come) && (e = come_take(&mine, &come, &refused))) ||
        (e = device_life_renew(&mine)))
        return e;
    if (come.rows[ENROLMENTS] || come.rows[USES] || refused || old_rows(w, &come))
        e = there_tidy(&mine, &there, &come, refused);
    if (e || (e = devices_compare(&mine, &there, &same)))
        return e;
    return same ? OK : outpost_tell_all(o, w->db);
}

void outpost_collected(struct outpost *o, struct work *w)
{
    err e = o ? outpost_collect(o, w) : OK;

    if (e)
        log_warning("what checks wrote could not be collected now: %s", err_name(e));
}
