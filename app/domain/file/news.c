/* The log knows when somebody was last there, and what was written since: nothing more is kept for it. */
#include "domain/file/news.h"

#include "base/instant.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_merged.h"
#include "domain/file/charge.h"
#include "domain/office/audit.h"
#include "domain/office/audit_visit.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* By others. A merge is logged with both files, and told once. */
#define CHANGES(file)                                                                                        \
    CASE_CHANGED("a")                                                                                        \
    "AND coalesce(a.account_id, 0) <> :account AND (a.case_id = " file                                       \
    " OR a.what NOT IN ('case.merge', 'case.merge_undo')) "

struct look {
    int64_t id, at;
};
static const struct column LOOK_COLUMNS[] = {
    COLUMN_INT(struct look, id),
    COLUMN_INT(struct look, at),
};

/* ret stays all 0 where there is none. */
static err look_read(struct work *w, const char *sql, const struct bind *binds, struct look *ret)
{
    err e = row_read(w, sql, binds, COLUMNS(LOOK_COLUMNS), ret);

    return e == ERR_ABSENT ? OK : e;
}

/* The newest opening of the file, by whichever of its numbers, that a pause follows. */
static const char SQL_VISIT[] =
    "SELECT id, at FROM (SELECT id, at, lead(at, 1, :now) OVER (ORDER BY id) AS next FROM audit WHERE "
    "case_id IN " FILE_AND_MERGED(
        ":case") "AND account_id = :account AND what = 'case.read') seen WHERE next - at >= :gap "
                 "ORDER BY id DESC LIMIT 1";
static const char SQL_NEWS[] =
    "SELECT a.id, a.at, coalesce(k.full_name, a.actor) AS who, a.what FROM audit a LEFT JOIN account k ON "
    "k.id = a.account_id WHERE a.case_id IN " FILE_AND_MERGED(":case") "AND a.id > :since AND " CHANGES(
        ":case") "ORDER BY a.id DESC LIMIT :limit";
static const struct column NEWS_COLUMNS[] = {
    COLUMN_INT(struct news, id),
    COLUMN_INT(struct news, at),
    COLUMN_TEXT(struct news, who),
    COLUMN_TEXT(struct news, what),
};
static const char SQL_NUMBER[] = "SELECT number FROM case_file WHERE id = :case";
static const struct column NUMBER_COLUMNS[] = {COLUMN_TEXT(struct file_news, number)};

/* One more is asked for than is told, so that it is known whether there are others. */
static void cut(size_t limit, size_t *count, bool *ret_more)
{
    *ret_more = *count > limit;
    if (*ret_more)
        *count = limit;
}

err news_read(struct work *w, int64_t case_id, size_t limit, struct file_news *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "news.read", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct file_news n = {0};
    struct look last = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)) ||
        (e = row_read(w, SQL_NUMBER, BINDS(INT(":case", case_id)), COLUMNS(NUMBER_COLUMNS), &n)) ||
        (e = look_read(w, SQL_VISIT,
                       BINDS(INT(":case", case_id), INT(":account", w->actor.account), INT(":now", w->now),
                             INT(":gap", AUDIT_VISIT_GAP)),
                       &last)))
        return e;
    n.since = last.at;
    if (last.id && (e = rows_read(w, SQL_NEWS,
                                  BINDS(INT(":case", case_id), INT(":since", last.id),
                                        INT(":account", w->actor.account), INT(":limit", (int64_t)limit + 1)),
                                  COLUMNS(NEWS_COLUMNS), NULL, &n.list, &n.count)))
        return e;
    cut(limit, &n.count, &n.more);
    if ((e = tx_commit(&tx)))
        return e;
    *ret = n;
    return OK;
}

/* A calendar that is fetched by night is nobody's look. */
static const char SQL_DAY[] =
    "SELECT id, at FROM audit WHERE account_id = :account AND at < :midnight AND what IN ('task.list', "
    "'case.read') ORDER BY at DESC, id DESC LIMIT 1";
#define HER_TO_SEE FILE_OPEN("f", ":account") "AND NOT " FILE_ERASED("f")
static const char SQL_FILES[] =
    "WITH RECURSIVE " CHARGE_HERS "SELECT f.id AS case_id, f.number, u.name AS unit, f.sealed, k.full_name "
    "AS in_charge, count(*) AS changes, max(a.at) AS at FROM audit a JOIN case_file y ON y.id = a.case_id "
    "JOIN case_file f ON f.id = coalesce(y.merged_into, y.id) JOIN unit u ON u.id = f.unit_id " CHARGE_JOIN(
        "f") "WHERE a.id > :since AND " CHANGES("f.id") "AND " HER_TO_SEE
                                                        "AND (:mine = 0 OR k.id IS NULL OR k.id IN (SELECT "
                                                        "id FROM hers)) GROUP BY f.id, f.number, u.name, "
                                                        "f.sealed, k.full_name ORDER BY max(a.id) DESC LIMIT "
                                                        ":limit";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct news_file, case_id),    COLUMN_TEXT(struct news_file, number),
    COLUMN_TEXT(struct news_file, unit),      COLUMN_BOOL(struct news_file, sealed),
    COLUMN_TEXT(struct news_file, in_charge), COLUMN_INT(struct news_file, changes),
    COLUMN_INT(struct news_file, at),
};

static err files_read(struct work *w, int64_t since, bool mine, size_t limit, struct news_day *n)
{
    return rows_read(w, SQL_FILES,
                     BINDS(INT(":since", since), INT(":account", w->actor.account), DATE(":today", w->today),
                           INT(":mine", mine), INT(":limit", (int64_t)limit + 1)),
                     COLUMNS(FILE_COLUMNS), NULL, &n->files, &n->count);
}

err news_list(struct work *w, bool mine, size_t limit, struct news_day *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "news.list", .record = "case_file"};
    struct news_day n = {0};
    struct look last = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = audit_append(w, &entry)) ||
        (e = look_read(w, SQL_DAY,
                       BINDS(INT(":account", w->actor.account), INT(":midnight", date_midnight(w->today))),
                       &last)) ||
        (last.id && (e = files_read(w, last.id, mine, limit, &n))))
        return e;
    n.since = last.at;
    cut(limit, &n.count, &n.more);
    if ((e = tx_commit(&tx)))
        return e;
    *ret = n;
    return OK;
}
