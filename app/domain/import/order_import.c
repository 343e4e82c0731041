/* The import reads the file twice: once to see which rows speak of the same order, then to take them. What a
 * cell means is read in order_import_row.c, whether an order may be so in order/order_check.c, as for an
 * order typed by hand. */
#include "domain/import/order_import.h"

#include <stdio.h>
#include <string.h>

#include "domain/file/case_note.h"
#include "domain/import/import_chain.h"
#include "domain/import/import_file.h"
#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/import/order_import_twin.h"
#include "domain/office/audit.h"
#include "domain/order/order_check.h"
#include "domain/order/order_register.h"
#include "domain/work/question.h"
#include "store/db.h"

#define HEARING_UNKNOWN "hearing_unknown"
#define SUPPOSED_MAX    32 /* questions of one row that are asked behind others */

/* An UMM that came in without the day of its hearing. */
struct unheard {
    int64_t order;
    size_t line;
};

struct import {
    struct work *w;
    struct arena *kept; /* outlives the rows; w->arena is each row's own */
    const struct import_options *options;
    struct import_file file;
    struct import_frame frame;
    struct import_notes notes;
    struct import_seen *seen;
    size_t seen_count, seen_room;
    struct unheard *unheard;
    size_t unheard_count, unheard_room;
    struct import_report *report;
};

typedef err line_use(struct import *m, const struct import_line *line);

/* Each line of the file behind its heading; w->arena is fresh for each. */
static err lines_walk(struct import *m, line_use *use)
{
    struct import_line line;
    err e;

    while (!(e = import_file_next(&m->file, &line)) && !line.none && !(e = use(m, &line))) {
    }
    return e;
}

/* Also at the second walk, which begins again behind it. */
static err header_take(struct import *m)
{
    struct import_notes *notes = &m->notes;
    struct import_line line;
    err e;

    if ((e = import_file_head(&m->file, notes, &line)))
        return e;
    notes->line = 1;
    if (line.none)
        import_note_add(notes, NOTE_FAULT, "", "no_header", "The file is empty.");
    else if (line.broken)
        import_line_note(notes, &line);
    else
        import_header_read(&line.row, &m->frame.header, notes);
    m->report->header_bad = import_faults(notes) > 0;
    return notes->failed ? ERR_SYSTEM : OK;
}

/* First reading: what is wrong with a row is said at the second. */
static err row_remember(struct import *m, const struct import_line *line)
{
    struct import_notes unsaid = {.arena = m->w->arena, .line = line->row.line};
    struct import_row row = {0};
    struct import_seen *seen;
    err e;

    size_t most = m->options->rows_max ? m->options->rows_max : IMPORT_ROWS_MAX;

    if (m->seen_count == most)
        return refuse(m->w, ERR_LIMIT, "too_many_rows", "", "The file has more than %zu rows.", most);
    if (!line->broken && (e = import_row_read(m->w, &m->frame, &line->row, &unsaid, &row)))
        return e;
    if (!(seen = arena_grow(m->kept, &m->seen, &m->seen_count, &m->seen_room, sizeof *seen)))
        return ERR_SYSTEM;
    seen->line = line->row.line;
    seen->known = row.known;
    memcpy(seen->key, row.key, DIGEST_SIZE);
    memcpy(seen->content, row.content, DIGEST_SIZE);
    return OK;
}

/* A date that could not be read makes other dates wrong: those faults would only confuse. */
static bool about_dates(const struct problem *p)
{
    return !strcmp(p->code, "out_of_order") || strstr(p->field, "date") || !strcmp(p->field, "end") ||
           !strcmp(p->field, "start");
}

/* What is refused is a fault of the row, or asked about it, unless it only follows from a cell that could not
 * be read. */
