/* The import reads the file twice: once to see which rows speak of the same order, then to take them. What a
 * cell means is read in order_import_row.c, whether an order may be so in order/order_check.c, as for an
 * order typed by hand. */
#include "domain/import/order_import.h"

#include <stdio.h>
#include <string.h>

#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/import/order_import_twin.h"
#include "domain/office/audit.h"
#include "domain/order/order_check.h"
#include "domain/order/order_register.h"
#include "domain/work/question.h"
#include "store/db.h"

struct import {
    struct work *w;
    struct arena *kept; /* outlives the rows; w->arena is each row's own */
    const struct import_options *options;
    const char *text;
    size_t size;
    struct import_header header;
    struct import_notes notes;
    struct import_seen *seen;
    size_t seen_count, seen_room;
    struct import_report *report;
};

/* One line of the file as it comes: a row, or something that is no CSV. */
typedef err line_use(struct import *m, const struct csv_row *line, bool broken);

/* The header goes to `first`, each line behind it that is not empty to `use`; w->arena is fresh for each. */
static err lines_walk(struct import *m, line_use *first, line_use *use)
{
    struct csv_row line = {0};
    struct csv csv;
    bool more = true, header = true;
    err e;

    csv_open(&csv, m->text, m->size);
    for (;;) {
        arena_reset(m->w->arena);
        e = csv_next(&csv, m->w->arena, &line, &more);
        if (e && e != ERR_INPUT)
            return e;
        if (!e && !more)
            return OK;
        if (!e && import_row_empty(&line))
            continue;
        if (header) {
            if (first && ((e = first(m, &line, e != OK)) || m->report->header_bad))
                return e;
        } else if ((e = use(m, &line, e != OK))) {
            return e;
        }
        header = false;
    }
}

static void broken_note(struct import *m, size_t line)
{
    m->notes.line = line;
    import_note_add(
        &m->notes, false, "", "bad_csv",
        "A quote does not close, a character stands behind a closing quote, or there is a NUL byte.");
}

static err header_take(struct import *m, const struct csv_row *line, bool broken)
{
    if (broken)
        broken_note(m, line->line);
    else
        import_header_read(line, &m->header, &m->notes);
    m->report->header_bad = m->notes.count > 0;
    return OK;
}

/* First reading: what is wrong with a row is said at the second. */
static err row_remember(struct import *m, const struct csv_row *line, bool broken)
{
    struct import_notes unsaid = {.arena = m->w->arena, .line = line->line};
    struct import_row row = {0};
    struct import_seen *seen;
    err e;

    if (m->seen_count == IMPORT_ROWS_MAX)
        return refuse(m->w, ERR_LIMIT, "too_many_rows", "", "The file has more than %d rows.",
                      IMPORT_ROWS_MAX);
    if (!broken && (e = import_row_read(m->w, &m->header, line, &unsaid, &row)))
        return e;
    if (!(seen = arena_grow(m->kept, &m->seen, &m->seen_count, &m->seen_room, sizeof *seen)))
        return ERR_SYSTEM;
    seen->line = line->line;
    seen->known = row.known;
    memcpy(seen->key, row.key, DIGEST_SIZE);
    memcpy(seen->content, row.content, DIGEST_SIZE);
    return OK;
}

/* A date that could not be read makes other dates wrong: those faults would only confuse. */
static bool about_dates(const struct problem *p)
{
    return !strcmp(p->code, "out_of_order") || !strcmp(p->code, "end_beyond_term") ||
           strstr(p->field, "date") || !strcmp(p->field, "end") || !strcmp(p->field, "start");
}

/* What is refused is a fault of the row, unless it only follows from a cell that could not be read. */
static err refusal_note(struct import *m, const struct import_row *row, err e)
{
    const struct problem *p = &m->w->problem;
    const char *column = import_column_of_field(p->field);

    if ((e != ERR_INPUT && e != ERR_CONFLICT && e != ERR_DENIED && e != ERR_LIMIT) || !p->code[0])
        return e;
    if (!import_fault_noted(&m->notes, column) && !(row->dates_bad && about_dates(p)))
        import_note_add(&m->notes, false, column, p->code, "%s", p->detail);
    return OK;
}

static void warnings_note(struct import *m)
{
    for (size_t i = 0; i < m->w->warning_count; i++) {
        const struct problem *p = &m->w->warnings[i].what;

        import_note_add(&m->notes, true, import_column_of_field(p->field), p->code, "%s", p->detail);
    }
}

/* A row that cannot be taken is checked all the same, so that all its faults are told at once. */
static err row_judge(struct import *m, struct import_row *row)
{
    err e = order_check(m->w, &row->order);

    return e ? refusal_note(m, row, e) : OK;
}

