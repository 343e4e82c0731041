/* Versions are appended. Figures are read before the transaction that writes, since each of them is a report
 * that is logged of its own. */
#include "domain/report/yearly_report.h"

#include "base/text.h"
#include "domain/office/audit.h"
#include "domain/report/yearly_text.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define TABLE "yearly_report"

static const char SQL_VERSIONS[] =
    "SELECT y.id, y.version, y.written_at AS at, y.signed AS is_signed, a.full_name AS by, y.text_sealed "
    "FROM "
    "yearly_report y LEFT JOIN account a ON a.id = y.written_by WHERE y.year = :year ORDER BY y.version DESC";
static const struct column VERSION_COLUMNS[] = {
    COLUMN_INT(struct yearly_version, id),  COLUMN_INT(struct yearly_version, version),
    COLUMN_INT(struct yearly_version, at),  COLUMN_BOOL(struct yearly_version, is_signed),
    COLUMN_TEXT(struct yearly_version, by), COLUMN_SEALED(struct yearly_version, text, TABLE, id),
};

static err log_act(struct work *w, const char *what, int64_t year)
{
    struct audit_entry entry = {
        .what = what, .record = TABLE, .why = arena_format(w->arena, "%lld", (long long)year)};

    return entry.why ? audit_append(w, &entry) : ERR_SYSTEM;
}

static err versions_read(struct work *w, struct yearly_report *r)
{
    err e = rows_read(w, SQL_VERSIONS, BINDS(INT(":year", r->year)), COLUMNS(VERSION_COLUMNS), NULL,
                      &r->versions, &r->version_count);

    if (e)
        return e;
    r->text = YEARLY_TEXT_FIRST;
    if (r->version_count) {
        r->text = r->versions[0].text;
        r->version = r->versions[0].version;
        r->is_signed = r->versions[0].is_signed;
    }
    return OK;
}

static err report_read(struct work *w, int64_t year, struct yearly_report *ret)
{
    struct yearly_report r = {.year = year};
    err e;

    /* The figures first: they refuse whoever may not read them, and years that are not over. */
    if ((e = yearly_figures_read(w, year, &r.figures, &r.figure_count)) || (e = versions_read(w, &r)))
        return e;
    if (r.is_signed)
        r.said = r.text;
    else if ((e = yearly_text_fill(w, r.text, r.figures, r.figure_count, &r.said)))
        return e;
    *ret = r;
    return OK;
}

err yearly_report_read(struct work *w, int64_t year, struct yearly_report *ret)
{
    err e = report_read(w, year, ret);

    return e ? e : log_act(w, "yearly_report.read", year);
}

static const char SQL_ADD[] = "INSERT INTO yearly_report (id, year, version, signed, written_at, written_by, "
                              "key_id, text_sealed) VALUES "
                              "(:id, :year, :version, :signed, :at, nullif(:by, 0), :key, :text)";

static err version_add(struct work *w, const struct yearly_report *r, const char *text, bool is_signed)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id, key;
    err e;

    if ((e = id_next(w, TABLE, &id)) || (e = owner_key_new(w, &key)) ||
        (e = sealed_text(w, OF_KEY(key), TABLE, "text", id, text, &sealed)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", id), INT(":year", r->year), INT(":version", r->version + 1),
                         INT(":signed", is_signed), INT(":at", w->now), INT(":by", w->actor.account),
                         INT(":key", key), SEALED(":text", sealed)));
}

/* What was read is still what stands, and may still be changed. */
static err stands_check(struct work *w, struct yearly_report *r, int64_t version)
{
    err e = versions_read(w, r);

    if (e)
        return e;
    if (r->is_signed)
        return refuse(w, ERR_CONFLICT, "report_signed", "", "The report of this year is signed.");
    if (r->version != version)
        return refuse(w, ERR_CONFLICT, "report_changed", "version", "It was written anew meanwhile.");
    return OK;
}

static err text_check(struct work *w, const char *text)
{
    if (text_empty(text))
        return refuse(w, ERR_INPUT, "required", "text", "A report has a text.");
    if (text_length(text) > YEARLY_TEXT_MAX)
        return refuse(w, ERR_INPUT, "too_long", "text", "At most %d letters.", YEARLY_TEXT_MAX);
    return OK;
}

static err version_write(struct work *w, struct yearly_report *r, int64_t version, const char *text,
                         bool is_signed)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = stands_check(w, r, version)))
        return e;
    if (is_signed && !r->version)
        return refuse(w, ERR_CONFLICT, "nothing_written", "", "Nobody has kept a text of it yet.");
    if (is_signed && (e = yearly_text_fill(w, r->text, r->figures, r->figure_count, &text)))
        return e;
    if ((e = version_add(w, r, text, is_signed)) ||
        (e = log_act(w, is_signed ? "yearly_report.signed" : "yearly_report.written", r->year)))
        return e;
    return tx_commit(&tx);
}

err yearly_report_write(struct work *w, int64_t year, const struct yearly_new *in, struct yearly_report *ret)
{
    struct yearly_report r = {.year = year};
    const char *said;
    err e;

    if ((e = text_check(w, in->text)) || (e = yearly_figures_read(w, year, &r.figures, &r.figure_count)) ||
        (e = yearly_text_fill(w, in->text, r.figures, r.figure_count, &said)) ||
        (e = version_write(w, &r, in->version, in->text, false)))
        return e;
    return report_read(w, year, ret);
}

err yearly_report_sign(struct work *w, int64_t year, int64_t version, struct yearly_report *ret)
{
    struct yearly_report r = {.year = year};
    err e;

    if (!(w->actor.roles & R_DIRECTOR))
        return refuse(w, ERR_DENIED, "forbidden", "", "A director signs it.");
    if ((e = yearly_figures_read(w, year, &r.figures, &r.figure_count)) ||
        (e = version_write(w, &r, version, NULL, true)))
        return e;
    return report_read(w, year, ret);
}
