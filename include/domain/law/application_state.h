/* How an application for the monthly payment stands: what was decided last, or that nothing is yet. Whether a
 * month is payable hangs on it. */
#ifndef DOMAIN_APPLICATION_STATE_H
#define DOMAIN_APPLICATION_STATE_H

enum application_state { /* bits, so that two in one value are no third */
                         APPLICATION_OPEN = 1,
                         APPLICATION_GRANTED = 2,
                         APPLICATION_REFUSED = 4,
                         APPLICATION_INCOMPLETE = 8,
};

const char *application_state_name(enum application_state s); /* "open", ... */
unsigned application_state_parse(const char *name);           /* 0: unknown */
unsigned application_decision_parse(const char *name);        /* the same without "open" */

#endif
