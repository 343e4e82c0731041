/* Which notices an account has acknowledged. They are few, so that all of them are read at once. */
#include "domain/task/notice_seen.h"

#include <string.h>

#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/office/audit.h"
#include "domain/task/notice_task.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_SEEN[] =
    "SELECT what, case_id, subject, at FROM notice_seen WHERE account_id = :account";
static const struct column SEEN_COLUMNS[] = {
    COLUMN_TEXT(struct notice_ack, what),
    COLUMN_INT(struct notice_ack, case_id),
    COLUMN_TEXT(struct notice_ack, subject),
    COLUMN_INT_AS(struct notice_ack, notice, "at"),
};

static const char *subject_of(const struct task *t)
{
    return t->account ? t->account : t->rule ? t->rule : "";
}

static bool same_notice(const struct notice_ack *a, const struct task *t)
{
    return !strcmp(a->what, t->what) && a->case_id == t->case_id && text_equal(a->subject, subject_of(t));
}

static bool was_seen(const struct notice_ack *seen, size_t count, const struct task *t)
{
    for (size_t i = 0; i < count; i++)
        if (same_notice(&seen[i], t) && t->due_at <= seen[i].notice)
            return true;
    return false;
}

err notice_seen_drop(struct work *w, struct task_set *set)
{
    struct notice_ack *seen;
    size_t count, kept = 0;
    err e;

    if ((e = rows_read(w, SQL_SEEN, BINDS(INT(":account", w->actor.account)), COLUMNS(SEEN_COLUMNS), NULL,
                       &seen, &count)))
        return e;
    for (size_t i = 0; i < set->count; i++)
        if (!was_seen(seen, count, &set->tasks[i]))
            set->tasks[kept++] = set->tasks[i];
    set->count = kept;
    return OK;
}

/* Only what is shown can be acknowledged: nobody finds out by it what is told to others. */
static err shown_require(struct work *w, const struct notice_ack *in)
{
    struct task_set set = {0};
    err e;

    if ((e = rules_load(w, &set.rules)) || (e = notice_tasks(w, &set)))
        return e;
    for (size_t i = 0; i < set.count; i++)
        if (same_notice(in, &set.tasks[i]) && set.tasks[i].due_at == in->notice)
            return OK;
    return refuse(w, ERR_ABSENT, "no_such_notice", "", "There is no such notice.");
}

static const char SQL_KEEP[] =
    "INSERT INTO notice_seen (account_id, what, case_id, subject, at, seen_at) "
    "VALUES (:account, :what, :case, :subject, :at, :now) "
    "ON CONFLICT (account_id, what, case_id, subject) DO UPDATE SET at = :at, seen_at = :now";

err notice_acknowledge(struct work *w, const struct notice_ack *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "notice.seen", .record = "notice", .case_id = in->case_id, .why = in->what};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = shown_require(w, in)) ||
        (e = db_exec(w->db, SQL_KEEP,
                     BINDS(INT(":account", w->actor.account), TEXT(":what", in->what),
                           INT(":case", in->case_id), TEXT(":subject", in->subject ? in->subject : ""),
                           INT(":at", in->notice), INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
