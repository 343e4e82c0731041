/* Breaches of an order, which are a crime, and what else raises the danger. Either asks for a new assessment
 * (task/casework_task.h); a breach waits for the number under which the police have it. */
#ifndef DOMAIN_BREACH_H
#define DOMAIN_BREACH_H

#include "domain/casework/noun.h"

struct breach_said {
    const char *order;         /* one of the file */
    const char *measures;      /* codes of the list "breached" */
    const char *time;          /* NULL: not known */
    const char *told;          /* what happened */
    const char *police_on;     /* YYYY-MM-DD; NULL: not reported yet */
    const char *police_number; /* of the police; NULL: there is none yet, and somebody is to ask */
};
/* Beside record_check: "out_of_range" at "police_on", before the breach; "in_future" there; "required" there
 * where there is a number. */
extern const struct noun BREACH_NOUN;

struct breach_report_said {
    const char *police_number, *followed;
};
/* The police have it, since the day that the record is about. */
extern const struct noun BREACH_REPORT_NOUN;

struct breach_result_said {
    const char *followed;
};
/* What came of it later. */
extern const struct noun BREACH_RESULT_NOUN;

struct danger_event_said {
    const char *what; /* of the list "danger_event" */
    const char *told;
};
extern const struct noun DANGER_EVENT_NOUN;

#endif
