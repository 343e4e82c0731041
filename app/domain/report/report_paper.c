/* What is not told is said in words: an empty cell would be read as 0. */
#include "domain/report/report_paper.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "domain/office/municipality.h"
#include "render/csv.h"
#include "render/document.h"
#include "render/xlsx.h"

#define NUMBER_TEXT 24
#define NAME_WIDTH  34 /* characters */
#define CELL_WIDTH  16

static const char HIDDEN_TOLD[] = "– : më pak se 5, ose aq sa nga ai numër do të gjendej një i tillë";

/* room holds what is returned, or it is a constant. */
static const char *cell_text(const struct report_measure *m, const struct report_cell *c,
                             char room[NUMBER_TEXT])
{
    if (m->how == HOW_NOT_OURS)
        return "nuk është e jona";
    if (c->hidden)
        return "–";
    if (!c->known)
        return "nuk dihet";
    (void)snprintf(room, NUMBER_TEXT, "%" PRId64, c->value);
    return room;
}

struct part { /* of a period */
    const char *days;
    const struct report_cell *cells;
};

/* The period, and the one before. */
static err parts_set(struct work *w, const struct report *r, struct part ret[2])
{
    const struct report_period *p = &r->period;

    ret[0] = (struct part){report_period_text(w, p->from, p->until), r->cells};
    ret[1] = (struct part){report_period_text(w, p->before_from, p->before_until), r->before};
    return ret[0].days && ret[1].days ? OK : ERR_SYSTEM;
}

static const char TARGET_TEXT[] = "Synimi", MET_TEXT[] = "Arritja e synimit";

/* What is wanted of the column; "" where it is counted by others. */
static const char *target_text(const struct report *r, size_t column, char room[NUMBER_TEXT])
{
    const struct indicator_beside *b = &r->beside[column];

    if (r->of->columns[column].how == HOW_NOT_OURS || !b->wanted)
        return "";
    (void)snprintf(room, NUMBER_TEXT, "%" PRId64, b->target);
    return room;
}

static const char *met_text(const struct report *r, size_t column)
{
    return r->of->columns[column].how == HOW_NOT_OURS ? "" : indicator_met_text(r->beside[column].met);
}

static void csv_targets(const struct report *r, struct buf *out)
{
    char room[NUMBER_TEXT];

    csv_cell(out, ';', true, TARGET_TEXT);
    for (size_t c = 0; c < r->of->column_count; c++)
        csv_cell(out, ';', false, target_text(r, c, room));
    csv_end_row(out);
    csv_cell(out, ';', true, MET_TEXT);
    for (size_t c = 0; c < r->of->column_count; c++)
        csv_cell(out, ';', false, met_text(r, c));
    csv_end_row(out);
}

static void csv_part(const struct report *r, const struct part *p, struct buf *out)
{
    const size_t width = r->of->column_count;
    char room[NUMBER_TEXT];

    csv_cell(out, ';', true, p->days);
    for (size_t c = 0; c < width; c++)
        csv_cell(out, ';', false, r->of->columns[c].text);
    csv_end_row(out);
    for (size_t i = 0; i < r->rows; i++) {
        csv_cell(out, ';', true, r->row[i].text);
        for (size_t c = 0; c < width; c++)
            csv_cell(out, ';', false, cell_text(&r->of->columns[c], &p->cells[i * width + c], room));
        csv_end_row(out);
    }
}

err report_csv_write(struct work *w, const struct report *r, struct buf *out)
{
    struct part parts[2];
    err e;

    if ((e = parts_set(w, r, parts)))
        return e;
    csv_begin(out);
    csv_cell(out, ';', true, r->of->title);
    csv_end_row(out);
    for (size_t i = 0; i < 2; i++) {
        csv_part(r, &parts[i], out);
        if (i == 0 && r->beside)
            csv_targets(r, out);
    }
    return buf_err(out);
}

/* The days and what is counted stand before the columns of the report. */
_Static_assert(REPORT_COLUMNS_MAX + 2 <= XLSX_COLUMNS_MAX, "every report is a sheet");

static bool all_numbers(const struct report *r, size_t column)
{
    const size_t width = r->of->column_count;

    for (size_t i = 0; i < r->rows; i++)
        for (int k = 0; k < 2; k++) {
            const struct report_cell *c = &(k ? r->before : r->cells)[i * width + column];

            if (c->hidden || !c->known)
                return false;
        }
    return true;
}

static err xlsx_part(struct work *w, const struct report *r, const struct part *p,
                     const struct xlsx_column *columns, struct xlsx *x)
{
    const size_t width = r->of->column_count;
    err e = OK;

    for (size_t i = 0; i < r->rows && !e; i++) {
        struct xlsx_cell cells[REPORT_COLUMNS_MAX + 2] = {{.text = p->days}, {.text = r->row[i].text}};

        for (size_t c = 0; c < width; c++) {
            const struct report_cell *cell = &p->cells[i * width + c];
            char room[NUMBER_TEXT];

            cells[c + 2].number = cell->value;
            if (columns[c + 2].kind == XLSX_TEXT &&
                !(cells[c + 2].text = arena_text(w->arena, cell_text(&r->of->columns[c], cell, room))))
                return ERR_SYSTEM;
        }
        e = xlsx_row(x, cells);
    }
    return e;
}