static err row_register(struct import *m, struct import_row *row)
{
    int64_t order, case_id;
    err e;

    if ((e = import_file_find(m->w, &row->order)))
        return e;
    if ((e = order_register(m->w, &row->order, &order, &case_id)))
        return refusal_note(m, row, e);
    m->report->taken++;
    warnings_note(m);
    return OK;
}

/* A row with a fault of its own is judged, not registered; one that is there already is counted and left. */
static err row_settle(struct import *m, struct import_row *row)
{
    enum import_match match = IMPORT_NEW;
    err e;

    if (import_fault_noted(&m->notes, NULL) || !row->known)
        return row_judge(m, row);
    if ((e = import_match_find(m->w, row, &match)))
        return e;
    if (match == IMPORT_NEW)
        return row_register(m, row);
    if (match == IMPORT_THERE)
        m->report->there++;
    else
        import_note_add(&m->notes, false, "number", "order_exists",
                        "The register has an order with this issuer, number and date from a row that said "
                        "something else.");
    return OK;
}

static err row_take(struct import *m, const struct csv_row *line, bool broken)
{
    const struct import_seen *seen = &m->seen[m->report->read++];
    struct import_row row;
    err e = OK;

    m->notes.line = line->line;
    m->w->problem = (struct problem){0};
    m->w->warning_count = 0;
    if ((e = question_confirm(m->w, m->options->confirm, m->options->confirm_count)))
        return e;
    if (broken) {
        broken_note(m, line->line);
    } else {
        if ((e = import_row_read(m->w, &m->header, line, &m->notes, &row)))
            return e;
        if (seen->twin)
            import_note_add(
                &m->notes, false, "number", "twice_in_file",
                "The row in line %zu has the same issuer, number and date and says something else.",
                seen->twin);
        e = row_settle(m, &row);
    }
    m->report->bad += import_fault_noted(&m->notes, NULL);
    if (!e && m->options->progress)
        m->options->progress(m->options->context, m->report->read, m->seen_count);
    return m->notes.failed ? ERR_SYSTEM : e;
}

/* Counts alone: the log names no line and no cell. */
static err import_log(struct import *m)
{
    const struct import_report *r = m->report;
    char counts[120];
    const struct audit_entry entry = {.what = "order.import", .record = "protection_order", .why = counts};

    snprintf(counts, sizeof counts, "%zu read, %zu taken, %zu there already, %zu bad", r->read, r->taken,
             r->there, r->bad);
    return audit_append(m->w, &entry);
}

/* The first reading: header, and which rows are twins. */
static err file_survey(struct import *m)
{
    err e;

    if ((e = lines_walk(m, header_take, row_remember)))
        return e;
    if (m->report->header_bad && m->notes.count == 0) {
        m->notes.line = 1;
        import_note_add(&m->notes, false, "", "no_header", "The file is empty.");
    }
    return import_twins_find(m->kept, m->seen, m->seen_count);
}

/* A dry run does all that the import does, and then lets the transaction go. */
static err import_run(struct import *m)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct import_report *r = m->report;
    err e;

    if ((e = file_survey(m)) || r->header_bad)
        return e;
    if ((e = tx_begin(&tx, m->w->db)) || (e = lines_walk(m, NULL, row_take)))
        return e;
    /* One transaction for the whole file: either all of it stands in the register, or what was left out was
     * agreed to beforehand (skip_bad). */
    if (m->options->dry_run || (r->bad && !m->options->skip_bad))
        return OK;
    if ((e = import_log(m)) || (e = tx_commit(&tx)))
        return e;
    r->written = true;
    return OK;
}

err order_import(struct work *w, const char *text, size_t n, const struct import_options *options,
                 struct import_report *ret)
{
    CLEANUP(arena_free) struct arena rows = {0};
    struct arena *kept = w->arena;
    struct import_report report = {.header_bad = true};
    struct import m = {.w = w,
                       .kept = kept,
                       .options = options,
                       .text = text,
                       .size = n,
                       .notes = {.arena = kept},
                       .report = &report};
    err e;

    if (n > IMPORT_BYTES_MAX)
        return refuse(w, ERR_LIMIT, "too_large", "", "The file is larger than %zu MiB.",
                      IMPORT_BYTES_MAX / 1024 / 1024);
    w->arena = &rows;
    e = import_run(&m);
    w->arena = kept;
    if (e)
        return e;
    w->problem = (struct problem){0};
    w->warning_count = 0;
    w->confirmed_count = 0;
    report.notes = m.notes.at;
    report.note_count = m.notes.count;
    *ret = report;
    return OK;
}
