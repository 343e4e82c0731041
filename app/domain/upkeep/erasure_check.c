/* What must be over before something is erased. Every question is asked of all files of everybody who goes,
 * past their guards: an order in a sealed file keeps a person as one in an open file does. */
#include "domain/upkeep/erasure_check.h"

#include "base/instant.h"
#include "domain/claim/claim.h"
#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_merged.h"
#include "domain/payment/payment_outcome.h"
#include "domain/task/task.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_PERSON[] = "SELECT count(*) FROM person WHERE id = :id";
static const char SQL_ERASED[] = "SELECT count(*) FROM erased WHERE what = :what AND record_id = :id";

static err left_require(struct work *w, enum erasure_what what, int64_t record)
{
    int64_t erased;
    err e =
        db_int(w->db, SQL_ERASED, BINDS(TEXT(":what", erasure_what_name(what)), INT(":id", record)), &erased);

    if (!e && erased)
        return refuse(w, ERR_CONFLICT, "erased", "", "This is erased already.");
    return e;
}

static const char SQL_FILES_OF[] =
    "SELECT case_id FROM case_person c WHERE person_id = :id AND NOT EXISTS (SELECT 1 FROM erased e WHERE "
    "e.what = 'file' AND e.record_id = c.case_id) ORDER BY case_id";
static const char SQL_PERSONS_OF[] =
    "SELECT person_id FROM case_person c WHERE case_id = :id AND NOT EXISTS (SELECT 1 FROM erased e WHERE "
    "e.what = 'person' AND e.record_id = c.person_id) AND NOT EXISTS (SELECT 1 FROM case_person o WHERE "
    "o.person_id = c.person_id AND o.case_id <> c.case_id AND NOT EXISTS (SELECT 1 FROM erased e WHERE "
    "e.what = 'file' AND e.record_id = o.case_id)) ORDER BY person_id";

/* The files to be looked at, and who goes. */
static err scope_read(struct work *w, enum erasure_what what, int64_t record, int64_t **ret_files,
                      size_t *ret_file_count, struct erasure_scope *ret)
{
    int64_t there;
    err e;

    if (what == ERASE_FILE) {
        ret->file = record;
        *ret_files = &ret->file;
        *ret_file_count = 1;
        if ((e = case_may_open(w, record)) == ERR_ABSENT)
            return refuse(w, ERR_ABSENT, "no_such_case", "", "There is no such file.");
        if (!e)
            e = case_unmerged_require(w, record);
        return e ? e
                 : rows_ids(w, SQL_PERSONS_OF, BINDS(INT(":id", record)), &ret->persons, &ret->person_count);
    }
    if ((e = db_int(w->db, SQL_PERSON, BINDS(INT(":id", record)), &there)))
        return e;
    if (!there)
        return refuse(w, ERR_ABSENT, "no_such_person", "", "There is no such person.");
    if (!(ret->persons = arena_array(w->arena, 1, sizeof *ret->persons)))
        return ERR_SYSTEM;
    ret->persons[0] = record;
    ret->person_count = 1;
    if ((e = case_person_may_open(w, record, 0)))
        return e;
    return rows_ids(w, SQL_FILES_OF, BINDS(INT(":id", record)), ret_files, ret_file_count);
}

static const char SQL_ORDERS[] = "SELECT id FROM protection_order WHERE case_id = :case ORDER BY id";

struct opened_file {
    int64_t created_at;
    const char *number;
};
/* A file into which others went is as old as the youngest of them. */
static const char SQL_FILE[] =
    "SELECT max(f.created_at, coalesce((SELECT max(m.created_at) FROM case_file m WHERE m.merged_into = "
    "f.id), 0)) AS created_at, f.number FROM case_file f WHERE f.id = :case";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct opened_file, created_at),
    COLUMN_TEXT(struct opened_file, number),
};

/* *last: the last day of anything in it. A void order never was, but the file was opened for it. */
static err file_over(struct work *w, int64_t file, date *last)
{
    struct opened_file opened = {0};
    int64_t *orders;
    size_t count;
    err e;

    if ((e = row_read(w, SQL_FILE, BINDS(INT(":case", file)), COLUMNS(FILE_COLUMNS), &opened)) ||
        (e = rows_ids(w, SQL_ORDERS, BINDS(INT(":case", file)), &orders, &count)))
        return e;
    if (instant_date(opened.created_at) > *last)
        *last = instant_date(opened.created_at);
    for (size_t i = 0; i < count; i++) {
        struct protection p;

        if ((e = protection_load(w, orders[i], &p)))
            return e;
        if (!p.granted)
            continue;
        if (p.until >= w->today)
            return refuse(w, ERR_CONFLICT, "in_force", "",
                          "An order of file %s is in force or yet to begin: nothing of it is erased.",
                          opened.number);
        if (p.until > *last)
            *last = p.until;
    }
    return OK;
}

