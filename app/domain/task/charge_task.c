/* Asked of the files as they stand now: an account that was ended, or a file that was sealed to others, shows
 * the same minute. */
#include "domain/task/charge_task.h"

#include "base/instant.h"
#include "domain/casework/closing.h"
#include "domain/file/case_guard.h"
#include "domain/file/charge.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define NOBODYS                                                                                              \
    "FROM case_file f JOIN unit u ON u.id = f.unit_id " CHARGE_JOIN(                                         \
        "f") "WHERE k.id IS NULL AND f.merged_into IS NULL AND f.id NOT IN (SELECT case_id FROM "            \
             "(" SQL_CLOSED_FILES ")) AND NOT " FILE_ERASED("f") "AND (" FILE_OPEN(                          \
                 "f", ":actor") "OR NOT EXISTS (SELECT 1 FROM case_access a JOIN account o ON o.id = "       \
                                "a.account_id WHERE a.case_id = f.id AND o.active = 1 AND o.role = "         \
                                "'coordinator')) "

static const char SQL_COUNT[] = "SELECT count(*) " NOBODYS;
static const char SQL_LIST[] =
    "SELECT f.id AS case_id, f.number, u.name AS unit, f.sealed " NOBODYS "ORDER BY f.id LIMIT :limit";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct charge_nobody, case_id),
    COLUMN_TEXT(struct charge_nobody, number),
    COLUMN_TEXT(struct charge_nobody, unit),
    COLUMN_BOOL(struct charge_nobody, sealed),
};

static err nobody_count(struct work *w, int64_t *ret)
{
    return db_int(w->db, SQL_COUNT, BINDS(INT(":actor", w->actor.account)), ret);
}

err charge_nobody_list(struct work *w, size_t limit, struct charge_nobody **ret, size_t *ret_count,
                       int64_t *ret_all)
{
    err e = nobody_count(w, ret_all);

    return e ? e
             : rows_read(w, SQL_LIST, BINDS(INT(":actor", w->actor.account), INT(":limit", (int64_t)limit)),
                         COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}

err charge_tasks(struct work *w, struct task_set *set)
{
    struct task *t;
    int64_t nobodys;
    err e;

    if ((e = nobody_count(w, &nobodys)) || !nobodys)
        return e;
    if (!(t = task_add(w, set)))
        return ERR_SYSTEM;
    *t = (struct task){.section = SECTION_DAYS,
                       .what = "charge_nobody",
                       .text = "Ka dosje që nuk i ndjek askush: caktoni kush i merr në ngarkim.",
                       .text_en = "There are files that nobody is in charge of: say who takes them.",
                       .indoors = true,
                       .due_on = w->today,
                       .due_at = date_day_end(w->today)};
    return OK;
}
