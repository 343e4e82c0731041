/* The minutes of a meeting, written and read: records (record.h), so that a correction and what it corrects
 * both stay, and what was said of a file is sealed with that file's key. What the signature of the
 * minutes does not hold is told by the order of the records, never by the clock: case_work.later. */
#ifndef DOMAIN_MEETING_MINUTES_H
#define DOMAIN_MEETING_MINUTES_H

#include "domain/casework/case_work.h"
#include "domain/casework/meeting.h"
#include "domain/casework/meeting_noun.h"

struct meeting_minute_new {
    struct case_work_new work; /* first: its members are read in place */
    int64_t case_id;           /* 0: of the meeting as a whole */
};
/* Of the day of the meeting; a result of the day that it names, or today. Beside case_work_record: ERR_ABSENT
 * "no_such_meeting", ERR_CONFLICT "meeting_called_off", ERR_INPUT "unknown_kind" at "kind", "not_on_agenda"
 * or "required" at "case_id"; ERR_CONFLICT "minutes_there" at "corrects": somebody has written that part of
 * the minutes meanwhile. Logged "meeting_KIND.record". */
err meeting_minute_add(struct work *w, int64_t meeting, const struct meeting_minute_new *in,
                       int64_t *ret_id) MUST_CHECK;

struct meeting_read {
    struct meeting meeting;
    struct meeting_invited *invited;
    struct meeting_file *files;
    struct case_work *minutes, *carried; /* carried: left to be done by earlier meetings */
    size_t invited_count, file_count, minutes_count, carried_count;
};
/* All of it; of files that are sealed against the actor the number alone. Logged "meeting.read", once, and
 * once for each file of which something is told. */
err meeting_read(struct work *w, int64_t id, struct meeting_read *ret) MUST_CHECK;

#endif
