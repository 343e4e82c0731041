/* Each line is written down as a form would be, in a savepoint of its own, so that a bad one leaves nothing.
 */
#include "domain/ground/ground_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/ground/ground.h"
#include "domain/ground/ground_kind.h"
#include "domain/import/import_cell.h"
#include "domain/import/import_file.h"
#include "domain/office/audit.h"
#include "store/db.h"

#define YEAR_DIGITS 4

enum column_of {
    FIRST_NAME,
    SURNAME,
    BIRTH_YEAR,
    NID,
    UNIT,
    KIND,
    DECISION,
    DECIDED_ON,
    FROM,
    UNTIL,
    COLUMNS_OF
};

static const struct {
    const char *code, *heading;
    bool needed;
} HEADINGS[COLUMNS_OF] = {
    [FIRST_NAME] = {"first_name", "Emri", true},
    [SURNAME] = {"surname", "Mbiemri", false},
    [BIRTH_YEAR] = {"birth_year", "Viti i lindjes", false},
    [NID] = {"nid", "NID", false},
    [UNIT] = {"unit", "Njësia", false},
    [KIND] = {"kind", "Lloji", true},
    [DECISION] = {"decision", "Vendimi", true},
    [DECIDED_ON] = {"decided_on", "Data e vendimit", true},
    [FROM] = {"from", "Nga", false},
    [UNTIL] = {"until", "Deri", false},
};

struct import {
    struct work *w; /* its arena is each line's own */
    const struct ground_import_options *options;
    struct import_file file;
    struct import_notes notes;
    struct ground_kind *kinds;
    size_t kind_count;
    size_t cell[COLUMNS_OF]; /* SIZE_MAX: not in this list */
    struct ground_report *report;
};

static void header_read(struct import *m, const struct csv_row *row)
{
    for (size_t c = 0; c < COLUMNS_OF; c++) {
        m->cell[c] = SIZE_MAX;
        for (size_t i = 0; i < row->count && m->cell[c] == SIZE_MAX; i++)
            if (text_valid(row->cells[i], strlen(row->cells[i])) &&
                (text_same(HEADINGS[c].code, row->cells[i]) || text_same(HEADINGS[c].heading, row->cells[i])))
                m->cell[c] = i;
        if (HEADINGS[c].needed && m->cell[c] == SIZE_MAX)
            import_note_add(&m->notes, NOTE_FAULT, HEADINGS[c].code, "missing_column",
                            "The list lacks the column \"%s\".", HEADINGS[c].heading);
    }
}

static err header_take(struct import *m)
{
    struct import_line line;
    err e;

    if ((e = import_file_head(&m->file, &m->notes, &line)))
        return e;
    m->notes.line = 1;
    if (line.none || line.broken)
        import_note_add(&m->notes, NOTE_FAULT, "", "no_header", "The first line must name the columns.");
    else
        header_read(m, &line.row);
    m->report->header_bad = import_faults(&m->notes) > 0;
    return m->notes.failed ? ERR_SYSTEM : OK;
}

/* ---- a line */

static void fault(struct import *m, enum column_of c, const char *code, const char *reason)
{
    import_note_add(&m->notes, NOTE_FAULT, HEADINGS[c].code, code, "%s", reason);
}

/* NULL: it says nothing. */
static const char *cell_text(struct import *m, const struct csv_row *row, enum column_of c)
{
    const size_t i = m->cell[c];
    char *text;

    if (i >= row->count)
        return NULL;
    if (!text_valid(row->cells[i], strlen(row->cells[i]))) {
        fault(m, c, "bad_text", "This is no text in UTF-8.");
        return NULL;
    }
    text = csv_cell_text(row->cells[i]);
    return text && !import_text_nothing(text) ? text : NULL;
}

static date cell_date(struct import *m, const struct csv_row *row, enum column_of c)
{
    const char *text = cell_text(m, row, c);
    date day;

    if (!text)
        return DATE_NONE;
    if (!import_text_date(text, &day))
        return day;
    fault(m, c, "bad_date", "This is no date.");
    return DATE_NONE;
}

/* Lists have a year, or the whole day of birth, of which no more than the year is taken. */
static int64_t cell_year(struct import *m, const struct csv_row *row)
{
    const char *text = cell_text(m, row, BIRTH_YEAR);
    char *rest;
    long year;
    date day;

    if (!text)
        return 0;
    if (!import_text_date(text, &day))
        return date_year(day);
    year = strtol(text, &rest, 10);
    if (strlen(text) == YEAR_DIGITS && !*rest)
        return year;
    fault(m, BIRTH_YEAR, "bad_year", "This is neither a year nor a date.");
    return 0;
}

