/* The log for those who look into it: page by page, and as a table. */
#include "domain/office/audit_list.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/office/audit_reason.h"
#include "domain/office/log_reason.h"
#include "domain/office/log_words.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "store/db.h"

#define SEPARATOR ';' /* what spreadsheets expect where the comma stands in numbers, as in Albania */

/* What has a name of its own that is no person's. */
#define THING                                                                                                \
    "CASE a.record WHEN 'account' THEN (SELECT full_name FROM account WHERE id = a.record_id) "              \
    "WHEN 'organisation' THEN (SELECT name FROM organisation WHERE id = a.record_id) "                       \
    "WHEN 'device' THEN (SELECT name FROM device WHERE id = a.record_id) "                                   \
    "WHEN 'unit' THEN (SELECT name FROM unit WHERE id = a.record_id) "                                       \
    "WHEN 'certificate_kind' THEN (SELECT text FROM certificate_kind WHERE id = a.record_id) "               \
    "WHEN 'document_rule' THEN (SELECT text FROM document_rule WHERE id = a.record_id) "                     \
    "WHEN 'benefit_rule' THEN (SELECT service FROM benefit_rule WHERE id = a.record_id) "                    \
    "WHEN 'legal_rule' THEN (SELECT name FROM legal_rule WHERE id = a.record_id) "                           \
    "WHEN 'payment_run' THEN (SELECT substr(month, 1, 7) FROM payment_run WHERE id = a.record_id) END"
#define LINE_SELECT                                                                                          \
    "SELECT a.id, a.at, a.actor, a.what, a.record, a.record_id, a.case_id, a.why, a.session, a.network, "    \
    "c.number, p.full_name, " THING " AS thing FROM audit a "                                                \
    "LEFT JOIN case_file c ON c.id = a.case_id LEFT JOIN account p ON p.id = a.account_id "
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
    COLUMN_TEXT_AS(struct audit_line, name, "full_name"),
    COLUMN_TEXT(struct audit_line, thing),
};
/* What was done with a file that went into another one is that one's history, too. One WHERE for every
 * filter, so that there is one statement to prepare: a filter that is not set compares with nothing. */
#define LINE_WHERE                                                                                           \
    "(:case = 0 OR a.case_id = :case OR c.merged_into = :case) "                                             \
    "AND (:number IS NULL OR c.number = :number OR c.merged_into = "                                         \
    "(SELECT id FROM case_file WHERE number = :number)) "                                                    \
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
    const char *kept = l->why;
    err e = audit_reason_open(w, l->id, &l->why);

    if (e)
        return e;
    l->why_sq = l->why == kept ? log_reason_words(w->arena, l->why) : l->why;
    return l->why_sq ? OK : ERR_SYSTEM;
}

static const char SQL_WALK[] = LINE_SELECT "WHERE a.id < :before AND " LINE_WHERE "ORDER BY a.id DESC";

err audit_walk(struct work *w, const struct audit_filter *f, struct audit_line *line,
               err (*take)(void *context, struct arena *kept), void *context)
{
    return row_walk(w, SQL_WALK, BINDS(INT(":before", f->before ? f->before : INT64_MAX), LINE_BINDS(f)),
                    COLUMNS(LINE_COLUMNS), line, take, context);
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

err audit_days_check(struct work *w, const struct audit_filter *f)
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

static const char *const HEADINGS[] = {"Nr.",   "Koha",      "Kush",    "Llogaria", "Çfarë",
                                       "Dosja", "Për çfarë", "Arsyeja", "Hyrja",    "Nga cili rrjet"};
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
    char at[INSTANT_LOCAL], id[24], session[24] = "";
    const char *on;
    err e;

    (void)kept;
    if ((e = line_open(t->w, &t->line)))
        return e;
    on = arena_format(t->w->arena, "%s%s%s", log_record_words(l->record), l->thing ? ": " : "",
                      l->thing ? log_thing_words(l->record, l->thing) : "");
    if (!on)
        return ERR_SYSTEM;
    snprintf(id, sizeof id, "%" PRId64, l->id);
    if (l->session)
        snprintf(session, sizeof session, "%" PRId64, l->session);
    row_write(t->out, (const char *const[HEADING_COUNT]){id, instant_format_local(l->at, at),
                                                         l->name ? l->name : log_actor_words(l->actor),
                                                         l->actor, log_act_words(l->what), l->case_number, on,
                                                         l->why_sq, session, l->network});
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

    if ((e = audit_days_check(w, f)) || (e = tx_begin(&tx, w->db)))
        return e;
    csv_begin(ret);
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
