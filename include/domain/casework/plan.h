/* Plans of protection and care. A new version answers the one before and never edits it; what is to be done
 * stands beside as actions, each with who does it and by when, and each waits until it is done, cannot be
 * done any more, or is passed on, whatever version the plan has by then. */
#ifndef DOMAIN_PLAN_H
#define DOMAIN_PLAN_H

#include "domain/casework/noun.h"

struct plan_said {
    const char *wish;                                                                           /* her own */
    const char *safety, *health, *psychosocial, *legal, *economic, *housing, *children, *other; /* goals */
    const char *meeting; /* that approved it, by its number or day; NULL: none has */
};
/* Due: the day of its review. A first one stands for itself; each later one answers the version that stands,
 * also where nobody says so. */
extern const struct noun PLAN_NOUN;

struct plan_action_said {
    const char *area; /* of the list "plan_area" */
    const char *what, *who;
};
/* Due: by when. */
extern const struct noun PLAN_ACTION_NOUN;

struct action_result_said {
    const char *state; /* of the list "action_state" */
    const char *why;
};
/* "required" at "why" where it was not done. */
extern const struct noun ACTION_RESULT_NOUN;

#endif
