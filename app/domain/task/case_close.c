/* Held against the same list as the page of the day: what stands there would not be asked of anybody any
 * more. */
#include "domain/task/case_close.h"

#include <string.h>

#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_state.h"
#include "domain/task/task.h"
#include "domain/work/fault.h"
#include "store/db.h"

static err no_order_require(struct work *w, int64_t case_id)
{
    CLEANUP(case_walk_close) struct case_walk walk = {0};
    struct case_summary now = {0};
    struct rules rules = {0};
    err e;

    if ((e = rules_load(w, &rules)) || (e = case_walk_open(w, &rules, case_id, case_id, &walk)) ||
        (e = case_walk_read(w, &walk, case_id, &now)))
        return e;
    if (now.state == CASE_IN_FORCE || now.state == CASE_ENDING || now.state == CASE_COMING)
        return refuse(w, ERR_CONFLICT, "order_in_force", "",
                      "An order of this file is in force, or will be: the file stays open with it.");
    return OK;
}

/* Notices tell, and ask for nothing. */
static bool asks(const struct task *t, int64_t case_id)
{
    return t->case_id == case_id && t->section != SECTION_NOTICES && strcmp(t->what, "plan_review") != 0;
}

static err no_task_require(struct work *w, int64_t case_id)
{
    struct task *tasks;
    size_t count;
    err e;

    if ((e = task_collect(w, &tasks, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (asks(&tasks[i], case_id))
            return refuse(w, ERR_CONFLICT, "open_task", "", "Something of this file still waits: %s",
                          tasks[i].text_en);
    return OK;
}

err case_close(struct work *w, int64_t case_id, const struct case_work_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct faults f = {0};
    int64_t id;
    err e;

    /* What was written is undone with the transaction where something stands against it. */
    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = faults_take(w, &f, no_order_require(w, case_id))) ||
        (e = faults_take(w, &f, no_task_require(w, case_id))) ||
        (e = faults_take(w, &f, case_work_add(w, case_id, in, &id))) || (e = faults_refuse(w, &f)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}
