/* The log for those who look into it: page by page, and as a table. */
#include "domain/office/audit_list.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/office/audit_reason.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "store/db.h"

#define SEPARATOR ';' /* what spreadsheets expect where the comma stands in numbers, as in Albania */

#define LINE_SELECT                                                                                          \
    "SELECT a.id, a.at, a.actor, a.what, a.record, a.record_id, a.case_id, a.why, a.session, a.network, "    \
    "c.number "                                                                                              \
    "FROM audit a LEFT JOIN case_file c ON c.id = a.case_id "
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT(struct audit_line, id),
    COLUMN_INT(struct audit_line, at),
    COLUMN_TEXT(struct audit_line, actor),
    COLUMN_TEXT(struct audit_line, what),
    COLUMN_TEXT(struct audit_line, record),
    COLUMN_INT(struct audit_line, record_id),
    COLUMN_INT(struct audit_line, case_id),
    COLUMN_TEXT(struct audit_line, why),
    COLUMN_INT(struct audit_line, session),
    COLUMN_TEXT(struct audit_line, network),
    COLUMN_TEXT_AS(struct audit_line, case_number, "number"),
};
/* One WHERE for every filter, so that there is one statement to prepare: a filter that is not set compares
 * with nothing. */
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

static err line_open(struct work *w, void *row)
{
    struct audit_line *l = row;

    return audit_reason_open(w, l->id, &l->why);
}

static const char SQL_LIST[] =
    LINE_SELECT "WHERE a.id < :before AND " LINE_WHERE "ORDER BY a.id DESC LIMIT :limit";

err audit_list(struct work *w, const struct audit_filter *f, struct audit_line **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "audit.read", .record = "audit", .record_id = f->before, .case_id = f->case_id};
    err e;

    /* Logged first: whoever looks finds that he looked. */
    if ((e = audit_append(w, &entry)))
        return e;
    return rows_read(
        w, SQL_LIST,
        BINDS(INT(":before", f->before ? f->before : INT64_MAX), LINE_BINDS(f), INT(":limit", f->limit)),
        COLUMNS(LINE_COLUMNS), line_open, ret, ret_count);
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

static const char *const HEADINGS[] = {"id",        "at",   "actor", "what",    "record",
                                       "record_id", "case", "why",   "session", "network"};
#define HEADING_COUNT (sizeof HEADINGS / sizeof HEADINGS[0])

static void row_write(struct buf *out, const char *const cells[HEADING_COUNT])
{
    for (size_t i = 0; i < HEADING_COUNT; i++)
        csv_cell(out, SEPARATOR, i == 0, cells[i]);
    csv_end_row(out);
}

struct table {
    struct work *w;
    struct audit_line line; /* that is read */
    struct buf *out;
    size_t count; /* written */
};

static err line_write(void *context, struct arena *kept)
{
    struct table *t = context;
    const struct audit_line *l = &t->line;
    char at[INSTANT_TEXT], id[24], record[24], session[24] = "";
    err e;

    (void)kept;
    if ((e = line_open(t->w, &t->line)))
        return e;
    snprintf(id, sizeof id, "%" PRId64, l->id);
    snprintf(record, sizeof record, "%" PRId64, l->record_id);
    if (l->session)
        snprintf(session, sizeof session, "%" PRId64, l->session);
    row_write(t->out,
              (const char *const[HEADING_COUNT]){id, instant_format(l->at, at), l->actor, l->what, l->record,
                                                 record, l->case_number, l->why, session, l->network});
    t->count++;
    return buf_err(t->out);
}

static const char SQL_EXPORT[] = LINE_SELECT "WHERE " LINE_WHERE "ORDER BY a.id";

err audit_export(struct work *w, const struct audit_filter *f, struct buf *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "audit.export", .record = "audit", .case_id = f->case_id};
    struct table table = {.w = w, .out = ret};
    char from[DATE_TEXT], until[DATE_TEXT];
    err e;

    if ((e = days_check(w, f)) || (e = tx_begin(&tx, w->db)))
        return e;
    /* The byte order mark, without which spreadsheets take UTF-8 for something else. */
    buf_text(ret, "\xEF\xBB\xBF");
    row_write(ret, HEADINGS);
    if ((e = row_walk(w, SQL_EXPORT, BINDS(LINE_BINDS(f)), COLUMNS(LINE_COLUMNS), &table.line, line_write,
                      &table)))
        return e;
    entry.why = arena_format(w->arena, "from %s until %s: %zu lines", date_format(f->from, from),
                             date_format(f->until, until), table.count);
    if (!entry.why)
        return ERR_SYSTEM;
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}
