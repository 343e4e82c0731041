/* Rules are written for a kind, never for a person: who gets what is a council's decision. */
#include "domain/ground/ground_kind.h"

#include <string.h>

#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT code, text, text_en, from_day, until_day FROM ground_kind ORDER BY rank, code";
static const struct column KIND_COLUMNS[] = {
    COLUMN_TEXT(struct ground_kind, code),
    COLUMN_TEXT(struct ground_kind, text),
    COLUMN_TEXT(struct ground_kind, text_en),
    COLUMN_DATE_AS(struct ground_kind, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct ground_kind, until, "until_day"),
};

err ground_kind_list(struct work *w, struct ground_kind **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(KIND_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_KNOWN[] =
    "SELECT count(*) FROM ground_kind WHERE code = :code AND (:on IS NULL OR (from_day <= :on AND "
    "(until_day IS NULL OR until_day >= :on)))";

err ground_kind_check(struct work *w, const char *code, date on)
{
    int64_t known;
    err e;

    if (text_empty(code))
        return refuse(w, ERR_INPUT, "required", "kind", "The kind of ground is needed.");
    if ((e = db_int(w->db, SQL_KNOWN, BINDS(TEXT(":code", code), DATE(":on", on)), &known)) || known)
        return e;
    return refuse(w, ERR_INPUT, "unknown_kind", "kind",
                  "The list of kinds has none of that name on that day.");
}

const char *ground_kind_meant(const struct ground_kind *list, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i].code, text) || text_same(list[i].text, text) || text_same(list[i].text_en, text))
            return list[i].code;
    return NULL;
}

static err rule_check(struct work *w, const struct ground_rule_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, ground_kind_check(w, in->kind, DATE_NONE))) ||
        (e = faults_when(w, &f,
                         in->service != SV_TRANSPORT && in->service != SV_DOCUMENTS &&
                             in->service != SV_KINDERGARTEN,
                         "unknown_service", "service", "Must be transport, documents or kindergarten.")) ||
        (e = faults_take(w, &f,
                         field_text_check(w, "source", in->source, LIMIT(GroundRuleNew, source), true))) ||
        (e = faults_when(w, &f, !date_known(in->from), "required", "from", "The first day is needed.")) ||
        (e = faults_when(w, &f, date_known(in->until) && date_known(in->from) && in->until < in->from,
                         "out_of_order", "until", "The last day lies before the first.")))
        return e;
    return faults_refuse(w, &f);
}

/* As after any change of rules. */
static err rule_done(struct work *w, const char *what, int64_t id)
{
    int64_t persons;
    err e = audit_append(w, &(struct audit_entry){.what = what, .record = "ground_rule", .record_id = id});

    return e ? e : card_refresh_all(w, &persons);
}

static const char SQL_ADD[] =
    "INSERT INTO ground_rule (id, kind, service, source, from_day, until_day) VALUES "
    "(:id, :kind, :service, :source, :from, :until)";

err ground_rule_add(struct work *w, const struct ground_rule_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rule_check(w, in)) || (e = id_next(w, "ground_rule", &id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), TEXT(":kind", in->kind),
                           TEXT(":service", service_name(in->service)), TEXT(":source", in->source),
                           DATE(":from", in->from), DATE(":until", in->until)))) ||
        (e = rule_done(w, "ground_rule.add", id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

struct rule_days {
    date from;
};
static const char SQL_DAYS[] = "SELECT from_day FROM ground_rule WHERE id = :id";
static const struct column DAY_COLUMNS[] = {COLUMN_DATE_AS(struct rule_days, from, "from_day")};
static const char SQL_END[] = "UPDATE ground_rule SET until_day = :until WHERE id = :id";

err ground_rule_end(struct work *w, int64_t id, date until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct rule_days rule;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = row_read(w, SQL_DAYS, BINDS(INT(":id", id)), COLUMNS(DAY_COLUMNS), &rule);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_ground_rule", "", "There is no such rule.");
    if (e)
        return e;
    if (!date_known(until) || until < rule.from)
        return refuse(w, ERR_INPUT, date_known(until) ? "out_of_order" : "required", "until",
                      "The last day is needed, and not before the first.");
    if ((e = db_exec(w->db, SQL_END, BINDS(INT(":id", id), DATE(":until", until)))) ||
        (e = rule_done(w, "ground_rule.end", id)))
        return e;
    return tx_commit(&tx);
}
