/* Case work of files, as tests write it down and look at it again. */
#ifndef TEST_CASEWORK_H
#define TEST_CASEWORK_H

#include "domain/casework/case_work.h"
#include "domain/task/task_set.h"
#include "support/register.h"

#define SAID(...)                                                                                            \
    .said = (struct said_pair[]){__VA_ARGS__},                                                               \
    .said_count = sizeof((struct said_pair[]){__VA_ARGS__}) / sizeof(struct said_pair)
/* A record of that kind, of today, with nothing to follow. */
#define WORK(kind_, ...)                                                                                     \
    (struct case_work_new)                                                                                   \
    {                                                                                                        \
        .kind = (kind_), .on = DATE_NONE, .due = DATE_NONE, SAID(__VA_ARGS__)                                \
    }

int64_t work_file(struct test_register *r); /* a file without an order */
int64_t work_take(struct test_register *r, int64_t case_id, struct case_work_new in);
/* The same record, and … */
struct case_work_new work_answering(struct case_work_new in, int64_t id);
struct case_work_new work_on(struct case_work_new in, date day);
struct case_work_new work_due(struct case_work_new in, date day);

/* As the file's list tells it; fails the test where it is not there. */
struct case_work work_of(struct test_register *r, int64_t case_id, int64_t id);
/* The one task of that name; NULL: there is none. */
const struct task *task_of(struct test_register *r, const char *what);

#endif