static void problem_note(struct import *m, const struct import_row *row, const struct problem *p)
{
    const char *column = import_column_of_field(p->field);

    if (import_fault_noted(&m->notes, column) || (row->dates_bad && about_dates(p)))
        return;
    if (p->question)
        import_note_ask(&m->notes, column, p->code, NULL, p->detail);
    else
        import_note_add(&m->notes, NOTE_FAULT, column, p->code, "%s", p->detail);
}

static err refusal_note(struct import *m, const struct import_row *row, err e)
{
    const struct problem *p = &m->w->problem;

    if ((e != ERR_INPUT && e != ERR_CONFLICT && e != ERR_DENIED && e != ERR_LIMIT) || !p->code[0])
        return e;
    if (!p->fault_count)
        problem_note(m, row, p);
    for (size_t i = 0; i < p->fault_count; i++)
        problem_note(m, row, &p->faults[i]);
    return OK;
}

static void warnings_note(struct import *m)
{
    for (size_t i = 0; i < m->w->warning_count; i++) {
        const struct problem *p = &m->w->warnings[i]->what;

        import_note_add(&m->notes, NOTE_WARNING, import_column_of_field(p->field), p->code, "%s", p->detail);
    }
}

/* A row that cannot be taken is checked all the same, so that all its faults are told at once. */
static err row_judge(struct import *m, struct import_row *row)
{
    err e = import_file_find(m->w, &row->order);

    if (e)
        return e;
    return (e = order_check(m->w, &row->order)) ? refusal_note(m, row, e) : OK;
}

/* As the list has it, in the words of the office. */
static err count_keep(struct import *m, const struct import_row *row, int64_t case_id)
{
    const char *text =
        arena_format(m->w->arena, "Fëmijë sipas listës së importuar (pa emra): %s", row->children_counted);
    int64_t id;

    return text ? case_note_add(m->w, case_id, text, &id) : ERR_SYSTEM;
}

/* By who she is, or, where the row has but her name, by the order it follows. */
static err file_find(struct import *m, struct import_row *row)
{
    err e = import_file_find(m->w, &row->order);

    if (e || row->order.case_id)
        return e;
    e = import_chain_of_name(m->w, &row->order, row->follows, &m->notes);
    return e || !row->order.case_id ? e : import_members_find(m->w, &row->order);
}

/* A list seldom has that day: the question stays on the file, unless a later row settles it. */
static err hearing_leave(struct import *m, const struct order_new *o, int64_t order)
{
    struct unheard *u;

    if (o->kind != ORDER_UMM || o->hearing_on != DATE_NONE || o->followed_by)
        return OK;
    if (!(u = arena_grow(m->kept, &m->unheard, &m->unheard_count, &m->unheard_room, sizeof *u)))
        return ERR_SYSTEM;
    *u = (struct unheard){order, m->notes.line};
    import_note_leave(
        &m->notes, "hearing_on", HEARING_UNKNOWN,
        "The list does not say when the hearing is: until somebody enters its day, it is asked for.");
    return OK;
}

static const char SQL_FOLLOWED[] = "SELECT count(*) FROM protection_order WHERE follows_id = :order";

/* Once all rows are in: a decision stands behind some of them. */
static err hearings_settle(struct import *m)
{
    err e = OK;

    for (size_t i = 0; !e && i < m->unheard_count; i++) {
        int64_t behind;

        if (!(e = db_int(m->w->db, SQL_FOLLOWED, BINDS(INT(":order", m->unheard[i].order)), &behind)) &&
            behind)
            import_note_settle(&m->notes, m->unheard[i].line, HEARING_UNKNOWN);
    }
    return e;
}

/* supposed: it is undone again at once. */
static err row_enter(struct import *m, struct import_row *row, bool supposed)
{
    int64_t order, case_id;
    err e = order_register(m->w, &row->order, &order, &case_id);

    if (e || (!supposed && (e = hearing_leave(m, &row->order, order))))
        return e;
    warnings_note(m);
    return row->children_counted ? count_keep(m, row, case_id) : OK;
}

