/* What a record that waits asks of a person. */
#include "domain/task/work_task.h"

#include "base/instant.h"
#include "domain/casework/record.h"

/* Nouns that have such a day. */
static const struct {
    const char *name, *text, *text_en;
} TEXTS[RECORD_KINDS] = {
    [RECORD_REFERRAL] =
        {"work_referral", "Një referim pret përgjigje: pyetni institucionin dhe shënoni çfarë tha.",
         "A referral waits for its answer: ask the institution, and write down what it said."},
    [RECORD_REFERRAL_ANSWER] = {"work_referral_answer",
                                "Një referim nuk ka mbaruar: pyetni sërish dhe shënoni si vijoi.",
                                "A referral has not ended: ask again, and write down how it went on."},
};

static err waiting_add(struct work *w, struct task_set *set, const struct record_waiting *r)
{
    struct task *t;

    if (!TEXTS[r->kind].name)
        return OK;
    if (!(t = task_add(w, set)))
        return ERR_SYSTEM;
    *t = (struct task){.what = TEXTS[r->kind].name,
                       .text = TEXTS[r->kind].text,
                       .text_en = TEXTS[r->kind].text_en,
                       .case_id = r->case_id,
                       .case_number = r->case_number,
                       .unit = r->unit,
                       .indoors = true,
                       .due_on = r->due,
                       .due_at = date_day_end(r->due)};
    t->overdue = t->due_at < w->now;
    t->section = t->overdue ? SECTION_OVERDUE : SECTION_DAYS;
    return OK;
}

err work_tasks(struct work *w, struct task_set *set)
{
    const int64_t days =
        legal_value(set->rules.legal, set->rules.legal_count, LEGAL_REMINDER_AGAIN_DAYS, w->today);
    const date until = date_add_days(w->today, (int)days);
    struct record_waiting *list;
    size_t count;
    err e;

    if ((e = record_waiting_list(w, until, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = waiting_add(w, set, &list[i])))
            return e;
    return OK;
}
