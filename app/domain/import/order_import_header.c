/* The first line of a file: which cell is which column, and what is wrong with it. */
#include "domain/import/order_import_header.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/import/mojibake.h"
#include "domain/import/order_import_note.h"

#define HEADING_SHOWN 40 /* characters of an unknown heading */

bool import_heading_find(const char *heading, enum import_column *ret, bool *ret_mended)
{
    char meant[4 * HEADING_SHOWN + 1];

    *ret_mended = false;
    if (!text_valid(heading, strlen(heading)))
        return false;
    if (import_column_find(heading, ret))
        return true;
    *ret_mended = mojibake_mend(heading, meant, sizeof meant) && import_column_find(meant, ret);
    return *ret_mended;
}

size_t import_headings_known(const struct csv_row *line)
{
    enum import_column c;
    size_t known = 0;
    bool mended;

    for (size_t i = 0; i < line->count; i++)
        known += import_heading_find(line->cells[i], &c, &mended);
    return known;
}

/* A heading may be shown back, but not one that breaks the line it is shown in. */
static void unknown_note(struct import_notes *notes, const char *heading, size_t index)
{
    char shown[4 * HEADING_SHOWN + 1];
    size_t n = strlen(heading);

    n = text_whole(heading, n < sizeof shown ? n : sizeof shown - 1);
    memcpy(shown, heading, n);
    shown[n] = '\0';
    for (char *c = shown; *c; c++)
        if (*c == '\t' || *c == '\r' || *c == '\n')
            *c = ' ';
    import_note_add(notes, NOTE_FAULT, shown, "unknown_column",
                    "The import knows no such column (number %zu).", index + 1);
}

/* By its place, for a heading that cannot be read cannot be shown. */
static void place_note(struct import_notes *notes, size_t index, const char *code, const char *reason)
{
    char place[32];

    snprintf(place, sizeof place, "column %zu", index + 1);
    import_note_add(notes, NOTE_FAULT, place, code, "%s", reason);
}

/* false: a heading that names no column. */
static bool heading_read(char *heading, size_t index, struct import_header *h, struct import_notes *notes)
{
    enum import_column c;
    bool mended;

    if (!import_heading_find(heading, &c, &mended))
        return false;
    if (mended)
        import_note_add(notes, NOTE_WARNING, import_column_name(c), "misread",
                        "UTF-8 was read as Windows-1252 in this heading and saved again.");
    if (h->cell[c] != SIZE_MAX)
        import_note_add(notes, NOTE_FAULT, import_column_name(c), "duplicate_column",
                        "This column stands in the file twice.");
    h->cell[c] = index;
    return true;
}

static void missing_note(const struct import_header *h, struct import_notes *notes)
{
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        if (import_column_needed(c) && h->cell[c] == SIZE_MAX)
            import_note_add(notes, NOTE_FAULT, import_column_name(c), "missing_column",
                            "This column is needed.");
}

void import_header_read(const struct csv_row *line, struct import_header *ret, struct import_notes *notes)
{
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        ret->cell[c] = SIZE_MAX;
    notes->line = line->line;
    if (!import_headings_known(line)) {
        import_note_add(notes, NOTE_FAULT, "", "no_header",
                        "The first line must name the columns: kind, issuer, number, decision_date, ...");
        return;
    }
    for (size_t i = 0; i < line->count; i++) {
        char *heading = line->cells[i];

        if (!text_valid(heading, strlen(heading)))
            place_note(notes, i, "bad_text",
                       "This is not readable as UTF-8; in Excel, save the file as \"CSV UTF-8\".");
        else if (!text_empty(heading) && !heading_read(text_trim(heading), i, ret, notes))
            unknown_note(notes, heading, i);
    }
    missing_note(ret, notes);
}
