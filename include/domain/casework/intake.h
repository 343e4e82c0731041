/* How a case came to the office, and what she wants: the first step of each, with an order or without. */
#ifndef DOMAIN_INTAKE_H
#define DOMAIN_INTAKE_H

#include "domain/casework/noun.h"

struct intake_said {
    const char *came_through, *violence; /* a code, codes: lists of case_word, as those that follow */
    const char *incident_on;             /* YYYY-MM-DD */
    const char *earlier, *relation, *children, *disability, *age_group, *sex;
    const char *unit;  /* where it happened or she lives, by its name */
    const char *told;  /* what happened, as she told it */
    const char *wants; /* in her words */
};
/* Recorded by case_work_record; beside record_check: "in_future" at "incident_on". */
extern const struct noun INTAKE_NOUN;

#endif
