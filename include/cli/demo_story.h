/* The fictitious people of the demonstration and what happens to them, day by day around today. */
#ifndef CLI_DEMO_STORY_H
#define CLI_DEMO_STORY_H

#include <stdint.h>

#include "domain/order/order.h"
#include "domain/payment/application.h"

#define DEMO_PEOPLE    11
#define DEMO_FIRST_DAY (-430) /* before everything that happens */

struct demo_people { /* what the steps have made so far */
    int64_t case_id[DEMO_PEOPLE], person[DEMO_PEOPLE], child[DEMO_PEOPLE], order[DEMO_PEOPLE];
    int64_t kindergarten[2];  /* organisations */
    struct actor aid_officer; /* who decides on applications */
    char first_card[1024];    /* the text of the card that `besa demo` shows how to check */
};

/* Everything whose day is `day` (0: today), by w->actor at w->now. *ret_next: the next day on which something
 * happens, 1 when nothing is left. Inside a transaction or not. */
err demo_day(struct work *w, int day, struct demo_people *people, int *ret_next) MUST_CHECK;

#endif