static err tasks_over(struct work *w, const int64_t *files, size_t count)
{
    struct task *tasks;
    size_t task_count;
    err e = task_collect(w, &tasks, &task_count);

    for (size_t i = 0; !e && i < task_count; i++)
        for (size_t f = 0; f < count; f++)
            if (tasks[i].case_id == files[f])
                return refuse(w, ERR_CONFLICT, "task_open", "", "There is a task of file %s to be done: %s",
                              tasks[i].case_number ? tasks[i].case_number : "", tasks[i].text_en);
    return e;
}

/* In turn: prepared and not approved; approved, stands, and neither handed out nor come back; handed out and
 * then reversed, so to be taken back; asked for and not decided. */
static const char SQL_MONEY[] =
    "SELECT (SELECT count(*) FROM payment_line l JOIN payment_run r ON r.id = "
    "l.run_id WHERE l.person_id = :person "
    "AND r.state = 'prepared') + (SELECT count(*) FROM payment_standing s WHERE "
    "s.person_id = :person AND " PAYMENT_EVENT_OF(
        "s") "IS NULL) + "
             "(SELECT count(*) FROM payment_line l JOIN payment_run r ON r.id = l.run_id "
             "WHERE l.person_id = :person AND "
             "r.state = 'approved' AND l.kind = 'reversal' AND 'paid' = (SELECT e.what "
             "FROM payment_event e WHERE e.run_id = "
             "l.reverses_run AND e.n = l.reverses_n AND NOT EXISTS (SELECT 1 FROM "
             "payment_undo u WHERE u.event_id = e.id) ORDER BY e.id DESC LIMIT 1)) + "
             "(SELECT count(*) FROM " APPLICATION_STATES
             " s WHERE s.person_id = :person AND s.withdrawn_on IS NULL AND s.state "
             "IN ('open','incomplete')) AS open";

struct paid {
    date month;
};
static const char SQL_PAID[] = "SELECT max(month) AS month FROM payment_line WHERE person_id = :person";
static const struct column PAID_COLUMNS[] = {COLUMN_DATE(struct paid, month)};

static err money_over(struct work *w, int64_t person, date *last)
{
    struct paid paid = {.month = DATE_NONE};
    int64_t open;
    err e;

    if ((e = db_int(w->db, SQL_MONEY, BINDS(INT(":person", person)), &open)) ||
        (e = row_read(w, SQL_PAID, BINDS(INT(":person", person)), COLUMNS(PAID_COLUMNS), &paid)))
        return e;
    if (open)
        return refuse(w, ERR_CONFLICT, "money_open", "",
                      "A payment or an application of this person is not settled: nothing of it is erased.");
    if (date_known(paid.month) && paid.month > *last)
        *last = paid.month;
    return OK;
}

static err retention_over(struct work *w, date last)
{
    char until[DATE_TEXT];
    struct rules rules;
    int64_t months;
    date kept;
    err e;

    if ((e = rules_load(w, &rules)))
        return e;
    months = legal_value(rules.legal, rules.legal_count, LEGAL_RETENTION_MONTHS, w->today);
    /* Without a rule nobody has said that anything may go. */
    if (!months)
        return refuse(w, ERR_CONFLICT, "kept_until", "", "No rule says how long a file is kept: it stays.");
    kept = date_add_months(last, (int)months);
    if (w->today <= kept)
        return refuse(w, ERR_CONFLICT, "kept_until", "", "This is kept until %s.",
                      date_format_sq(kept, until));
    return OK;
}

err erasure_check(struct work *w, enum erasure_what what, int64_t record, struct erasure_scope *ret)
{
    struct erasure_scope scope = {0};
    size_t file_count = 0;
    int64_t *files = NULL;
    date last = date_make(1900, 1, 1);
    err e;

    if ((e = left_require(w, what, record)) || (e = scope_read(w, what, record, &files, &file_count, &scope)))
        return e;
    for (size_t i = 0; i < scope.person_count; i++)
        if ((e = case_person_may_open(w, scope.persons[i], scope.file)))
            return e;
    for (size_t i = 0; i < file_count; i++)
        if ((e = file_over(w, files[i], &last)))
            return e;
    if ((e = tasks_over(w, files, file_count)))
        return e;
    for (size_t i = 0; i < scope.person_count; i++)
        if ((e = money_over(w, scope.persons[i], &last)))
            return e;
    if ((e = retention_over(w, last)))
        return e;
    *ret = scope;
    return OK;
}
