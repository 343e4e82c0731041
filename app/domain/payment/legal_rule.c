/* Changing a number of the law from a day on. Rows are appended: the one that begins last speaks, so that a
 * change of the law that becomes known late finds its place between two others. */
#include "domain/payment/legal_rule.h"

#include "domain/card/card_refresh.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const char SQL_LIST[] = "SELECT id, name, value, source, from_day, until_day, recorded_at, voided_at "
                               "FROM legal_rule ORDER BY name, from_day, id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct kept_number, id),
    COLUMN_WORD_AS(struct kept_number, rule.number, legal_number_parse, "name"),
    COLUMN_INT_AS(struct kept_number, rule.value, "value"),
    COLUMN_TEXT_AS(struct kept_number, rule.source, "source"),
    COLUMN_DATE_AS(struct kept_number, rule.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct kept_number, rule.until, "until_day"),
    COLUMN_INT(struct kept_number, recorded_at),
    COLUMN_INT(struct kept_number, voided_at),
};

/* The next of the number that counts ends the one before; of one first day the later row stands. */
static void ends_settle(struct kept_number *list, size_t count)
{
    const struct kept_number *next = NULL;

    for (size_t i = count; i-- > 0;) {
        struct kept_number *r = &list[i];

        if (next && next->rule.number != r->rule.number)
            next = NULL;
        if (next && next->rule.from <= r->rule.until)
            r->rule.until = date_add_days(next->rule.from, -1);
        if (!r->voided_at)
            next = r;
    }
}

err legal_rule_list(struct work *w, struct kept_number **ret, size_t *ret_count)
{
    struct kept_number *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(LIST_COLUMNS), NULL, &list, &count)))
        return e;
    ends_settle(list, count);
    *ret = list;
    *ret_count = count;
    return OK;
}

static err number_check(struct work *w, const struct legal_rule *in)
{
    const struct legal_bounds b = legal_number_bounds(in->number);
    struct faults f = {0};
    err e = OK;

    if (in->value < b.least || in->value > b.most)
        e = faults_take(w, &f,
                        refuse(w, ERR_INPUT, "out_of_bounds", "value",
                               "This number is between %lld and %lld.", (long long)b.least,
                               (long long)b.most));
    if (e ||
        (e = faults_take(w, &f,
                         field_text_check(w, "source", in->source, LIMIT(LegalRuleNew, source), true))) ||
        (e = faults_when(w, &f, in->from == DATE_NONE, "required", "from", "The first day is needed.")))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO legal_rule (id, name, value, source, from_day, recorded_at) VALUES "
    "(:id, :name, :value, :source, :from, :now)";

err legal_rule_add(struct work *w, const struct legal_rule *in, int64_t *ret_id, int64_t *ret_affected)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "legal_rule.add", .record = "legal_rule", .why = in->source};
    int64_t affected;
    err e;

    if ((e = number_check(w, in)) || (e = tx_begin(&tx, w->db)))
        return e;
    if (in->from < w->today)
        work_warn(w, "in_past", "from",
                  "It counts from a day that is over: terms of days past change with it.");
    if ((e = id_next(w, "legal_rule", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), TEXT(":name", legal_number_name(in->number)),
                           INT(":value", in->value), TEXT(":source", in->source), DATE(":from", in->from),
                           INT(":now", w->now)))) ||
        (e = card_refresh_all(w, &affected)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    *ret_affected = affected;
    return OK;
}

struct number_state {
    date from;
    int64_t voided_at;
};
static const char SQL_STATE[] = "SELECT from_day, voided_at FROM legal_rule WHERE id = :id";
static const struct column STATE_COLUMNS[] = {
    COLUMN_DATE_AS(struct number_state, from, "from_day"),
    COLUMN_INT(struct number_state, voided_at),
};
static const char SQL_VOID[] = "UPDATE legal_rule SET voided_at = :now WHERE id = :id";

err legal_rule_void(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "legal_rule.void", .record = "legal_rule", .record_id = id};
    struct number_state s;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = row_read(w, SQL_STATE, BINDS(INT(":id", id)), COLUMNS(STATE_COLUMNS), &s);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_legal_rule", "", "There is no such row.");
    if (e)
        return e;
    if (s.voided_at)
        return refuse(w, ERR_CONFLICT, "already_voided", "", "It was taken back before.");
    if (s.from <= w->today)
        return refuse(w, ERR_CONFLICT, "rule_begun", "",
                      "It holds already: another row takes its place, from a day on.");
    if ((e = db_exec(w->db, SQL_VOID, BINDS(INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