static err xlsx_targets(const struct report *r, const struct part *p, struct xlsx *x)
{
    struct xlsx_cell targets[REPORT_COLUMNS_MAX + 2] = {{.text = p->days}, {.text = TARGET_TEXT}},
                                                  met[REPORT_COLUMNS_MAX + 2] = {{.text = p->days},
                                                                                 {.text = MET_TEXT}};
    char room[REPORT_COLUMNS_MAX][NUMBER_TEXT];
    err e;

    for (size_t c = 0; c < r->of->column_count; c++) {
        targets[c + 2] = (struct xlsx_cell){
            .text = target_text(r, c, room[c]), .number = r->beside[c].target, .none = !r->beside[c].wanted};
        met[c + 2] = (struct xlsx_cell){.text = met_text(r, c), .said = true};
    }
    return (e = xlsx_row(x, targets)) ? e : xlsx_row(x, met);
}

err report_xlsx_write(struct work *w, const struct report *r, struct buf *out)
{
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;
    struct xlsx_column columns[REPORT_COLUMNS_MAX + 2] = {
        {.heading = "Periudha", .kind = XLSX_TEXT, .width = CELL_WIDTH + 8},
        {.heading = fact_by_text(r->of->rows), .kind = XLSX_TEXT, .width = NAME_WIDTH}};
    const char *head[3] = {r->of->title}, *foot[2] = {r->small_hidden ? HIDDEN_TOLD : NULL};
    const struct xlsx_sheet sheet = {.name = "Raporti",
                                     .head = head,
                                     .columns = columns,
                                     .column_count = r->of->column_count + 2,
                                     .foot = foot,
                                     .landscape = true,
                                     .created = w->now,
                                     .rows = (int64_t)r->rows * 2 + (r->beside ? 2 : 0)};
    struct municipality m;
    struct part parts[2];
    err e;

    for (size_t c = 0; c < r->of->column_count; c++)
        columns[c + 2] = (struct xlsx_column){.heading = r->of->columns[c].text,
                                              .kind = all_numbers(r, c) ? XLSX_LEK : XLSX_TEXT,
                                              .width = CELL_WIDTH};
    if ((e = parts_set(w, r, parts)) || (e = municipality_read(w, &m)))
        return e;
    head[1] = m.neutral_name;
    if ((e = xlsx_open(&sheet, &x)) || (e = xlsx_part(w, r, &parts[0], columns, x)) ||
        (r->beside && (e = xlsx_targets(r, &parts[0], x))) || (e = xlsx_part(w, r, &parts[1], columns, x)))
        return e;
    return xlsx_close(&x, out);
}

static err pdf_row(struct work *w, const struct report *r, size_t row, struct document *d)
{
    const size_t width = r->of->column_count;

    document_heading(d, r->row[row].text);
    for (size_t c = 0; c < width; c++) {
        const struct report_measure *m = &r->of->columns[c];
        char now[NUMBER_TEXT], before[NUMBER_TEXT];
        const char *text = cell_text(m, &r->cells[row * width + c], now),
                   *past = cell_text(m, &r->before[row * width + c], before);
        const char *line = m->how == HOW_NOT_OURS
                               ? arena_format(w->arena, "%s: %s", m->text, text)
                               : arena_format(w->arena, "%s: %s (më parë: %s)", m->text, text, past);

        if (line && r->beside && m->how != HOW_NOT_OURS) {
            char room[NUMBER_TEXT];

            line = r->beside[c].wanted ? arena_format(w->arena, "%s · synimi: %s, %s", line,
                                                      target_text(r, c, room), met_text(r, c))
                                       : arena_format(w->arena, "%s · %s", line, met_text(r, c));
        }
        if (!line)
            return ERR_SYSTEM;
        document_line(d, 1, line);
    }
    return OK;
}

err report_pdf_write(struct work *w, const struct report *r, struct buf *out)
{
    CLEANUP(document_drop) struct document *d = NULL;
    struct municipality m;
    struct part parts[2];
    const char *days;
    err e;

    if ((e = parts_set(w, r, parts)) || (e = municipality_read(w, &m)))
        return e;
    if (!(days = arena_format(w->arena, "Periudha %s; më parë: %s", parts[0].days, parts[1].days)))
        return ERR_SYSTEM;
    if ((e = document_open(r->of->title, m.neutral_name, &d)))
        return e;
    document_line(d, 0, days);
    if (r->small_hidden)
        document_line(d, 0, HIDDEN_TOLD);
    for (size_t i = 0; i < r->rows && !e; i++)
        e = pdf_row(w, r, i, d);
    return e ? e : document_close(&d, out);
}

bool report_format_parse(const char *word, enum report_format *ret)
{
    static const char *const WORDS[] = {[REPORT_CSV] = "csv", [REPORT_XLSX] = "xlsx", [REPORT_PDF] = "pdf"};

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (!strcmp(word, WORDS[i])) {
            *ret = (enum report_format)i;
            return true;
        }
    return false;
}

err report_write(struct work *w, const struct report *r, enum report_format format, struct buf *out)
{
    switch (format) {
    case REPORT_CSV:
        return report_csv_write(w, r, out);
    case REPORT_XLSX:
        return report_xlsx_write(w, r, out);
    case REPORT_PDF:
        return report_pdf_write(w, r, out);
    }
    return ERR_SYSTEM;
}