static const char *cell_kind(struct import *m, const struct csv_row *row)
{
    const char *text = cell_text(m, row, KIND), *code;

    if (!text)
        return NULL;
    code = ground_kind_meant(m->kinds, m->kind_count, text);
    return code ? code : text;
}

static void row_read_cells(struct import *m, const struct csv_row *row, struct ground_new *in)
{
    *in = (struct ground_new){
        .first_name = cell_text(m, row, FIRST_NAME),
        .surname = cell_text(m, row, SURNAME),
        .birth_year = cell_year(m, row),
        .nid = cell_text(m, row, NID),
        .unit = cell_text(m, row, UNIT),
        .kind = cell_kind(m, row),
        .decision = cell_text(m, row, DECISION),
        .decided_on = cell_date(m, row, DECIDED_ON),
        .from = cell_date(m, row, FROM),
        .until = cell_date(m, row, UNTIL),
    };
    if (in->surname && text_same(in->surname, IMPORT_NO_SURNAME))
        in->surname = NULL;
}

static void problem_note(struct import *m, const struct problem *p)
{
    if (!import_fault_noted(&m->notes, p->field))
        import_note_add(&m->notes, NOTE_FAULT, p->field, p->code, "%s", p->detail);
}

static err refusal_note(struct import *m, err e)
{
    const struct problem *p = &m->w->problem;

    if ((e != ERR_INPUT && e != ERR_CONFLICT) || !p->code[0])
        return e;
    if (!strcmp(p->code, "ground_known")) {
        m->report->there++;
        return OK;
    }
    if (!p->fault_count)
        problem_note(m, p);
    for (size_t i = 0; i < p->fault_count; i++)
        problem_note(m, &p->faults[i]);
    return OK;
}

/* Also a line with a cell that cannot be read is tried, so that all its faults are told; what it wrote is
 * undone. */
static err row_add(struct import *m, const struct csv_row *row)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct ground_new in;
    int64_t holder;
    err e;

    row_read_cells(m, row, &in);
    if ((e = tx_begin(&tx, m->w->db)))
        return e;
    e = ground_add(m->w, &in, &holder);
    if (e)
        return refusal_note(m, e);
    if (import_fault_noted(&m->notes, NULL))
        return OK;
    m->report->added++;
    return tx_commit(&tx);
}

static err row_take(struct import *m, const struct import_line *line)
{
    const size_t most = m->options->rows_max ? m->options->rows_max : IMPORT_ROWS_MAX;
    err e = OK;

    if (m->report->read++ == most)
        return refuse(m->w, ERR_LIMIT, "too_many_rows", "", "The file has more than %zu rows.", most);
    m->notes.line = line->row.line;
    m->w->problem = (struct problem){0};
    m->w->warning_count = 0;
    import_line_note(&m->notes, line);
    if (!line->broken)
        e = row_add(m, &line->row);
    m->report->bad += import_fault_noted(&m->notes, NULL);
    return m->notes.failed ? ERR_SYSTEM : e;
}

/* Counts alone: the log names no line and no cell. */
static err import_log(struct work *w, const struct ground_report *r)
{
    char counts[120];

    snprintf(counts, sizeof counts, "%zu read, %zu added, %zu there already, %zu bad", r->read, r->added,
             r->there, r->bad);
    return audit_append(w, &(struct audit_entry){.what = "ground.import", .record = "ground", .why = counts});
}

static err rows_take(struct import *m)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct import_line line;
    err e;

    if ((e = tx_begin(&tx, m->w->db)))
        return e;
    while (!(e = import_file_next(&m->file, &line)) && !line.none && !(e = row_take(m, &line))) {
    }
    if (e || m->options->dry_run || (m->report->bad && !m->options->skip_bad))
        return e; /* and all of it is undone */
    if ((e = import_log(m->w, m->report)) || (e = tx_commit(&tx)))
        return e;
    m->report->written = true;
    return OK;
}

err ground_import(struct work *w, const void *bytes, size_t n, const struct ground_import_options *options,
                  struct ground_report *ret)
{
    CLEANUP(arena_free) struct arena rows = {0};
    struct arena *kept = w->arena;
    struct ground_report report = {0};
    struct import m = {.w = w, .options = options, .notes = {.arena = kept}, .report = &report};
    bool readable;
    err e;

    if ((e = ground_kind_list(w, &m.kinds, &m.kind_count)))
        return e;
    w->arena = &rows;
    e = import_file_open(w, bytes, n, options->sheet, &m.notes, &m.file, &readable);
    if (!e && !(report.header_bad = !readable) && !(e = header_take(&m)) && !report.header_bad)
        e = rows_take(&m);
    import_file_close(&m.file);
    w->arena = kept;
    w->warning_count = 0; /* they lay in the arena of the lines */
    if (e)
        return e;
    report.notes = m.notes.at;
    report.note_count = m.notes.count;
    *ret = report;
    return OK;
}
