/* What is due and what is open, over all files: the law's clocks, and cards to look after. Computed, never
 * stored, but for who is told that a sealed file was opened. */
#ifndef DOMAIN_TASK_H
#define DOMAIN_TASK_H

#include "domain/deadline.h"
#include "domain/work.h"

struct task {
    const char *what; /* a task_kind_name, "card_renew", "card_recall", or a notice_name */
    const char *text; /* Albanian, one sentence, without names */
    const char *text_en;
    int64_t case_id, order;                               /* 0: about no file, about no order */
    const char *case_number, *unit, *order_number, *card; /* NULL: none; card: printed number */
    const char *account;        /* person_exported: who did it; account_changed: whose; NULL else */
    const char *service, *rule; /* rule_ends: of which service, and the decision behind it; NULL else */
    date due_on;
    int64_t due_at;
    bool hours, overdue;
    int stage;
};

/* In order of due time. Sealed files appear for those who may open them. Logged "task.list". */
err task_list(struct work *w, struct task **ret, size_t *ret_count) MUST_CHECK;

#endif
