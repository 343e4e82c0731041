/* Notes on lines, each said once. They name a line, a column and a reason, and never what stands in a row: a
 * report is printed and passed on more easily than the list itself. */
#include "domain/import/order_import_note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *import_severity_name(enum import_severity s)
{
    static const char *const NAMES[] = {[NOTE_FAULT] = "error",
                                        [NOTE_QUESTION] = "question",
                                        [NOTE_WARNING] = "warning",
                                        [NOTE_LEFT] = "left_open"};

    return NAMES[s];
}

bool import_confirmed(const struct import_confirmed *c, const char *code)
{
    for (size_t i = 0; i < c->count; i++)
        if (!strcmp(c->words[i], code))
            return true;
    return false;
}

/* Those of the line under way, the newest first. */
static bool of_line(const struct import_notes *n, size_t i)
{
    return i > 0 && n->at[i - 1].line == n->line;
}

static bool noted_already(const struct import_notes *n, const char *column, const char *code)
{
    for (size_t i = n->count; of_line(n, i); i--)
        if (!strcmp(n->at[i - 1].column, column) && !strcmp(n->at[i - 1].code, code))
            return true;
    return false;
}

static void note_keep(struct import_notes *n, const struct import_note *said)
{
    struct import_note *note = arena_grow(n->arena, &n->at, &n->count, &n->room, sizeof *note);

    if (!note) {
        n->failed = true;
        return;
    }
    *note = (struct import_note){.line = n->line,
                                 .severity = said->severity,
                                 .column = arena_text(n->arena, said->column),
                                 .code = arena_text(n->arena, said->code),
                                 .reason = arena_text(n->arena, said->reason),
                                 .offered = arena_text(n->arena, said->offered)};
    if (note->column && note->code && note->reason && !said->offered == !note->offered)
        return;
    n->count--;
    n->failed = true;
}

void import_note_add(struct import_notes *n, enum import_severity severity, const char *column,
                     const char *code, const char *reason, ...)
{
    char text[240];
    va_list args;

    if (noted_already(n, column, code))
        return;
    va_start(args, reason);
    (void)vsnprintf(text, sizeof text, reason, args);
    va_end(args);
    note_keep(n, &(struct import_note){.severity = severity, .column = column, .code = code, .reason = text});
}

void import_note_ask(struct import_notes *n, const char *column, const char *code, const char *offered,
                     const char *reason)
{
    const struct import_note asked = {.severity = import_confirmed(&n->confirmed, code) ? NOTE_WARNING
                                                                                        : NOTE_QUESTION,
                                      .column = column,
                                      .code = code,
                                      .reason = reason,
                                      .offered = offered};

    if (!noted_already(n, column, code))
        note_keep(n, &asked);
}

void import_note_leave(struct import_notes *n, const char *column, const char *code, const char *reason)
{
    import_note_add(n, import_confirmed(&n->confirmed, code) ? NOTE_WARNING : NOTE_LEFT, column, code, "%s",
                    reason);
}

void import_note_settle(struct import_notes *n, size_t line, const char *code)
{
    size_t kept = 0;

    for (size_t i = 0; i < n->count; i++)
        if (n->at[i].line != line || strcmp(n->at[i].code, code) != 0)
            n->at[kept++] = n->at[i];
    n->count = kept;
}

bool import_fault_noted(const struct import_notes *n, const char *column)
{
    for (size_t i = n->count; of_line(n, i); i--)
        if (n->at[i - 1].severity == NOTE_FAULT && (!column || !strcmp(n->at[i - 1].column, column)))
            return true;
    return false;
}

size_t import_faults(const struct import_notes *n)
{
    size_t faults = 0;

    for (size_t i = 0; i < n->count; i++)
        faults += n->at[i].severity == NOTE_FAULT;
    return faults;
}

bool import_question_noted(const struct import_notes *n)
{
    for (size_t i = n->count; of_line(n, i); i--)
        if (n->at[i - 1].severity == NOTE_QUESTION)
            return true;
    return false;
}

/* Of the line under way. */
static void notes_drop(struct import_notes *n, unsigned severities)
{
    size_t first = n->count, kept;

    while (first > 0 && n->at[first - 1].line == n->line)
        first--;
    kept = first;
    for (size_t i = first; i < n->count; i++)
        if (!(severities & 1U << n->at[i].severity))
            n->at[kept++] = n->at[i];
    n->count = kept;
}

void import_questions_drop(struct import_notes *n)
{
    notes_drop(n, 1U << NOTE_QUESTION | 1U << NOTE_LEFT);
}

void import_left_drop(struct import_notes *n)
{
    notes_drop(n, 1U << NOTE_LEFT);
}
