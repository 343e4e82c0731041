/* A death is recorded with its day, and taken back where the report was wrong; the cards follow at once. */
#include "domain/order/death.h"

#include "domain/card/card_refresh.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct death {
    date died_on;
};

static const char SQL_DIED[] = "SELECT died_on FROM person WHERE id = :id";
static const struct column DEATH_COLUMNS[] = {COLUMN_DATE(struct death, died_on)};

err person_died_read(struct work *w, int64_t id, date *ret)
{
    struct death d = {.died_on = DATE_NONE};
    err e = row_read(w, SQL_DIED, BINDS(INT(":id", id)), COLUMNS(DEATH_COLUMNS), &d);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_person", "", "There is no such person.");
    if (!e)
        *ret = d.died_on;
    return e;
}

/* A known birth date is the one bound there is; where it is not known any day up to today will do. */
static err day_check(struct work *w, int64_t person, date on)
{
    struct person p;
    err e;

    if (on == DATE_NONE)
        return OK;
    if (on > w->today)
        return refuse(w, ERR_INPUT, "in_future", "on", "The day of death lies in the future.");
    if ((e = person_read(w, person, &p)))
        return e;
    return on < p.birth_date
               ? refuse(w, ERR_INPUT, "out_of_order", "on", "This lies before the person was born.")
               : OK;
}

static const char SQL_WRITE[] = "UPDATE person SET died_on = :on WHERE id = :id";

err death_write(struct work *w, int64_t person, const struct death_new *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = in->on == DATE_NONE ? "person.death_void" : "person.death",
                                .record = "person",
                                .record_id = person,
                                .case_id = in->case_id};
    enum case_role role;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) ||
        (e = case_person_kept(w, in->case_id, person, "person", &role)) ||
        (e = case_person_may_open(w, person, in->case_id)) || (e = day_check(w, person, in->on)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, entry.what, person, false},
                        &entry.case_version)) ||
        (e = db_exec(w->db, SQL_WRITE, BINDS(INT(":id", person), DATE(":on", in->on)))) ||
        (e = card_refresh(w, person)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
