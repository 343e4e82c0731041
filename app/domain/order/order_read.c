/* Orders read back: what the register keeps of them, and what their acts come to today. */
#include "domain/order/order_read.h"

#include "domain/claim/order_act.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_ORDER[] =
    "SELECT case_id, kind, issuer, number, decision_date, received_on, coalesce(follows_id, 0) "
    "FROM protection_order WHERE id = :id";

static err line_read(struct work *w, struct order_line *o)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_ORDER, BINDS(INT(":id", o->id)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return refuse(w, ERR_ABSENT, "no_such_order", "", "There is no such order.");
    o->case_id = stmt_int(s, 0);
    o->issuer = stmt_text_in(s, 2, w->arena);
    o->number = stmt_text_in(s, 3, w->arena);
    o->decision_date = stmt_date(s, 4);
    o->received_on = stmt_date(s, 5);
    o->follows = stmt_int(s, 6);
    return order_kind_parse(stmt_text(s, 1), &o->kind) ? OK : ERR_CORRUPT;
}

static const char SQL_PERSONS[] =
    "SELECT person_id FROM order_person WHERE order_id = :id ORDER BY person_id";
static const char SQL_MEASURES[] = "SELECT code FROM order_measure WHERE order_id = :id ORDER BY code";

static err persons_read(struct work *w, struct order_line *o)
{
    return rows_ids(w, SQL_PERSONS, BINDS(INT(":id", o->id)), &o->persons, &o->person_count);
}

static err code_fill(struct work *w, struct stmt *s, void *row)
{
    const char **code = row;

    *code = stmt_text_in(s, 0, w->arena);
    return *code ? OK : ERR_SYSTEM;
}

static err measures_read(struct work *w, struct order_line *o)
{
    return rows_fill(w, SQL_MEASURES, BINDS(INT(":id", o->id)), sizeof *o->measures, code_fill, &o->measures,
                     &o->measure_count);
}

err order_load(struct work *w, int64_t id, struct order_line *ret)
{
    struct order_line o = {.id = id};
    err e;

    if ((e = line_read(w, &o)) || (e = persons_read(w, &o)) || (e = measures_read(w, &o)) ||
        (e = protection_load(w, id, &o.protection)))
        return e;
    *ret = o;
    return OK;
}

static const char SQL_NOTES[] =
    "SELECT t.id, t.decision, t.note_sealed, coalesce(a.name, ''), t.recorded_at FROM order_act t "
    "LEFT JOIN account a ON a.id = t.recorded_by WHERE t.order_id = :id ORDER BY t.id";

err order_acts(struct work *w, int64_t id, struct act_line **ret, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct act_line *lines;
    struct act *acts;
    size_t count, i = 0;
    bool row;
    err e;

    if ((e = acts_load(w, id, &acts, &count)))
        return e;
    if (!(lines = arena_array(w->arena, count ? count : 1, sizeof *lines)))
        return ERR_SYSTEM;
    if ((e = db_query(w->db, SQL_NOTES, BINDS(INT(":id", id)), &s)))
        return e;
    for (; !(e = stmt_step(s, &row)) && row && i < count; i++) {
        lines[i] = (struct act_line){.act = acts[i],
                                     .decision = stmt_text_in(s, 1, w->arena),
                                     .recorded_by = stmt_text_in(s, 3, w->arena),
                                     .recorded_at = stmt_int(s, 4)};
        if ((e = sealed_open(w, "order_act", "note", acts[i].id, s, 2, &lines[i].note)))
            return e;
    }
    if (!e) {
        *ret = lines;
        *ret_count = count;
    }
    return e;
}

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
