/* A row for each unit that was left: what holds now needs no row, and an order of days no search. */
#include "domain/file/case_unit.h"

#include "base/instant.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct belonging {
    int64_t unit, created_at;
    date moved; /* the last day in the unit before this one; DATE_NONE: it never moved */
};
static const char SQL_NOW[] = "SELECT c.unit_id AS unit, c.created_at, (SELECT max(u.until_day) FROM "
                              "case_unit u WHERE u.case_id = c.id) "
                              "AS moved FROM case_file c WHERE c.id = :case";
static const struct column NOW_COLUMNS[] = {
    COLUMN_INT(struct belonging, unit),
    COLUMN_INT(struct belonging, created_at),
    COLUMN_DATE(struct belonging, moved),
};

static err day_check(struct work *w, const struct belonging *b, date from, struct faults *f)
{
    err e;

    if ((e = faults_when(w, f, from > w->today, "in_future", "from", "This day lies ahead.")) ||
        (e = faults_when(w, f, date_known(b->moved) && from <= date_add_days(b->moved, 1), "out_of_order",
                         "from", "The file moved on that day, or later.")))
        return e;
    return faults_when(w, f, from <= instant_date(b->created_at), "out_of_range", "from",
                       "The file was opened on that day, or later: its registration is put right instead.");
}

static const char SQL_PUT[] = "UPDATE case_file SET unit_id = :unit WHERE id = :case";

err case_unit_put(struct work *w, int64_t case_id, int64_t unit)
{
    return db_exec(w->db, SQL_PUT, BINDS(INT(":unit", unit), INT(":case", case_id)));
}

static const char SQL_LEFT[] =
    "INSERT INTO case_unit (case_id, until_day, unit_id) VALUES (:case, :until, :unit)";

static err move_write(struct work *w, int64_t case_id, int64_t left, int64_t unit, date from)
{
    err e =
        db_exec(w->db, SQL_LEFT,
                BINDS(INT(":case", case_id), DATE(":until", date_add_days(from, -1)), INT(":unit", left)));

    return e ? e : case_unit_put(w, case_id, unit);
}

err case_unit_move(struct work *w, int64_t case_id, int64_t version, const struct case_unit_new *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const date from = in->from == DATE_NONE ? w->today : in->from;
    struct audit_entry entry = {
        .what = "case.unit", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct belonging b = {.moved = DATE_NONE};
    struct faults f = {0};
    int64_t unit = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = case_touch(w, &(struct touch){case_id, version, "case.unit", 0, false}, &entry.case_version)) ||
        (e = row_read(w, SQL_NOW, BINDS(INT(":case", case_id)), COLUMNS(NOW_COLUMNS), &b)) ||
        (e = faults_take(w, &f, unit_find(w, in->unit, &unit))) ||
        (e = faults_when(w, &f, unit == b.unit, "same_unit", "unit", "The file belongs there already.")) ||
        (e = day_check(w, &b, from, &f)) || (e = faults_refuse(w, &f)) ||
        (e = move_write(w, case_id, b.unit, unit, from)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
