/* Versions are appended. Figures are counted before the transaction that writes, so that no lock is held
 * meanwhile; only signing needs them. */
#include "domain/report/yearly_report.h"

#include "base/text.h"
#include "domain/office/audit.h"
#include "domain/report/report_period.h"
#include "domain/report/report_published.h"
#include "domain/report/yearly_text.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define TABLE "yearly_report"

static const char SQL_VERSIONS[] =
    "SELECT y.version, y.written_at AS at, y.signed AS is_signed, a.full_name AS by FROM yearly_report y "
    "LEFT JOIN account a ON a.id = y.written_by WHERE y.year = :year ORDER BY y.version DESC";
static const struct column VERSION_COLUMNS[] = {
    COLUMN_INT(struct yearly_version, version),
    COLUMN_INT(struct yearly_version, at),
    COLUMN_BOOL(struct yearly_version, is_signed),
    COLUMN_TEXT(struct yearly_version, by),
};
struct kept_text {
    int64_t id;
    const char *text;
};
static const char SQL_TEXT[] =
    "SELECT id, text_sealed FROM yearly_report WHERE year = :year AND version = :version";
static const struct column TEXT_COLUMNS[] = {
    COLUMN_INT(struct kept_text, id),
    COLUMN_SEALED(struct kept_text, text, TABLE, id),
};
static const char SQL_WROTE[] =
    "SELECT EXISTS (SELECT 1 FROM yearly_report WHERE year = :year AND signed = 0 "
    "AND coalesce(written_by, 0) = :account)";

static err log_act(struct work *w, const char *what, int64_t year)
{
    struct audit_entry entry = {
        .what = what, .record = TABLE, .why = arena_format(w->arena, "%lld", (long long)year)};

    return entry.why ? audit_append(w, &entry) : ERR_SYSTEM;
}

static err text_read(struct work *w, int64_t year, int64_t version, const char **ret)
{
    struct kept_text kept;
    err e = row_read(w, SQL_TEXT, BINDS(INT(":year", year), INT(":version", version)), COLUMNS(TEXT_COLUMNS),
                     &kept);

    if (!e)
        *ret = kept.text;
    return e;
}

static err versions_read(struct work *w, struct yearly_report *r)
{
    int64_t wrote;
    err e;

    if ((e = rows_read(w, SQL_VERSIONS, BINDS(INT(":year", r->year)), COLUMNS(VERSION_COLUMNS), NULL,
                       &r->versions, &r->version_count)) ||
        (e = db_int(w->db, SQL_WROTE, BINDS(INT(":year", r->year), INT(":account", w->actor.account)),
                    &wrote)))
        return e;
    r->wrote = wrote != 0;
    r->text = YEARLY_TEXT_FIRST;
    if (!r->version_count)
        return OK;
    r->version = r->versions[0].version;
    r->is_signed = r->versions[0].is_signed;
    return text_read(w, r->year, r->version, &r->text);
}

static err report_read(struct work *w, struct yearly_report *r)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = versions_read(w, r)))
        return e;
    return tx_commit(&tx);
}

err yearly_report_read(struct work *w, int64_t year, struct yearly_report *ret)
{
    struct yearly_report r = {.year = year};
    err e;

    /* The figures first: they refuse whoever may not read them, and years that are not over. */
    if ((e = yearly_figures_read(w, year, &r.figures, &r.figure_count)) || (e = report_read(w, &r)))
        return e;
    r.said = r.text;
    if (!r.is_signed && (e = yearly_text_fill(w, r.text, r.figures, r.figure_count, &r.said)))
        return e;
    if ((e = log_act(w, "yearly_report.read", year)))
        return e;
    *ret = r;
    return OK;
}

