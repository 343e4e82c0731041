/* What an import has to say about the lines of a file. */
#ifndef DOMAIN_ORDER_IMPORT_NOTE_H
#define DOMAIN_ORDER_IMPORT_NOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Something to say about a line. Never what stands in a cell: that is personal. */
struct import_note {
    size_t line; /* of the file, from 1 */
    bool warning;
    const char *column; /* "nid"; "" when it concerns the whole line */
    const char *code;   /* "unknown_kind": stable */
    const char *reason; /* one English sentence */
};

struct import_notes {
    struct arena *arena; /* where they live */
    struct import_note *at;
    size_t count, room;
    size_t line; /* they are about */
    bool failed; /* memory ran out on the way */
};
/* Once per line, column and code; the texts are copied. */
void import_note_add(struct import_notes *n, bool warning, const char *column, const char *code,
                     const char *reason, ...) FORMAT(5, 6);
/* Something bad was said of that column of the line under way; column NULL: of any. */
bool import_fault_noted(const struct import_notes *n, const char *column);

#endif
