/* Where somebody is signed in: the sessions of one account, for whoever holds it. Of each she sees since
 * when, when it was last used and from which network, never what opens it. */
#ifndef DOMAIN_OWN_SESSION_H
#define DOMAIN_OWN_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/work/work.h"

struct own_session {
    int64_t number, since, seen; /* since, seen: instants; seen as noted, SESSION_NOTE late at most */
    const char *network;         /* NULL: a command at the machine itself */
    bool current;                /* the one that asks */
};

/* Those of w->actor that have not ended; the one last used first. */
err own_session_list(struct work *w, struct own_session **ret, size_t *ret_count) MUST_CHECK;
/* Ends one of them, also the one that asks; logged. ERR_ABSENT "no_session": it is not hers, or over. */
err own_session_end(struct work *w, int64_t number) MUST_CHECK;
/* Ends all but the one that asks; logged, each for itself. */
err own_session_end_others(struct work *w, int64_t *ret_ended) MUST_CHECK;

/* Ends all of that account, whoever asks: for whoever may act at the machine itself. Logged, each for itself.
 */
err own_session_end_all(struct work *w, int64_t account) MUST_CHECK;

/* Somebody signs in, whose password was right: ends the session that came along with it (w->actor.session;
 * NULL: none), whosever it was, for its browser forgets it now; and of the account's as many as make it
 * SESSION_MOST with the new one. Each is logged, by `account`. Joins the transaction in which the new one is
 * made. */
err own_session_make_room(struct work *w, int64_t account, const char *name) MUST_CHECK;

#endif
