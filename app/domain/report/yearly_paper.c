/* The lines of a yearly report as a paper; one and the same walk for both kinds of file. */
#include "domain/report/yearly_paper.h"

#include <string.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/office/municipality.h"
#include "render/document.h"
#include "render/odt.h"

static const char SMALL_TOLD[] =
    "Numrat nën 5, dhe ata që do t’i zbulonin, nuk tregohen (–), që askush të mos "
    "njihet prej tyre.";

struct paper {
    struct document *pdf; /* one of both */
    struct odt *odt;
};

static void line_put(const struct paper *p, enum odt_kind kind, const char *text)
{
    if (p->odt)
        odt_add(p->odt, kind, text);
    else if (kind == ODT_HEADING)
        document_heading(p->pdf, text);
    else
        document_line(p->pdf, kind == ODT_POINT ? 1 : 0, text);
}

static err line_take(struct work *w, const struct paper *p, const char *line, size_t n)
{
    enum odt_kind kind = ODT_PARAGRAPH;
    const char *text;

    if (n > 2 && !memcmp(line, "# ", 2))
        kind = ODT_HEADING;
    else if (n > 2 && !memcmp(line, "- ", 2))
        kind = ODT_POINT;
    if (!(text = arena_text_n(w->arena, line + (kind == ODT_PARAGRAPH ? 0 : 2),
                              kind == ODT_PARAGRAPH ? n : n - 2)))
        return ERR_SYSTEM;
    if (kind == ODT_POINT && p->pdf && !(text = arena_format(w->arena, "• %s", text)))
        return ERR_SYSTEM;
    if (n)
        line_put(p, kind, text);
    return OK;
}

static err lines_put(struct work *w, const struct paper *p, const char *text)
{
    err e = OK;

    while (*text && !e) {
        const size_t n = strcspn(text, "\r\n");

        e = line_take(w, p, text, n);
        text += n + (text[n] != '\0');
    }
    return e;
}

/* NULL: memory ran out. */
static const char *state_text(struct work *w, const struct yearly_report *r)
{
    char day[DATE_TEXT];

    if (!r->is_signed)
        return "Projekt: ky raport nuk është nënshkruar.";
    return arena_format(w->arena, "Nënshkruar më %s nga %s.",
                        date_format_sq(instant_date(r->versions[0].at), day),
                        r->versions[0].by ? r->versions[0].by : "—");
}

static err paper_write(struct work *w, const struct yearly_report *r, const struct paper *p,
                       const char *state)
{
    err e;

    line_put(p, ODT_PARAGRAPH, state);
    if (!(e = lines_put(w, p, r->said)))
        line_put(p, ODT_PARAGRAPH, SMALL_TOLD);
    return e;
}

static err pdf_write(struct work *w, const struct yearly_report *r, const char *title, const char *state,
                     const char *footer, struct buf *out)
{
    CLEANUP(document_drop) struct document *d = NULL;
    err e;

    if ((e = document_open(title, footer, &d)) || (e = paper_write(w, r, &(struct paper){.pdf = d}, state)))
        return e;
    return document_close(&d, out);
}

static err odt_write(struct work *w, const struct yearly_report *r, const char *title, const char *state,
                     struct buf *out)
{
    CLEANUP(odt_drop) struct odt *o = NULL;
    err e;

    if ((e = odt_open(&o)))
        return e;
    odt_add(o, ODT_TITLE, title);
    if ((e = paper_write(w, r, &(struct paper){.odt = o}, state)))
        return e;
    return odt_close(&o, out);
}

err yearly_report_paper(struct work *w, const struct yearly_report *r, enum yearly_format format,
                        struct buf *out)
{
    struct audit_entry entry = {.what = "yearly_report.export", .record = "yearly_report"};
    const char *title, *state = state_text(w, r);
    struct municipality m;
    err e;

    if ((e = municipality_read(w, &m)))
        return e;
    title = arena_format(w->arena, "%s: raporti vjetor %lld për dhunën në familje", m.neutral_name,
                         (long long)r->year);
    entry.why = arena_format(w->arena, "%lld", (long long)r->year);
    if (!title || !state || !entry.why)
        return ERR_SYSTEM;
    if ((e = audit_append(w, &entry)))
        return e;
    return format == YEARLY_PDF ? pdf_write(w, r, title, state, m.neutral_name, out)
                                : odt_write(w, r, title, state, out);
}

bool yearly_format_parse(const char *word, enum yearly_format *ret)
{
    const bool pdf = !strcmp(word, "pdf");

    if (pdf || !strcmp(word, "odt"))
        *ret = pdf ? YEARLY_PDF : YEARLY_ODT;
    return pdf || !strcmp(word, "odt");
}
