/* Writing to a file that others may have written to since it was read. Two writes clash where they touch the
 * same: the same part of the file, and of the same person or order. What was touched since is read from the
 * log, for each write is logged with the version that it made. */
#ifndef DOMAIN_CASE_TOUCH_H
#define DOMAIN_CASE_TOUCH_H

#include "domain/work/work.h"

struct touch {
    int64_t case_id;
    int64_t seen;     /* the version the caller saw; 0: nothing is compared (command line) */
    const char *what; /* as the log will say it: "act.served", "stay.begin" */
    int64_t subject;  /* the order of an act, else the person; 0: whoever it may be */
    bool compared;    /* a write of the same kind does not clash: the caller has compared the values */
};

/* ERR_CONFLICT "stale_version" at "version" where it clashes, with w->changes, the writes that it clashes
 * with, for those who may read files (coordinators); anybody else learns that something did. With what the
 * actor wrote himself it clashes only where it would say the same once more or otherwise: an act of one kind
 * on one order, a decision on one application, a second card, a seal. A write that cannot be told apart
 * clashes with every other. ERR_CONFLICT "erased" as case_kept_require; ERR_ABSENT "no_such_case". Inside a
 * transaction, which must have the write lock: what is compared is what is written over. */
err case_touch(struct work *w, const struct touch *t, int64_t *ret_version) MUST_CHECK;

/* A write that compares nothing: an import, the command line, what the register does by itself. ERR_ABSENT.
 */
err case_move(struct work *w, int64_t id, int64_t *ret_version) MUST_CHECK;

/* A write of that kind about that person since the version that was seen. */
struct touched {
    int64_t version, at, account;
    const char *actor, *what, *why;
};
/* Those of any file of hers are among them, oldest first: each stands in the log of this one as well. */
err case_touched(struct work *w, const struct touch *t, struct touched **ret, size_t *ret_count) MUST_CHECK;
/* ERR_CONFLICT "stale_version" at `field`; these are told as what changed. */
err case_clash(struct work *w, const struct touched *list, size_t count, const char *field) MUST_CHECK;

#endif