err yearly_version_read(struct work *w, int64_t year, int64_t version, struct yearly_version *ret,
                        const char **ret_text)
{
    struct yearly_report r = {.year = year};
    err e;

    if (w->actor.account && !(w->actor.roles & (R_COORDINATOR | R_DIRECTOR)))
        return refuse(w, ERR_DENIED, "forbidden", "", "This report is for others.");
    if ((e = report_read(w, &r)))
        return e;
    if (version < 1 || version > r.version)
        return refuse(w, ERR_ABSENT, "no_such_version", "version", "It has no version of that number.");
    if ((e = text_read(w, year, version, ret_text)) || (e = log_act(w, "yearly_report.read", year)))
        return e;
    *ret = r.versions[r.version - version];
    return OK;
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

static err year_check(struct work *w, int64_t year)
{
    const struct report_asked asked = {.year = year, .from = DATE_NONE, .until = DATE_NONE};
    struct report_period p;
    err e;

    if (year < REPORT_YEAR_MIN)
        return refuse(w, ERR_INPUT, "before_the_law", "year", "Nothing was counted before the law of 2007.");
    if ((e = report_period_read(w, &asked, &p)))
        return e;
    return report_period_over(w, &p);
}

static err writer_check(struct work *w, int64_t year)
{
    if (!(w->actor.roles & R_COORDINATOR))
        return refuse(w, ERR_DENIED, "forbidden", "", "A coordinator writes it.");
    return year_check(w, year);
}

static err text_check(struct work *w, const char *text)
{
    if (text_empty(text))
        return refuse(w, ERR_INPUT, "required", "text", "A report has a text.");
    if (text_length(text) > YEARLY_TEXT_MAX)
        return refuse(w, ERR_INPUT, "too_long", "text", "At most %d letters.", YEARLY_TEXT_MAX);
    return yearly_text_check(w, "text", text);
}

err yearly_report_stands(struct work *w, int64_t year, int64_t version, const char **ret_text)
{
    struct yearly_report r = {.year = year};
    err e;

    if ((e = writer_check(w, year)) || (e = stands_check(w, &r, version)))
        return e;
    *ret_text = r.text;
    return OK;
}

err yearly_report_write(struct work *w, int64_t year, const struct yearly_new *in, int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct yearly_report r = {.year = year};
    err e;

    if ((e = writer_check(w, year)) || (e = text_check(w, in->text)) || (e = tx_begin(&tx, w->db)) ||
        (e = stands_check(w, &r, in->version)) || (e = version_add(w, &r, in->text, false)) ||
        (e = log_act(w, "yearly_report.written", year)) || (e = tx_commit(&tx)))
        return e;
    *ret_version = in->version + 1;
    return OK;
}

static err signing_check(struct work *w, struct yearly_report *r, int64_t version)
{
    err e = stands_check(w, r, version);

    if (e)
        return e;
    if (!r->version)
        return refuse(w, ERR_CONFLICT, "nothing_written", "", "Nobody has kept a text of it yet.");
    if (r->wrote)
        return refuse(w, ERR_CONFLICT, "wrote_it", "",
                      "A second person signs it: you have written a version of it yourself.");
    return yearly_text_check(w, "text", r->text);
}

/* Before anything goes out for it. */
static err signature_check(struct work *w, int64_t year, int64_t version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct yearly_report r = {.year = year};
    err e;

    if ((e = year_check(w, year)) || (e = tx_begin_read(&tx, w->db)) || (e = signing_check(w, &r, version)))
        return e;
    return tx_commit(&tx);
}

/* What is signed leaves, so its figures are those of what left, from now on. */
err yearly_report_sign(struct work *w, int64_t year, int64_t version, int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct yearly_report r = {.year = year};
    const char *said;
    err e;

    if (!(w->actor.roles & R_DIRECTOR))
        return refuse(w, ERR_DENIED, "forbidden", "", "A director signs it.");
    if ((e = signature_check(w, year, version)) || (e = report_publish(w, (int)year)) ||
        (e = yearly_figures_read(w, year, &r.figures, &r.figure_count)) || (e = tx_begin(&tx, w->db)) ||
        (e = signing_check(w, &r, version)) ||
        (e = yearly_text_fill(w, r.text, r.figures, r.figure_count, &said)) ||
        (e = version_add(w, &r, said, true)) || (e = log_act(w, "yearly_report.signed", year)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_version = version + 1;
    return OK;
}
