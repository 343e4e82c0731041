/* Refusals as lines, one table per subject: what tests/flow/openapi_refusals.c meets besides its own. */
#ifndef SUPPORT_REFUSALS_H
#define SUPPORT_REFUSALS_H

#include "support/scene.h"

struct refusals {
    const struct refusal *list;
    size_t count;
};
#define REFUSALS(array)                                                                                      \
    {                                                                                                        \
        (array), sizeof(array) / sizeof((array)[0])                                                          \
    }

extern const struct refusals REFUSED_SEALED;  /* what coordinators who are not named may not open */
extern const struct refusals REFUSED_CARDS;   /* issued, shown, ended, exchanged */
extern const struct refusals REFUSED_READING; /* a file over time, its readers, notes, previews */

/* Orders, acts, and registrations put right. */
void orders_refused(struct scene *s);
void ended_refused(struct scene *s);   /* the file of an order that has ended */
void revival_refused(struct scene *s); /* a void order whose number is another one's by now */
void acts_refused(
    struct scene *s); /* an order with as many acts as it takes; behind all others of that order */
/* Calls, and records that never were. */
void casework_refused(struct scene *s);
/* Runs of the monthly payment: some of it needs the scene moved in between. */
void payments_refused(struct scene *s);
/* What becomes of payments, and the list they are paid by; behind payments_refused. */
void paying_refused(struct scene *s);
/* Which measures letters meant. */
void letters_refused(struct scene *s);
/* Copies that cannot be made. */
void backups_refused(struct scene *s);
void devices_refused(struct scene *s); /* the last of all: the desk's device has ended */
/* Persons and files that are not erased. */
void erasures_refused(struct scene *s);
/* Rules tried by a coordinator, and what is paid once. */
void rules_refused(struct scene *s);
/* Applications, deaths, kindergartens, the fee desk. */
void offices_refused(struct scene *s);
void doubts_refused(struct scene *s); /* in the file $twin_case, of $twin who applied by $twin_application */

#endif
