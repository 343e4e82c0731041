/* The minutes of a meeting on paper, and what they have in common with its pack. */
#ifndef DOMAIN_MEETING_PAPER_H
#define DOMAIN_MEETING_PAPER_H

#include "base/buf.h"
#include "domain/casework/case_word.h"
#include "domain/casework/meeting_minutes.h"
#include "render/document.h"

/* As PDF. names: of who was invited and of the protected persons; else institutions and numbers of files
 * alone. What was typed stands as it was typed. Of sealed files that are shut to the actor the number.
 * Logged as meeting_read, and by meeting_print_log. */
err meeting_minutes_write(struct work *w, int64_t id, bool names, struct buf *ret) MUST_CHECK;

/* Papers of the meeting are printed: "meeting.print", once, and where names stand on them once more for each
 * file that is not shut to the actor, since who is protected there is read by it. */
err meeting_print_log(struct work *w, const struct meeting_read *m, bool names) MUST_CHECK;

/* The meeting's own lines: kind, day, hour, place; chair: who leads it, too. */
err meeting_head_set(struct work *w, struct document *d, const struct case_words *words,
                     const struct meeting *m, bool chair) MUST_CHECK;
/* One action of those: what, who, by when, and of which file. */
err meeting_action_set(struct work *w, struct document *d, const struct case_work *action) MUST_CHECK;
/* "Ana Hoxha, Bora Leka": who is protected in that file; of who stands in a file that is sealed against the
 * actor nothing. "": nobody. */
err meeting_file_names(struct work *w, int64_t case_id, const char **ret) MUST_CHECK;

#endif
