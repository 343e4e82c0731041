/* The log for those who look into it: page by page, and as a table. */
#include "domain/office/audit_list.h"

#include <stdio.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "store/db.h"

#define SEPARATOR ';'

#define LINE_SELECT                                                                                          \
    "SELECT a.id, a.at, a.actor, a.what, a.record, a.record_id, coalesce(a.case_id, 0), a.why, c.number "    \
    "FROM audit a LEFT JOIN case_file c ON c.id = a.case_id "
/* One condition for every filter: an absent one compares with nothing. */
#define LINE_WHERE                                                                                           \
    "(:case = 0 OR a.case_id = :case) AND (:number IS NULL OR c.number = :number) "                          \
    "AND (:actor = '' OR a.actor = :actor) AND a.at >= :from AND a.at < :until "                             \
    "AND (:what = '' OR substr(a.what, 1, length(:what)) = :what) "
#define LINE_BINDS(f)                                                                                        \
    INT(":case", (f)->case_id), TEXT(":number", (f)->case_number),                                           \
        TEXT(":actor", (f)->actor ? (f)->actor : ""), INT(":from", first_instant(f)),                        \
        INT(":until", end_instant(f)), TEXT(":what", (f)->what ? (f)->what : "")

static bool day_given(date d)
{
    return d && date_known(d);
}

static int64_t first_instant(const struct audit_filter *f)
{
    return day_given(f->from) ? date_midnight(f->from) : INT64_MIN;
}

static int64_t end_instant(const struct audit_filter *f)
{
    return day_given(f->until) ? date_midnight(date_add_days(f->until, 1)) : INT64_MAX;
}

static err line_fill(struct work *w, struct stmt *s, void *row)
{
    *(struct audit_line *)row = (struct audit_line){.id = stmt_int(s, 0),
                                                    .at = stmt_int(s, 1),
                                                    .actor = stmt_text_in(s, 2, w->arena),
                                                    .what = stmt_text_in(s, 3, w->arena),
                                                    .record = stmt_text_in(s, 4, w->arena),
                                                    .record_id = stmt_int(s, 5),
                                                    .case_id = stmt_int(s, 6),
                                                    .why = stmt_text_in(s, 7, w->arena),
                                                    .case_number = stmt_text_in(s, 8, w->arena)};
    return OK;
}

static const char SQL_LIST[] =
    LINE_SELECT "WHERE a.id < :before AND " LINE_WHERE "ORDER BY a.id DESC LIMIT :limit";

err audit_list(struct work *w, const struct audit_filter *f, struct audit_line **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "audit.read", .record = "audit", .record_id = f->before, .case_id = f->case_id};
    err e;

    if ((e = audit_append(w, &entry)))
        return e;
    return rows_fill(
        w, SQL_LIST,
        BINDS(INT(":before", f->before ? f->before : INT64_MAX), LINE_BINDS(f), INT(":limit", f->limit)),
        sizeof **ret, line_fill, ret, ret_count);
}

static err days_check(struct work *w, const struct audit_filter *f)
{
    if (!day_given(f->from) || !day_given(f->until))
        return refuse(w, ERR_INPUT, "required", day_given(f->from) ? "until" : "from",
                      "A table needs its first and its last day.");
    if (f->until < f->from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    if (f->until - f->from >= AUDIT_EXPORT_DAYS)
        return refuse(w, ERR_INPUT, "too_many_days", "until", "A table has at most %d days.",
                      AUDIT_EXPORT_DAYS);
    return OK;
}

static const char *const COLUMNS[] = {"id", "at", "actor", "what", "record", "record_id", "case", "why"};
#define COLUMN_COUNT (sizeof COLUMNS / sizeof COLUMNS[0])

static void row_write(struct buf *out, const char *const cells[COLUMN_COUNT])
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        csv_cell(out, SEPARATOR, i == 0, cells[i]);
    csv_end_row(out);
}

static void line_write(struct buf *out, const struct audit_line *l)
{
    char at[INSTANT_TEXT], id[24], record[24];

    snprintf(id, sizeof id, "%lld", (long long)l->id);
    snprintf(record, sizeof record, "%lld", (long long)l->record_id);
    row_write(out, (const char *const[COLUMN_COUNT]){id, instant_format(l->at, at), l->actor, l->what,
                                                     l->record, record, l->case_number, l->why});
}

static const char SQL_EXPORT[] = LINE_SELECT "WHERE " LINE_WHERE "ORDER BY a.id";

/* Line by line: a year of them need not lie in memory twice. */
static err lines_write(struct work *w, const struct audit_filter *f, struct buf *out, size_t *ret_count)
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct arena *kept = w->arena;
    struct audit_line line;
    size_t count = 0;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_EXPORT, BINDS(LINE_BINDS(f)), &s)))
        return e;
    w->arena = &each;
    while (!(e = stmt_step(s, &row)) && row && !(e = line_fill(w, s, &line))) {
        line_write(out, &line);
        arena_reset(&each);
        count++;
    }
    w->arena = kept;
    *ret_count = count;
    return e ? e : buf_err(out);
}

err audit_export(struct work *w, const struct audit_filter *f, struct buf *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "audit.export", .record = "audit", .case_id = f->case_id};
    char from[DATE_TEXT], until[DATE_TEXT];
    size_t count;
    err e;

    if ((e = days_check(w, f)) || (e = tx_begin(&tx, w->db)))
        return e;
    buf_text(ret, "\xEF\xBB\xBF");
    row_write(ret, COLUMNS);
    if ((e = lines_write(w, f, ret, &count)))
        return e;
    entry.why = arena_format(w->arena, "from %s until %s: %zu lines", date_format(f->from, from),
                             date_format(f->until, until), count);
    if (!entry.why)
        return ERR_SYSTEM;
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}
