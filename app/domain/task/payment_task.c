/* A payment that a coordinator holds stays on her page until she lifts it: nobody else can. And what is said
 * of payments, until it has an outcome. */
#include "domain/task/payment_task.h"

#include "base/instant.h"
#include "domain/file/case_guard.h"
#include "domain/payment/coordinator_hold.h"
#include "domain/task/task_text.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct open_payment {
    int64_t at, case_id;
    const char *case_number, *unit;
};

/* Each person in the newest of her files. */
static const char SQL_HOLDS[] =
    "SELECT h.recorded_at AS at, f.id AS case_id, f.number AS case_number, u.name AS unit FROM payment_hold "
    "h "
    "JOIN case_file f ON f.id = (SELECT max(c.case_id) FROM case_person c WHERE c.person_id = h.person_id "
    "AND "
    "c.role <> 'respondent') JOIN unit u ON u.id = f.unit_id WHERE h.why = 'coordinator' AND h.id "
    "= " COORDINATOR_HOLD("h.person_id") "AND NOT " PERSON_CLOSED("h.person_id") "ORDER BY h.id";
static const char SQL_COMPLAINTS[] =
    "SELECT q.recorded_at AS at, f.id AS case_id, f.number AS case_number, u.name AS unit FROM "
    "payment_complaint q "
    "JOIN payment_line l ON l.run_id = q.run_id AND l.n = q.n JOIN case_file f ON f.id = (SELECT "
    "max(c.case_id) "
    "FROM case_person c WHERE c.person_id = l.person_id AND c.role <> 'respondent') JOIN unit u ON u.id = "
    "f.unit_id "
    "WHERE NOT EXISTS (SELECT 1 FROM payment_complaint_outcome o WHERE o.complaint_id = q.id) AND "
    "NOT " PERSON_CLOSED("l.person_id") "ORDER BY q.id";
static const struct column OPEN_COLUMNS[] = {
    COLUMN_INT(struct open_payment, at),
    COLUMN_INT(struct open_payment, case_id),
    COLUMN_TEXT(struct open_payment, case_number),
    COLUMN_TEXT(struct open_payment, unit),
};

static err open_add(struct work *w, struct task_set *set, enum payment_task kind,
                    const struct open_payment *o)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.section = SECTION_DAYS,
                       .what = payment_task_name(kind),
                       .text = payment_task_text(kind, false),
                       .text_en = payment_task_text(kind, true),
                       .case_id = o->case_id,
                       .case_number = o->case_number,
                       .unit = o->unit,
                       .due_on = w->today,
                       .due_at = date_day_end(w->today)};
    return OK;
}

static err tasks_of(struct work *w, struct task_set *set, enum payment_task kind, const char *sql)
{
    struct open_payment *open;
    size_t count;
    err e;

    if ((e = rows_read(w, sql, BINDS(INT(":account", w->actor.account)), COLUMNS(OPEN_COLUMNS), NULL, &open,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = open_add(w, set, kind, &open[i])))
            return e;
    return OK;
}

err payment_tasks(struct work *w, struct task_set *set)
{
    err e = tasks_of(w, set, PAYMENT_TASK_HOLD, SQL_HOLDS);

    return e ? e : tasks_of(w, set, PAYMENT_TASK_COMPLAINT, SQL_COMPLAINTS);
}
