/* An open question is a task for a person. The sentences say nothing of where somebody is. */
#include "domain/task/stay_task.h"

#include "base/instant.h"
#include "domain/file/case_guard.h"
#include "domain/order/stay_question.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const struct {
    const char *name, *text, *text_en;
} TEXTS[STAY_LEFT + 1][STAY_KINDERGARTEN + 1] = {
    [STAY_ENTERED] =
        {[STAY_CONTACT] =
             {"stay_contact",
              "Personi ndërroi vendbanim: a vlejnë ende numri, orët dhe adresa e kontaktit të sigurt?",
              "The person has moved: do number, hours and address of the safe contact still hold?"},
         [STAY_CARD] = {"stay_card",
                        "Personi ndërroi vendbanim: a e ka kartën me vete, apo duhet zëvendësuar?",
                        "The person has moved: does she have the card with her, or must it be replaced?"},
         [STAY_KINDERGARTEN] =
             {"stay_kindergarten", "Familja ndërroi vendbanim: a vazhdojnë fëmijët në çerdhe ose kopsht?",
              "The family has moved: do the children go on at the crèche or kindergarten?"}},
    [STAY_LEFT] =
        {[STAY_CONTACT] =
             {"stay_left_contact",
              "Personi u kthye: a vlejnë ende numri, orët dhe adresa e kontaktit të sigurt?",
              "The person has come back: do number, hours and address of the safe contact still hold?"},
         [STAY_CARD] = {"stay_left_card", "Personi u kthye: a e ka kartën me vete, apo duhet zëvendësuar?",
                        "The person has come back: does she have the card with her, or must it be replaced?"},
         [STAY_KINDERGARTEN] =
             {"stay_left_kindergarten", "Familja u kthye: a vazhdojnë fëmijët në çerdhe ose kopsht?",
              "The family has come back: do the children go on at the crèche or kindergarten?"}},
};

struct open_question {
    enum stay_move moved;
    enum stay_matter what;
    date asked_on;
    int64_t case_id;
    const char *case_number, *unit;
};
/* Of a stay that never was nothing is asked. */
static const char SQL_OPEN[] =
    "SELECT q.moved, q.what, min(q.asked_on) AS asked_on, c.id AS case_id, c.number AS case_number, u.name "
    "AS unit "
    "FROM stay_question q JOIN stay s ON s.id = q.stay_id JOIN case_file c ON c.id = s.case_id JOIN unit u "
    "ON u.id = c.unit_id "
    "WHERE q.answer IS NULL AND s.voided_at IS NULL "
    "AND NOT " FILE_ERASED("c") "AND " FILE_OPEN(
        "c", ":account") "GROUP BY q.moved, q.what, c.id, c.number, u.name ORDER BY c.id, q.moved, q.what";
static const struct column OPEN_COLUMNS[] = {
    COLUMN_WORD(struct open_question, moved, stay_move_parse),
    COLUMN_WORD(struct open_question, what, stay_matter_parse),
    COLUMN_DATE(struct open_question, asked_on),
    COLUMN_INT(struct open_question, case_id),
    COLUMN_TEXT(struct open_question, case_number),
    COLUMN_TEXT(struct open_question, unit),
};

static err stay_task(struct work *w, struct task_set *set, const struct open_question *q)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.what = TEXTS[q->moved][q->what].name,
                       .text = TEXTS[q->moved][q->what].text,
                       .text_en = TEXTS[q->moved][q->what].text_en,
                       .case_id = q->case_id,
                       .case_number = q->case_number,
                       .unit = q->unit,
                       .indoors = true,
                       .due_on = date_add_days(q->asked_on, 1)};
    t->due_at = date_day_end(t->due_on);
    t->overdue = t->due_at < w->now;
    t->section = t->overdue ? SECTION_OVERDUE : SECTION_DAYS;
    return OK;
}

err stay_tasks(struct work *w, struct task_set *set)
{
    struct open_question *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_OPEN, BINDS(INT(":account", w->actor.account)), COLUMNS(OPEN_COLUMNS), NULL,
                       &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = stay_task(w, set, &list[i])))
            return e;
    return OK;
}
