/* Orders read back: what the register keeps of them, and what their acts come to today. */
#include "domain/order/order_read.h"

#include "domain/claim/order_act.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/order/act_said.h"
#include "domain/order/measure_doubt.h"
#include "domain/order/order.h"
#include "domain/order/order_change.h"
#include "domain/order/order_named.h"
#include "domain/order/order_respondent.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDER[] = "SELECT id, case_id, kind, issuer_sealed, number_sealed, decision_date, "
                                "received_on, hearing_on, follows_id "
                                "FROM protection_order WHERE id = :id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT(struct order_line, id),
    COLUMN_INT(struct order_line, case_id),
    COLUMN_WORD(struct order_line, kind, order_kind_parse),
    COLUMN_SEALED(struct order_line, issuer, "protection_order", id),
    COLUMN_SEALED(struct order_line, number, "protection_order", id),
    COLUMN_DATE(struct order_line, decision_date),
    COLUMN_DATE(struct order_line, received_on),
    COLUMN_DATE(struct order_line, hearing_on),
    COLUMN_INT_AS(struct order_line, follows, "follows_id"),
};

/* Those whom it names today, or will. */
static err persons_read(struct work *w, const struct act *acts, size_t act_count, struct order_line *o)
{
    struct order_named *named;
    size_t count;
    err e;

    if ((e = order_named_read(w, o->id, acts, act_count, &named, &count)))
        return e;
    if (!(o->persons = arena_array(w->arena, count + 1, sizeof *o->persons)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (order_named_still(&named[i], w->today))
            o->persons[o->person_count++] = named[i].person;
    return OK;
}

static err measures_read(struct work *w, const struct act *acts, size_t act_count, struct order_line *o)
{
    struct order_measured *all;
    size_t count;
    err e;

    if ((e = order_measured_read(w, o->id, acts, act_count, w->today, &all, &count)))
        return e;
    o->measures = arena_array(w->arena, count + 1, sizeof *o->measures);
    if (!o->measures)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (all[i].stands)
            o->measures[o->measure_count++] =
                (struct measure_line){.code = all[i].code, .details = all[i].details};
    return OK;
}

err order_load(struct work *w, int64_t id, struct order_line *ret)
{
    struct order_line o = {0};
    struct act *acts;
    size_t count;
    err e;

    if ((e = row_read(w, SQL_ORDER, BINDS(INT(":id", id)), COLUMNS(ORDER_COLUMNS), &o)) == ERR_ABSENT)
        return refuse(w, e, "no_such_order", "", "There is no such order.");
    if (e || (e = acts_load(w, id, &acts, &count)) || (e = persons_read(w, acts, count, &o)) ||
        (e = measures_read(w, acts, count, &o)) ||
        (e = measure_doubts_read(w, id, &o.doubts, &o.doubt_count)) ||
        (e = parties_read(w, id, &o.parties)) ||
        (e = order_respondents_read(w, id, &o.respondents, &o.respondent_count)) ||
        (e = order_relations_read(w, id, &o.relations, &o.relation_count)))
        return e;
    o.protection = protection_of(acts, count);
    *ret = o;
    return OK;
}

static const char SQL_OF_FILE[] = "SELECT id FROM protection_order WHERE id = :id AND case_id = :case";

err order_load_of_file(struct work *w, int64_t id, int64_t case_id, struct order_line *ret)
{
    int64_t there;
    err e = db_int(w->db, SQL_OF_FILE, BINDS(INT(":id", id), INT(":case", case_id)), &there);

    return e ? e : order_load(w, id, ret);
}

struct act_line_row {
    struct order_act_row at;
    struct act_line line; /* but for its act */
};

static const char SQL_ACTS[] =
    "SELECT " ORDER_ACT_SELECT ", a.decision_sealed, a.note_sealed, coalesce(c.name, '') AS recorded_by, "
    "a.recorded_at FROM order_act a LEFT JOIN account c ON c.id = a.recorded_by "
    "WHERE a.order_id = :id ORDER BY a.id";
static const struct column ACT_COLUMNS[] = {
    ORDER_ACT_COLUMNS(struct act_line_row, at),
    COLUMN_SEALED_AS(struct act_line_row, line.decision, "order_act", at.act.id, "decision_sealed",
                     "decision"),
    COLUMN_SEALED_AS(struct act_line_row, line.note, "order_act", at.act.id, "note_sealed", "note"),
    COLUMN_TEXT_AS(struct act_line_row, line.recorded_by, "recorded_by"),
    COLUMN_INT_AS(struct act_line_row, line.recorded_at, "recorded_at"),
};

/* What stands side by side of one act, out of what all acts of the order say. */
static void said_take(const struct act_contents *c, const struct order_changes *x, struct act_line *line)
{
    for (size_t i = c->person_count; i-- > 0;)
        if (c->persons[i].act == line->act.id) {
            line->persons = &c->persons[i];
            line->person_count++;
        }
    for (size_t i = c->measure_count; i-- > 0;)
        if (c->measures[i].act == line->act.id) {
            line->measures = &c->measures[i];
            line->measure_count++;
        }
    for (size_t i = x->count; i-- > 0;)
        if (x->at[i].act == line->act.id) {
            line->changes = &x->at[i];
            line->change_count++;
        }
}

err order_acts(struct work *w, int64_t id, struct act_line **ret, size_t *ret_count)
{
    struct act_line_row *rows;
    struct act_contents contents;
    struct order_changes changes;
    struct act_line *lines;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_ACTS, BINDS(INT(":id", id)), COLUMNS(ACT_COLUMNS), NULL, &rows, &count)) ||
        (e = act_contents_read(w, id, &contents)) || (e = order_changes_read(w, id, &changes)))
        return e;
    if (!(lines = arena_array(w->arena, count + 1, sizeof *lines)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        lines[i] = rows[i].line;
        lines[i].act = order_act_of(&rows[i].at);
        said_take(&contents, &changes, &lines[i]);
    }
    *ret = lines;
    *ret_count = count;
    return OK;
}

/* The guard is that of its file, known only once the order is found. */
err order_read(struct work *w, int64_t id, struct order_line *ret, struct act_line **ret_acts,
               size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "order.read", .record = "protection_order", .record_id = id};
    struct order_line o;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = order_load(w, id, &o)) || (e = case_may_open(w, o.case_id)))
        return e;
    entry.case_id = o.case_id;
    if ((e = order_acts(w, id, ret_acts, ret_count)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = o;
    return OK;
}
