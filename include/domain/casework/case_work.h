/* All case work of one file: what is open, what was answered, and what each record says, of whatever noun. */
#ifndef DOMAIN_CASE_WORK_H
#define DOMAIN_CASE_WORK_H

#include "domain/casework/record.h"

struct said_pair {
    const char *name, *value;
};
struct case_work_new {
    enum record_kind kind;
    date on, due; /* DATE_NONE: today; never */
    int64_t answers, corrects;
    struct said_pair *said;
    size_t said_count;
};
/* One more record of any noun. All faults at once: ERR_INPUT "unknown_kind" at "kind" (one that is recorded
 * by a request of its own, too), "unknown_member" at a name that the noun does not say, "duplicate" at one
 * that is said twice, and those of record_check. Else as record_add. */
err case_work_record(struct work *w, int64_t case_id, const struct case_work_new *in,
                     int64_t *ret_id) MUST_CHECK;

/* The same, as a part of what the caller's transaction does. */
err case_work_add(struct work *w, int64_t case_id, const struct case_work_new *in,
                  int64_t *ret_id) MUST_CHECK;

/* The same of a noun that is recorded by a request of its own: past the guard of r's file, where it has one;
 * only what is said is taken from `in`. */
err case_work_write(struct work *w, const struct noun *noun, struct record_new *r,
                    const struct case_work_new *in, int64_t *ret_id) MUST_CHECK;

struct case_work {
    struct record record;
    bool open;         /* something is to follow: it stands on top */
    bool outside_stay; /* a service of the centre on a day on which nobody of the file stays anywhere */
    bool later;        /* of minutes: written behind their signature (meeting_minutes.h) */
    struct said_pair *said;
    size_t said_count;
};
/* What those records say, and which of them are open, held against one another. Neither guarded nor logged.
 */
err case_work_said(struct work *w, const struct record *records, size_t count,
                   struct case_work **ret) MUST_CHECK;
/* Those of the file, whatever was written down last first. Past the guard. Logged "case_work.read". */
err case_work_list(struct work *w, int64_t case_id, struct case_work **ret, size_t *ret_count) MUST_CHECK;

#endif
