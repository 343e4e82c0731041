/* What an import has to say about the lines of a file. */
#ifndef DOMAIN_ORDER_IMPORT_NOTE_H
#define DOMAIN_ORDER_IMPORT_NOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum import_severity {
    NOTE_FAULT,    /* the row cannot be taken as it is */
    NOTE_QUESTION, /* it is taken once somebody has confirmed the code */
    NOTE_WARNING,  /* it is taken */
    NOTE_LEFT      /* it is taken, and the question stays open on its file unless it is confirmed */
};
const char *import_severity_name(enum import_severity s); /* "error", "question", "warning", "left_open" */

/* Something to say about a line. What stands in a cell is personal and never in it but for `offered`. */
struct import_note {
    size_t line; /* of the file, from 1 */
    enum import_severity severity;
    const char *column;  /* "nid"; "" when it concerns the whole line */
    const char *code;    /* "unknown_kind": stable */
    const char *reason;  /* one English sentence */
    const char *offered; /* what the cell is taken for once that is confirmed; NULL: nothing */
};

/* The codes that whoever imports has confirmed. */
struct import_confirmed {
    const char *const *words;
    size_t count;
};
bool import_confirmed(const struct import_confirmed *c, const char *code);

struct import_notes {
    struct arena *arena; /* where they live */
    struct import_confirmed confirmed;
    struct import_note *at;
    size_t count, room;
    size_t line; /* they are about */
    bool failed; /* memory ran out on the way */
};
/* Once per line, column and code; the texts are copied. */
void import_note_add(struct import_notes *n, enum import_severity severity, const char *column,
                     const char *code, const char *reason, ...) FORMAT(5, 6);
/* A question, or a warning where it is confirmed already. offered: NULL when there is nothing to offer. */
void import_note_ask(struct import_notes *n, const char *column, const char *code, const char *offered,
                     const char *reason);
/* A question that does not hold the row up, or a warning where it is confirmed already. */
void import_note_leave(struct import_notes *n, const char *column, const char *code, const char *reason);
/* What was left open about that line with that code is settled by another. */
void import_note_settle(struct import_notes *n, size_t line, const char *code);
/* Something bad was said of that column of the line under way; column NULL: of any. */
bool import_fault_noted(const struct import_notes *n, const char *column);
size_t import_faults(const struct import_notes *n); /* of all lines */
/* Something was asked about the line under way that is not confirmed. */
bool import_question_noted(const struct import_notes *n);
/* What was asked about the line under way need not be answered any more. */
void import_questions_drop(struct import_notes *n);
/* Nothing of the line under way is left open, for it is not taken. */
void import_left_drop(struct import_notes *n);

#endif
