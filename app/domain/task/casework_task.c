/* Nothing of a record is opened for it: kinds and days are enough, and say nothing of anybody. */
#include "domain/task/casework_task.h"

#include <string.h>

#include "base/instant.h"
#include "domain/law/deadline.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* What waits, under the word of its kind. */
static const struct waiting {
    const char *kind, *what, *text, *text_en;
    bool indoors;
} WAITING[CASEWORK_TASKS] = {
    {"assessment", "assessment_due",
     "Vlerësoni përsëri rrezikun: shihni vlerësimin e fundit dhe çfarë ndodhi që atëherë.",
     "Assess the danger again: see the last assessment and what has happened since.", true},
    {"breach", "breach_report", "Një urdhër u shkel: shënoni me cilin numër e ka policia.",
     "An order was broken: write down under which number the police have it.", true},
    {"hearing", "hearing_result", "Seancë gjyqësore: shënoni si përfundoi.",
     "A hearing at court: write down how it ended.", false},
    {"visit", "visit_result", "Vizitë e planifikuar: bëjeni dhe shënoni çfarë u gjet.",
     "A planned visit: make it, and write down what was found.", false},
    {"plan", "plan_review", "Rishikoni planin bashkë me personin.",
     "Go through the plan again, with the person.", true},
    {"plan_action", "plan_action", "Një veprim i planit ka afat këtë ditë: a u krye?",
     "An action of the plan is due on this day: was it done?", true},
};

static const struct waiting *waiting_of(const char *kind)
{
    for (size_t i = 0; i < sizeof WAITING / sizeof WAITING[0]; i++)
        if (!strcmp(kind, WAITING[i].kind))
            return &WAITING[i];
    return NULL;
}

struct open_record {
    const char *kind;
    date due_on;
    int64_t case_id;
    const char *case_number, *unit;
};

#define SHOWN                                                                                                \
    "NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = 'file' AND e.record_id = f.id) AND (f.sealed = 0 OR " \
    "f.id IN (SELECT x.case_id FROM case_access x WHERE x.account_id = :account)) "

static err record_task(struct work *w, struct task_set *set, const struct open_record *r)
{
    const struct waiting *waits = waiting_of(r->kind);
    struct task *t;

    if (!waits)
        return ERR_CORRUPT;
    if (!(t = task_add(w, set)))
        return ERR_SYSTEM;
    *t = (struct task){.what = waits->what,
                       .text = waits->text,
                       .text_en = waits->text_en,
                       .case_id = r->case_id,
                       .case_number = r->case_number,
                       .unit = r->unit,
                       .indoors = waits->indoors,
                       .due_on = r->due_on,
                       .due_at = date_day_end(r->due_on)};
    t->overdue = t->due_at < w->now;
    t->section = t->overdue ? SECTION_OVERDUE : SECTION_DAYS;
    return OK;
}

/* The law asks about it already, by the day that stands with the order. */
static bool hearing_asked(const struct task_set *set, size_t count, const struct open_record *r)
{
    for (size_t i = 0; i < count; i++)
        if (set->tasks[i].case_id == r->case_id && set->tasks[i].due_on == r->due_on &&
            !strcmp(set->tasks[i].what, task_kind_name(TASK_HEARING)))
            return true;
    return false;
}

/* Each kind by the one that closes it; an assessment is asked for below. */
static const char SQL_OPEN[] =
    "SELECT r.kind, r.due_day AS due_on, f.id AS case_id, f.number AS case_number, u.name AS unit FROM "
    "case_record r JOIN case_file f ON f.id = r.case_id JOIN unit u ON u.id = f.unit_id WHERE r.due_day <= "
    ":until AND r.voided_at IS NULL AND r.kind IN ('breach', 'hearing', 'visit', 'plan', 'plan_action') AND "
    "NOT EXISTS (SELECT 1 FROM case_record a WHERE a.answers_id = r.root_id AND a.voided_at IS NULL AND "
    "a.kind = CASE r.kind WHEN 'breach' THEN 'breach_report' WHEN 'hearing' THEN 'hearing_result' WHEN "
    "'visit' THEN 'visit_result' WHEN 'plan' THEN 'plan' ELSE 'action_result' END AND (r.kind <> 'plan' OR "
    "a.id > r.id)) AND " SHOWN "ORDER BY r.id";
static const struct column OPEN_COLUMNS[] = {
    COLUMN_TEXT(struct open_record, kind),   COLUMN_DATE(struct open_record, due_on),
    COLUMN_INT(struct open_record, case_id), COLUMN_TEXT(struct open_record, case_number),
    COLUMN_TEXT(struct open_record, unit),
};

static err open_tasks(struct work *w, struct task_set *set, date until)
{
    const size_t of_orders = set->count;
    struct open_record *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_OPEN, BINDS(DATE(":until", until), INT(":account", w->actor.account)),
                       COLUMNS(OPEN_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((strcmp(list[i].kind, "hearing") != 0 || !hearing_asked(set, of_orders, &list[i])) &&
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
    "'danger_event') AND r.voided_at IS NULL) AND " SHOWN "ORDER BY f.id";
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
        struct open_record r = {"assessment", a->due, a->case_id, a->case_number, a->unit};

        order_ends(w, set, before, a);
        sooner(&r.due_on, date_add_days(a->raised, days_of(w, set, LEGAL_ASSESSMENT_VERY_HIGH_DAYS)));
        if (date_known(r.due_on) && r.due_on <= until)
            e = record_task(w, set, &r);
    }
    return e;
}

err casework_tasks(struct work *w, struct task_set *set)
{
    const date until = date_add_days(w->today, days_of(w, set, LEGAL_REMINDER_AGAIN_DAYS));
    err e = open_tasks(w, set, until);

    return e ? e : assessment_tasks(w, set, until);
}
