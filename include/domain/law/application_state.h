/* How an application for the monthly payment stands: what was decided last, or that nothing is yet. Whether a
 * month is payable hangs on it. */
#ifndef DOMAIN_APPLICATION_STATE_H
#define DOMAIN_APPLICATION_STATE_H

#include <stdbool.h>

enum application_state {
    APPLICATION_OPEN = 1,
    APPLICATION_GRANTED,
    APPLICATION_REFUSED,
    APPLICATION_INCOMPLETE,
};

const char *application_state_name(enum application_state s); /* "open", ... */
bool application_state_parse(const char *name, enum application_state *ret);
bool application_decision_parse(const char *name, enum application_state *ret); /* not "open" */

#endif
