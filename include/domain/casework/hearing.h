/* Hearings at a court, whoever goes with her, and what came of them. The day of the hearing that an immediate
 * order calls stands with the order and starts the law's clock (law/deadline.h); this is the appointment, of
 * any court. What was decided is recorded as an act of the order: the result only leads there. */
#ifndef DOMAIN_HEARING_H
#define DOMAIN_HEARING_H

#include "domain/casework/noun.h"

struct hearing_said {
    const char *court, *kind; /* kind: of the list "hearing_kind" */
    const char *case_number;  /* the court's; NULL: not known */
    const char *time;
    const char *order; /* one of the file that it is about; NULL: none, or none yet */
};
/* Its day is the day of the hearing, which may lie ahead; it waits for a result. */
extern const struct noun HEARING_NOUN;

struct hearing_result_said {
    const char *result;   /* of the list "hearing_result" */
    const char *attended; /* codes of the list "hearing_attended" */
    const char *told, *next;
};
extern const struct noun HEARING_RESULT_NOUN;

#endif
