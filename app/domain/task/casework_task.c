/* Nothing of a record is opened for it: kinds and days are enough, and say nothing of anybody. */
#include "domain/task/casework_task.h"

#include <string.h>

#include "base/instant.h"
#include "domain/casework/closing.h"
#include "domain/casework/record.h"
#include "domain/file/case_guard.h"
#include "domain/law/deadline.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* What each kind that waits asks of a person. */
static const struct waiting {
    const char *what, *text, *text_en;
    bool indoors;
} WAITING[RECORD_KINDS] = {
    [RECORD_REFERRAL] = {"work_referral",
                         "Një referim pret përgjigje: pyetni institucionin dhe shënoni çfarë tha.",
                         "A referral waits for its answer: ask the institution, and write down what it said.",
                         true},
    [RECORD_REFERRAL_ANSWER] = {"work_referral_answer",
                                "Një referim nuk ka mbaruar: pyetni sërish dhe shënoni si vijoi.",
                                "A referral has not ended: ask again, and write down how it went on.", true},
    [RECORD_ASSESSMENT] =
        {"assessment_due",
         "Vlerësoni përsëri rrezikun: shihni vlerësimin e fundit dhe çfarë ndodhi që atëherë.",
         "Assess the danger again: see the last assessment and what has happened since.", true},
    [RECORD_BREACH] = {"breach_report", "Një urdhër u shkel: shënoni me cilin numër e ka policia.",
                       "An order was broken: write down under which number the police have it.", true},
    [RECORD_HEARING] = {"hearing_result", "Seancë gjyqësore: shënoni si përfundoi.",
                        "A hearing at court: write down how it ended.", false},
    [RECORD_VISIT] = {"visit_result", "Vizitë e planifikuar: bëjeni dhe shënoni çfarë u gjet.",
                      "A planned visit: make it, and write down what was found.", false},
    [RECORD_PLAN] = {"plan_review", "Rishikoni planin bashkë me personin.",
                     "Go through the plan again, with the person.", true},
    [RECORD_PLAN_ACTION] = {"plan_action", "Një veprim i planit ka afat këtë ditë: a u krye?",
                            "An action of the plan is due on this day: was it done?", true},
    [RECORD_MEETING_ACTION] = {"meeting_action",
                               "Një veprim i vendosur në mbledhje ka afat këtë ditë: a u krye?",
                               "An action that a meeting agreed on is due on this day: was it done?", true},
    [RECORD_CLOSING] = {"follow_up", "Dosja është mbyllur: pyetni si është, dhe shënoni.",
                        "The file is closed: ask how she is, and write it down.", true},
};

static err record_task(struct work *w, struct task_set *set, const struct record_waiting *r)
{
    const struct waiting *waits = &WAITING[r->kind];
    struct task *t;

    if (!(t = task_add(w, set)))
        return ERR_SYSTEM;
    *t = (struct task){.what = waits->what,
                       .text = waits->text,
                       .text_en = waits->text_en,
                       .case_id = r->case_id,
                       .case_number = r->case_number,
                       .unit = r->unit,
                       .meeting = r->meeting,
                       .indoors = waits->indoors,
                       .due_on = r->due,
                       .due_at = date_day_end(r->due)};
    t->overdue = t->due_at < w->now;
    t->section = t->overdue ? SECTION_OVERDUE : SECTION_DAYS;
    return OK;
}

/* The law asks about it already, by the day that stands with the order. */
static bool hearing_asked(const struct task_set *set, size_t count, const struct record_waiting *r)
{
    for (size_t i = 0; i < count; i++)
        if (set->tasks[i].case_id == r->case_id && set->tasks[i].due_on == r->due &&
            !strcmp(set->tasks[i].what, task_kind_name(TASK_HEARING)))
            return true;
    return false;
}

