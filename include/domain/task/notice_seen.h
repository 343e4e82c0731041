/* Acknowledging notices, each account for itself: what was acknowledged is not shown to it again; what
 * happens later is. */
#ifndef DOMAIN_NOTICE_SEEN_H
#define DOMAIN_NOTICE_SEEN_H

#include "domain/task/task_set.h"

struct notice_ack {
    const char *what;    /* a notice_name */
    int64_t case_id;     /* 0: about no file */
    const char *subject; /* its account, or its rule; NULL: none */
    int64_t notice;      /* its due_at */
};

/* Takes out of the set what the actor has acknowledged. */
err notice_seen_drop(struct work *w, struct task_set *set) MUST_CHECK;
/* The actor has seen that notice, which stands on the page of the day: ERR_ABSENT "no_such_notice" where it
 * does not. Logged "notice.seen". */
err notice_acknowledge(struct work *w, const struct notice_ack *in) MUST_CHECK;

#endif
