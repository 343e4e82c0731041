/* The pack of a meeting: numbered copies of its agenda, a page for each file, handed out and handed back.
 * What is known of a file stands not there: a page has room for what is said, and what was left to be done.
 */
#ifndef DOMAIN_MEETING_PACK_H
#define DOMAIN_MEETING_PACK_H

#include "base/buf.h"
#include "domain/casework/meeting.h"

struct meeting_copy {
    int64_t id, number; /* of the meeting, from 1 */
    const char *who;    /* whose it is */
    int64_t printed_at;
    date returned_on; /* DATE_NONE: it is out */
};
err meeting_copy_list(struct work *w, int64_t meeting, struct meeting_copy **ret,
                      size_t *ret_count) MUST_CHECK;

/* A copy for each of the invited who has none that is out and is not excused, numbered on. *ret: how many.
 * ERR_ABSENT "no_such_meeting"; ERR_CONFLICT "meeting_called_off", "minutes_signed", and "conflict_open"
 * where somebody invited may be a respondent of its files; ERR_INPUT "nobody_invited" at "invited". Logged
 * "meeting.pack". */
err meeting_pack_make(struct work *w, int64_t meeting, int64_t *ret) MUST_CHECK;
/* The copies that are out, as one PDF. Names of protected persons stand in it where the rule meeting_names
 * says so. Errors as meeting_pack_make, but ERR_CONFLICT "no_copies" where none is out. Logged
 * as meeting_read, and by meeting_print_log. */
err meeting_pack_write(struct work *w, int64_t meeting, struct buf *ret) MUST_CHECK;
/* Handed back, or not after all. ERR_ABSENT "no_such_copy". Logged "meeting.copy_back", "meeting.copy_out".
 */
err meeting_copy_tick(struct work *w, int64_t meeting, int64_t number, bool returned) MUST_CHECK;

#endif
