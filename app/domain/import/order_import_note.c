/* Notes on lines, each said once. They name a line, a column and a reason, and never what stands in a row: a
 * report is printed and passed on more easily than the list itself. */
#include "domain/import/order_import_note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool noted_already(const struct import_notes *n, const char *column, const char *code)
{
    for (size_t i = n->count; i > 0 && n->at[i - 1].line == n->line; i--)
        if (!strcmp(n->at[i - 1].column, column) && !strcmp(n->at[i - 1].code, code))
            return true;
    return false;
}

void import_note_add(struct import_notes *n, bool warning, const char *column, const char *code,
                     const char *reason, ...)
{
    struct import_note *note;
    char text[240];
    va_list args;

    if (noted_already(n, column, code))
        return;
    va_start(args, reason);
    (void)vsnprintf(text, sizeof text, reason, args);
    va_end(args);
    note = arena_grow(n->arena, &n->at, &n->count, &n->room, sizeof *note);
    if (!note) {
        n->failed = true;
        return;
    }
    *note = (struct import_note){.line = n->line,
                                 .warning = warning,
                                 .column = arena_text(n->arena, column),
                                 .code = arena_text(n->arena, code),
                                 .reason = arena_text(n->arena, text)};
    if (note->column && note->code && note->reason)
        return;
    n->count--;
    n->failed = true;
}

bool import_fault_noted(const struct import_notes *n, const char *column)
{
    for (size_t i = n->count; i > 0 && n->at[i - 1].line == n->line; i--)
        if (!n->at[i - 1].warning && (!column || !strcmp(n->at[i - 1].column, column)))
            return true;
    return false;
}