/* What was refused is asked again as if the answer were yes. false: not all of it is a question. */
static err answers_suppose(struct import *m, const char **answers, size_t *count, bool *ret)
{
    const struct problem *p = &m->w->problem;
    const struct problem *faults = p->fault_count ? p->faults : p;
    const size_t faults_count = p->fault_count ? p->fault_count : 1;

    *ret = false;
    for (size_t i = 0; i < faults_count; i++) {
        if (!faults[i].question || *count == m->options->confirm_count + SUPPOSED_MAX)
            return OK;
        if (!(answers[(*count)++] = arena_text(m->w->arena, faults[i].code)))
            return ERR_SYSTEM;
    }
    *ret = true;
    return question_confirm(m->w, answers, *count);
}

/* A row that asks is gone on with as if the answer were yes: what else there is to ask about it is asked now,
 * and the rows behind it find its order. Nothing of it is kept: with a row that asks a call writes nothing,
 * or, where such rows are left out, this is undone at once. */
static err row_suppose(struct import *m, struct import_row *row)
{
    CLEANUP(tx_end) struct tx tx = {0};
    size_t count = m->options->confirm_count;
    const char **answers = arena_array(m->w->arena, count + SUPPOSED_MAX, sizeof *answers);
    bool more;
    err e;

    if (!answers)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        answers[i] = m->options->confirm[i];
    if ((e = tx_begin(&tx, m->w->db)))
        return e;
    while ((e = row_enter(m, row, m->options->skip_bad)))
        if ((e = refusal_note(m, row, e)) || (e = answers_suppose(m, answers, &count, &more)) || !more)
            return e;
    return m->options->skip_bad ? OK : tx_commit(&tx);
}

static err row_register(struct import *m, struct import_row *row)
{
    err e;

    if ((e = file_find(m, row)) || (e = import_other_day_ask(m->w, &row->order, &m->notes)) ||
        (e = import_chain_find(m->w, &row->order, row->follows, &m->notes)))
        return e;
    if (import_fault_noted(&m->notes, NULL))
        return (e = order_check(m->w, &row->order)) ? refusal_note(m, row, e) : OK;
    if (import_question_noted(&m->notes))
        return row_suppose(m, row);
    if ((e = row_enter(m, row, false))) {
        if ((e = refusal_note(m, row, e)) || import_fault_noted(&m->notes, NULL))
            return e;
        return import_question_noted(&m->notes) ? row_suppose(m, row) : OK;
    }
    m->report->taken++;
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
    if (match == IMPORT_THERE) {
        /* What was asked was answered when it was taken. */
        import_questions_drop(&m->notes);
        m->report->there++;
    } else {
        import_note_add(&m->notes, NOTE_FAULT, "number", "order_exists",
                        "The register has an order with this issuer, number and date from a row that said "
                        "something else.");
    }
    return OK;
}

static const char *state_of(const struct import *m, size_t there)
{
    if (import_fault_noted(&m->notes, NULL))
        return "bad";
    if (import_question_noted(&m->notes))
        return "asked";
    return m->report->there > there ? "there" : "new";
}

/* Copied out of the arena of its line. */
static void row_show(struct import *m, const struct import_row *row, const char *state)
{
    const struct order_new *o = &row->order;
    struct import_report *r = m->report;
    const struct person_new *who = &o->persons[0].who;

    r->shown[r->shown_count++] = (struct import_shown){.line = (int64_t)m->notes.line,
                                                       .state = state,
                                                       .kind = order_kind_name(o->kind),
                                                       .issuer = arena_text(m->kept, o->issuer),
                                                       .number = arena_text(m->kept, o->number),
                                                       .first_name = arena_text(m->kept, who->first_name),
                                                       .surname = arena_text(m->kept, who->surname),
                                                       .unit = arena_text(m->kept, o->unit),
                                                       .decision_date = o->decision_date,
                                                       .start = o->start,
                                                       .end = o->end,
                                                       .children = (int64_t)o->persons_count - 1};
}

