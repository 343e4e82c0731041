/* Decisions of something that is paid once. The lines follow in payment_compute.c. */
#include "domain/payment/one_off.h"

#include "base/month.h"
#include "domain/office/audit.h"
#include "domain/payment/rule.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const char SQL_LIST[] = "SELECT id, text, text_en, source, month, amount, voided_at IS NOT NULL AS "
                               "voided FROM one_off_rule ORDER BY id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct one_off, id),       COLUMN_TEXT(struct one_off, text),
    COLUMN_TEXT(struct one_off, text_en), COLUMN_TEXT(struct one_off, source),
    COLUMN_DATE(struct one_off, month),   COLUMN_INT(struct one_off, amount),
    COLUMN_BOOL(struct one_off, voided),
};

err one_off_list(struct work *w, struct one_off **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}

/* Both texts are printed: a list names a payment and never why somebody has it. */
static err words_check(struct work *w, const char *field, const char *text)
{
    err e = field_text_check(w, field, text, LIMIT(OneOffNew, text), true);

    return e ? e : field_neutral_check(w, field, text);
}

static err one_off_check(struct work *w, const struct one_off *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, words_check(w, "text", in->text))) ||
        (e = faults_take(w, &f, words_check(w, "text_en", in->text_en))) ||
        (e = faults_take(w, &f, field_text_check(w, "source", in->source, LIMIT(OneOffNew, source), true))) ||
        (e = faults_when(w, &f, in->month == DATE_NONE, "required", "month", "The month is needed.")) ||
        (e = faults_when(w, &f, in->month != DATE_NONE && in->month != month_first(in->month),
                         "not_month_first", "month", "A month is named by its first day.")) ||
        (e = faults_when(w, &f, in->amount <= 0, "out_of_range", "amount",
                         "The amount is in new lekë and above 0.")))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO one_off_rule (id, text, text_en, source, month, amount, recorded_at) VALUES "
    "(:id, :text, :text_en, :source, :month, :amount, :now)";

err one_off_add(struct work *w, const struct one_off *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "one_off.add", .record = "one_off_rule", .why = in->source};
    err e;

    if ((e = one_off_check(w, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = id_next(w, "one_off_rule", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), TEXT(":text", in->text),
                           TEXT(":text_en", in->text_en), TEXT(":source", in->source),
                           DATE(":month", in->month), INT(":amount", in->amount), INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    if (in->amount > RULE_AMOUNT_ODD)
        work_warn(w, "amount_large", "amount", "This is more than %d: are these old lekë?", RULE_AMOUNT_ODD);
    if (month_last(in->month) < w->today)
        work_warn(w, "in_past", "month",
                  "This month is over: the next run pays it to whoever was paid for the month.");
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_VOIDED[] = "SELECT coalesce(voided_at, 0) FROM one_off_rule WHERE id = :id";
static const char SQL_VOID[] = "UPDATE one_off_rule SET voided_at = :now WHERE id = :id";

err one_off_void(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "one_off.void", .record = "one_off_rule", .record_id = id};
    int64_t voided;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = db_int(w->db, SQL_VOIDED, BINDS(INT(":id", id)), &voided);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_rule_of_id", "", "There is no such rule.");
    if (!e && voided)
        return refuse(w, ERR_CONFLICT, "already_voided", "", "It was taken back before.");
    if (e || (e = db_exec(w->db, SQL_VOID, BINDS(INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
