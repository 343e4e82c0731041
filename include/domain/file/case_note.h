/* Notes beside a file: who has spoken with whom, what was agreed. Sealed and appended, never edited: a
 * correction is a new note. A note does not change the file: its version stays, so that nobody's form grows
 * stale by one. */
#ifndef DOMAIN_CASE_NOTE_H
#define DOMAIN_CASE_NOTE_H

#include "domain/work/work.h"
#include "gen/limits.h"

#define CASE_NOTE_MAX LIMIT(NoteNew, text) /* code points */

struct case_note {
    int64_t id, at;
    const char *text, *by; /* by: the full name of who wrote it */
};

/* Past the guard of sealed files; logged "note.write". ERR_INPUT "required", "too_long", "bad_text" at
 * "text". */
err case_note_add(struct work *w, int64_t case_id, const char *text, int64_t *ret_id) MUST_CHECK;
/* Newest first. Past the guard; logged "note.read". */
err case_note_list(struct work *w, int64_t case_id, struct case_note **ret, size_t *ret_count) MUST_CHECK;

#endif
