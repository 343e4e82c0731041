/* What is due and what is open, over all files: the law's clocks, and cards to look after. Computed, never
 * stored, but for who is told that a sealed file was opened. */
#ifndef DOMAIN_TASK_H
#define DOMAIN_TASK_H

#include "domain/law/deadline.h"
#include "domain/work/work.h"

/* Where a task stands on the page of the day: in the first of these that takes it. */
enum task_section {
    SECTION_NOTICES = 1, /* what coordinators are to know of */
    SECTION_CARDS,
    SECTION_OVERDUE,
    SECTION_HOURS, /* clocks in hours */
    SECTION_MONTH, /* orders that end this month */
    SECTION_DAYS,  /* all others */
};
#define TASK_SECTIONS SECTION_DAYS
const char *
task_section_name(enum task_section s); /* "notices", "cards", "overdue", "hours", "month", "days" */
bool task_section_parse(const char *name, enum task_section *ret);

struct task {
    enum task_section section;
    const char *what; /* a task_kind_name, a card_task_name, or a notice_name */
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

/* The first of each section, or of one. */
struct task_filter {
    enum task_section section; /* 0: all */
    size_t limit;              /* tasks of each section; 0: all */
};
struct task_day {
    struct task *tasks; /* in order of due time, sections mixed */
    size_t count;
    size_t counts[TASK_SECTIONS + 1]; /* how many there are in each, shown or not */
};
/* Sealed files appear for those who may open them. Logged "task.list". */
err task_list(struct work *w, const struct task_filter *f, struct task_day *ret) MUST_CHECK;
/* All of them, for whoever logs it in words of their own. */
err task_collect(struct work *w, struct task **ret, size_t *ret_count) MUST_CHECK;

#endif