static err waiting_tasks(struct work *w, struct task_set *set, date until)
{
    const size_t of_orders = set->count;
    struct record_waiting *list;
    size_t count;
    err e;

    if ((e = record_waiting_list(w, until, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((list[i].kind != RECORD_HEARING || !hearing_asked(set, of_orders, &list[i])) &&
            (e = record_task(w, set, &list[i])))
            return e;
    return OK;
}

struct assessed {
    int64_t case_id;
    const char *case_number, *unit;
    date on, due; /* of the last assessment; DATE_NONE: there is none */
    date raised;  /* the first day since on which something raised the danger; DATE_NONE: nothing has */
};
#define LAST                                                                                                 \
    "(SELECT max(l.id) FROM case_record l WHERE l.case_id = f.id AND l.kind = 'assessment' AND l.voided_at " \
    "IS NULL)"
static const char SQL_ASSESSED[] =
    "SELECT f.id AS case_id, f.number AS case_number, u.name AS unit, a.on_day AS on_day, a.due_day AS due, "
    "(SELECT min(b.on_day) FROM case_record b WHERE b.case_id = f.id AND b.kind IN ('breach', "
    "'danger_event') AND b.voided_at IS NULL AND b.root_id > coalesce(a.root_id, 0)) AS raised FROM "
    "case_file f "
    "JOIN unit u ON u.id = f.unit_id LEFT JOIN case_record a ON a.id = " LAST
    " WHERE f.id IN (SELECT r.case_id FROM case_record r WHERE r.kind IN ('assessment', 'breach', "
    "'danger_event') AND r.voided_at IS NULL) AND f.id NOT IN (SELECT case_id FROM (" SQL_CLOSED_FILES
    ")) AND NOT " FILE_ERASED("f") "AND " FILE_OPEN("f", ":account") "ORDER BY f.id";
static const struct column ASSESSED_COLUMNS[] = {
    COLUMN_INT(struct assessed, case_id), COLUMN_TEXT(struct assessed, case_number),
    COLUMN_TEXT(struct assessed, unit),   COLUMN_DATE_AS(struct assessed, on, "on_day"),
    COLUMN_DATE(struct assessed, due),    COLUMN_DATE(struct assessed, raised),
};

static void sooner(date *due, date other)
{
    if (date_known(other) && (!date_known(*due) || other < *due))
        *due = other;
}

static int days_of(const struct work *w, const struct task_set *set, enum legal_number n)
{
    return (int)legal_value(set->rules.legal, set->rules.legal_count, n, w->today);
}

/* An order that ends soon, and nobody has looked at the danger since it does. */
static void order_ends(const struct work *w, const struct task_set *set, size_t count, struct assessed *a)
{
    for (size_t i = 0; i < count; i++) {
        const struct task *t = &set->tasks[i];
        const date begins = date_add_days(t->due_on, -days_of(w, set, LEGAL_REMINDER_DAYS));

        if (t->case_id == a->case_id && !strcmp(t->what, task_kind_name(TASK_EXPIRY)) &&
            (!date_known(a->on) || a->on < begins))
            sooner(&a->raised, begins);
    }
}

static err assessment_tasks(struct work *w, struct task_set *set, date until)
{
    const size_t before = set->count;
    struct assessed *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_ASSESSED, BINDS(INT(":account", w->actor.account)), COLUMNS(ASSESSED_COLUMNS),
                       NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count && !e; i++) {
        struct assessed *a = &list[i];
        struct record_waiting r = {RECORD_ASSESSMENT, a->due, a->case_id, a->case_number, a->unit, 0};

        order_ends(w, set, before, a);
        sooner(&r.due, date_add_days(a->raised, days_of(w, set, LEGAL_ASSESSMENT_VERY_HIGH_DAYS)));
        if (date_known(r.due) && r.due <= until)
            e = record_task(w, set, &r);
    }
    return e;
}

err casework_tasks(struct work *w, struct task_set *set)
{
    const date until = date_add_days(w->today, days_of(w, set, LEGAL_REMINDER_AGAIN_DAYS));
    err e = waiting_tasks(w, set, until);

    return e ? e : assessment_tasks(w, set, until);
}
