/* One task for the whole book: which of them are left is seen there. */
#include "domain/task/contact_task.h"

#include "base/instant.h"
#include "domain/casework/contact_point.h"

err contact_tasks(struct work *w, struct task_set *set)
{
    int64_t unconfirmed;
    struct task *t;
    err e;

    if ((e = contact_unconfirmed(w, &unconfirmed)) || !unconfirmed)
        return e;
    if (!(t = task_add(w, set)))
        return ERR_SYSTEM;
    *t = (struct task){.what = "contacts_confirm",
                       .text =
                           "Adresari: pyetni çdo institucion nëse të dhënat vlejnë ende, dhe konfirmojini.",
                       .text_en = "The address book: ask each institution whether its data still hold, and "
                                  "confirm them.",
                       .indoors = true,
                       .due_on = date_make(date_year(w->today), 1, 31)};
    t->due_at = date_day_end(t->due_on);
    t->overdue = t->due_at < w->now;
    t->section = t->overdue ? SECTION_OVERDUE : SECTION_DAYS;
    return OK;
}
