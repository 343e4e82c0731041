#include "support/casework.h"

#include <string.h>

#include "domain/file/case_file.h"
#include "domain/task/task.h"

int64_t work_file(struct test_register *r)
{
    int64_t id;

    must(case_register(&r->work, "Cepo", &id));
    return id;
}

int64_t work_take(struct test_register *r, int64_t case_id, struct case_work_new in)
{
    int64_t id;

    must(case_work_record(&r->work, case_id, &in, &id));
    return id;
}

struct case_work_new work_answering(struct case_work_new in, int64_t id)
{
    in.answers = id;
    return in;
}

struct case_work_new work_on(struct case_work_new in, date day)
{
    in.on = day;
    return in;
}

struct case_work_new work_due(struct case_work_new in, date day)
{
    in.due = day;
    return in;
}

struct case_work work_of(struct test_register *r, int64_t case_id, int64_t id)
{
    struct case_work *list;
    size_t count;

    must(case_work_list(&r->work, case_id, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].record.id == id)
            return list[i];
    fail_msg("record %lld is not there", (long long)id);
    return (struct case_work){0};
}

const struct task *task_of(struct test_register *r, const char *what)
{
    const struct task *found = NULL;
    struct task *tasks;
    size_t count;

    must(task_collect(&r->work, &tasks, &count));
    for (size_t i = 0; i < count; i++)
        if (!strcmp(tasks[i].what, what)) {
            assert_null(found);
            found = &tasks[i];
        }
    return found;
}