static err row_take(struct import *m, const struct import_line *line)
{
    const struct import_seen *seen = &m->seen[m->report->read++];
    size_t there = m->report->there;
    struct import_row row;
    err e = OK;

    m->notes.line = line->row.line;
    m->w->problem = (struct problem){0};
    m->w->warning_count = 0;
    if ((e = question_confirm(m->w, m->options->confirm, m->options->confirm_count)))
        return e;
    import_line_note(&m->notes, line);
    if (!line->broken) {
        if ((e = import_row_read(m->w, &m->frame, &line->row, &m->notes, &row)))
            return e;
        if (seen->twin)
            import_note_add(
                &m->notes, NOTE_FAULT, "number", "twice_in_file",
                "The row in line %zu has the same issuer, number and date and says something else.",
                seen->twin);
        e = row_settle(m, &row);
    }
    if (import_fault_noted(&m->notes, NULL)) {
        import_left_drop(&m->notes);
        m->report->bad++;
    } else {
        m->report->asked += import_question_noted(&m->notes);
    }
    if (!e && !line->broken && m->report->shown_count < m->options->shown)
        row_show(m, &row, state_of(m, there));
    if (!e && m->options->progress)
        m->options->progress(m->options->context, m->report->read, m->seen_count);
    return m->notes.failed ? ERR_SYSTEM : e;
}

/* Counts alone: the log names no line and no cell. */
static err import_log(struct work *w, const char *what, const struct import_report *r)
{
    char counts[140];
    const struct audit_entry entry = {.what = what, .record = "protection_order", .why = counts};

    snprintf(counts, sizeof counts, "%zu read, %zu taken, %zu there already, %zu bad, %zu asked", r->read,
             r->taken, r->there, r->bad, r->asked);
    return audit_append(w, &entry);
}

/* The first reading: header, and which rows are twins. */
static err file_survey(struct import *m)
{
    err e;

    if ((e = header_take(m)) || m->report->header_bad || (e = lines_walk(m, row_remember)))
        return e;
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
    if ((e = tx_begin(&tx, m->w->db)))
        return e;
    import_file_again(&m->file);
    if ((e = lines_walk(m, row_take)) || (e = hearings_settle(m)))
        return e;
    /* One transaction for the whole file: either all of it stands in the register, or what was left out was
     * agreed to beforehand (skip_bad). */
    if (m->options->dry_run || (r->bad + r->asked && !m->options->skip_bad))
        return OK;
    /* What was confirmed is logged with each order, and lay in the arena of the last line. */
    m->w->confirmed_count = 0;
    if ((e = import_log(m->w, "order.import", r)) || (e = tx_commit(&tx)))
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
                       .notes = {.arena = kept, .confirmed = {options->confirm, options->confirm_count}},
                       .report = &report};
    bool readable;
    err e;

    if (n > IMPORT_BYTES_MAX)
        return refuse(w, ERR_LIMIT, "too_large", "", "The file is larger than %zu MiB.",
                      IMPORT_BYTES_MAX / 1024 / 1024);
    report.shown = arena_array(kept, options->shown + 1, sizeof *report.shown);
    if (!report.shown)
        return ERR_SYSTEM;
    if ((e = measure_book_read(w, &m.frame.book)))
        return e;
    w->arena = &rows;
    e = import_file_open(w, text, n, options->sheet, &m.notes, &m.file, &readable);
    if (!e && readable)
        e = import_run(&m);
    w->arena = kept;
    import_file_close(&m.file);
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

err order_import_preview(struct work *w, const char *text, size_t n, const struct import_options *options,
                         struct import_report *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct import_options dry = *options;
    struct import_report report;
    err e;

    dry.dry_run = true;
    if ((e = order_import(w, text, n, &dry, &report)) || (e = tx_begin(&tx, w->db)) ||
        (e = import_log(w, "order.import_preview", &report)) || (e = tx_commit(&tx)))
        return e;
    *ret = report;
    return OK;
}
