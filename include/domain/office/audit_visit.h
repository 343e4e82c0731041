/* The log as visits: what one account did with one file without a longer pause, for whoever would read the
 * log and not count lines. */
#ifndef DOMAIN_AUDIT_VISIT_H
#define DOMAIN_AUDIT_VISIT_H

#include "domain/office/audit_list.h"

#define AUDIT_VISIT_GAP (15 * 60) /* seconds: after such a pause it is another visit */

struct audit_act {
    const char *what;
    int64_t count;
};
/* Lines of one actor on one file (or on none), of one day in Tirane, each less than AUDIT_VISIT_GAP after the
 * one before. */
struct audit_visit {
    int64_t id, first;   /* of its newest and its oldest line */
    int64_t from, until; /* instants of these */
    int64_t lines, case_id;
    const char *actor, *name, *case_number, *network; /* as of a line; network: of the newest */
    struct audit_act *acts;                           /* each kind once, in order of their last lines */
    size_t act_count, act_room;
    const char **reasons; /* given in somebody's own words, each once */
    size_t reason_count, reason_room;
};

/* In order of their newest lines, newest first; f->before: of the page before the *ret_next, so that no visit
 * stands on two pages and none is cut by them. *ret_next 0: these were the last. Where the filter leaves
 * lines out, visits are what is left of them. Logged "audit.read". */
err audit_visits(struct work *w, const struct audit_filter *f, struct audit_visit **ret, size_t *ret_count,
                 int64_t *ret_next) MUST_CHECK;
/* All of them as CSV in Albanian words and local time, newest first. Errors and log as audit_export. */
err audit_visits_export(struct work *w, const struct audit_filter *f, struct buf *ret) MUST_CHECK;

#endif
