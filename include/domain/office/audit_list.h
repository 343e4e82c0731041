/* The log for those who look into it. */
#ifndef DOMAIN_AUDIT_LIST_H
#define DOMAIN_AUDIT_LIST_H

#include "domain/work/work.h"

struct buf;

struct audit_line {
    int64_t id, at, record_id, case_id, session; /* session: its number; 0: none, or an old line */
    const char *actor, *what, *record, *why;
    const char *why_sq;      /* the same in Albanian words (log_reason.h); somebody's own words stay */
    const char *case_number; /* NULL: of no file */
    const char *name;        /* the actor's in full; NULL: no account */
    const char *thing;   /* the own name of what it was done to: an account's, a device's, the service of a
                            rule; never a person's; NULL: it has none */
    const char *network; /* as in struct work; NULL: none, or an old line */
};
struct audit_filter {
    int64_t before;           /* rows with a smaller id; 0: newest */
    int64_t case_id;          /* 0: all */
    const char *case_number;  /* "14/2026"; NULL: all */
    date from, until;         /* days, inclusive; 0 or DATE_NONE: open */
    const char *actor, *what; /* NULL: all; what may be a prefix "act." */
    int limit;                /* 1 … 500 */
};
/* Each line that fits, newest first, into *line, whose reason is not opened yet; take as for row_walk. Not
 * logged: whoever walks says so. */
err audit_walk(struct work *w, const struct audit_filter *f, struct audit_line *line,
               err (*take)(void *context, struct arena *kept), void *context) MUST_CHECK;
/* Newest first. Reading the log is itself logged ("audit.read"). */
err audit_list(struct work *w, const struct audit_filter *f, struct audit_line **ret,
               size_t *ret_count) MUST_CHECK;
#define AUDIT_EXPORT_DAYS 366
/* ERR_INPUT where a table of these days is too long, or they are not said. */
err audit_days_check(struct work *w, const struct audit_filter *f) MUST_CHECK;
/* The same as CSV in Albanian words and local time, oldest first and all of it (before and limit do not
 * count), appended to *ret. ERR_INPUT "required" at "from" or "until", "out_of_order" or "too_many_days" at
 * "until". Logged "audit.export". */
err audit_export(struct work *w, const struct audit_filter *f, struct buf *ret) MUST_CHECK;

#endif
