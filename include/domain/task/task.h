/* What is due and what is open, over all files: the law's clocks, and cards to look after. Computed, never
 * stored, but for who is told that a sealed file was opened. */
#ifndef DOMAIN_TASK_H
#define DOMAIN_TASK_H

#include "domain/task/task_set.h"

/* The first of each section, or of one. */
struct task_filter {
    enum task_section section; /* 0: all */
    size_t limit;              /* tasks of each section; 0: all */
    bool mine; /* without those of files that another is in charge of (file/charge.h); notices, which were
                  addressed already, and what is about no file stay */
};
struct task_day {
    struct task *tasks; /* in order of due time, sections mixed */
    size_t count;
    size_t counts[TASK_SECTIONS + 1]; /* how many there are in each, shown or not */
    size_t elsewhere;                 /* left out for being another's */
};
/* Sealed files appear for those who may open them. Logged "task.list". */
err task_list(struct work *w, const struct task_filter *f, struct task_day *ret) MUST_CHECK;
/* All of them, for whoever logs it in words of their own. */
err task_collect(struct work *w, struct task **ret, size_t *ret_count) MUST_CHECK;

#endif
