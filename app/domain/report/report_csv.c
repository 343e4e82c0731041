/* What is not told is said in words: an empty cell would be read as 0. */
#include "domain/report/report_csv.h"

#include <inttypes.h>
#include <stdio.h>

#include "domain/office/audit.h"
#include "render/csv.h"

#define NUMBER_TEXT 24

static void cell_write(const struct report_measure *m, const struct report_cell *c, struct buf *out)
{
    char number[NUMBER_TEXT];

    (void)snprintf(number, sizeof number, "%" PRId64, c->value);
    csv_cell(out, ';', false,
             c->hidden                ? "–"
             : m->how == HOW_NOT_OURS ? "nuk është e jona"
             : !c->known              ? "nuk dihet"
                                      : number);
}

static void rows_write(const struct report *r, const struct report_cell *cells, const char *days,
                       struct buf *out)
{
    const size_t width = r->of->column_count;

    csv_cell(out, ';', true, days);
    for (size_t c = 0; c < width; c++)
        csv_cell(out, ';', false, r->of->columns[c].text);
    csv_end_row(out);
    for (size_t i = 0; i < r->rows; i++) {
        const bool whole = i + 1 == r->rows;

        csv_cell(out, ';', true, whole ? "Shuma" : r->names[i] ? r->names[i] : "nuk dihet");
        for (size_t c = 0; c < width; c++)
            cell_write(&r->of->columns[c], &cells[i * width + c], out);
        csv_end_row(out);
    }
}

err report_csv_write(struct work *w, const struct report *r, struct buf *out)
{
    const struct audit_entry entry = {.what = "report.export", .record = "report", .why = r->of->code};
    const struct report_period *p = &r->period;
    const char *days = report_period_text(w, p->from, p->until),
               *before = report_period_text(w, p->before_from, p->before_until);
    err e;

    if (!days || !before)
        return ERR_SYSTEM;
    if ((e = audit_append(w, &entry)))
        return e;
    csv_begin(out);
    csv_cell(out, ';', true, r->of->title);
    csv_end_row(out);
    rows_write(r, r->cells, days, out);
    rows_write(r, r->before, before, out);
    return buf_err(out);
}
