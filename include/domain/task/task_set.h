/* A task, and the tasks while they are being gathered, with the rules that some of them follow from. */
#ifndef DOMAIN_TASK_SET_H
#define DOMAIN_TASK_SET_H

#include "domain/claim/rules.h"
#include "domain/task/task_section.h"
#include "domain/work/work.h"

struct task {
    enum task_section section;
    const char *what; /* a task_kind_name, a card_task_name, a measure_task_name, or a
                         notice_name */
    const char *text; /* Albanian, one sentence, without names */
    const char *text_en;
    int64_t case_id, order;                               /* 0: about no file, about no order */
    int64_t meeting;                                      /* at which it was agreed; 0: at none */
    const char *case_number, *unit, *order_number, *card; /* NULL: none; card: printed number */
    const char *account;        /* person_exported: who did it; account_changed: whose; NULL else */
    const char *in_charge;      /* the coordinator's full name; NULL: nobody, or about no file */
    const char *service, *rule; /* rule_ends: of which service, and the decision behind it; NULL else */
    date due_on;
    int64_t due_at;
    bool hours, overdue;
    bool indoors; /* for the page of the day alone: in no calendar */
    int stage;
};

struct task_set {
    struct task *tasks;
    size_t count, room;
    struct rules rules;
};

/* One more, to be filled; NULL when memory ran out. */
struct task *task_add(struct work *w, struct task_set *set);

#endif
