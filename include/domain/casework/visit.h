/* Visits: planned for a day, with others or alone, and what was found. */
#ifndef DOMAIN_VISIT_H
#define DOMAIN_VISIT_H

#include "domain/casework/noun.h"

struct visit_said {
    const char *safe;     /* of the list "yes_no": is it safe to go? */
    const char *together; /* codes of the list "visit_with"; NULL: alone */
    const char *by;       /* who goes */
    const char *why;
};
/* Its day is the day of the visit, which may lie ahead; it waits for a result. Beside record_check:
 * "required" at "together" where it is not safe: nobody goes alone then. */
extern const struct noun VISIT_NOUN;

struct visit_result_said {
    const char *done; /* of the list "visit_done" */
    const char *time; /* HH:MM: when it was made, which may be long before it is written down here */
    const char *by, *together;
    const char *found, *next;
};
/* "required" at "found" where it was done. */
extern const struct noun VISIT_RESULT_NOUN;

#endif
