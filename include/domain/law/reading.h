/* The acts of one order as they count on a day: corrected, and without what an appeal has overturned by then.
 */
#ifndef DOMAIN_READING_H
#define DOMAIN_READING_H

#include "domain/law/act.h"

/* The acts as they count for one day of protection: what an appeal has overturned with effect by then does
 * not. */
struct reading {
    const struct act *acts;
    size_t count;
    int64_t grant; /* the act that grants; 0: none */
    date day;
};

/* Whether that act counts in the reading; *ret: what it says (act_value). */
bool reading_counts(const struct reading *r, const struct act *act, struct act *ret);
/* The record that has overturned an act by the reading's day, the last of them; 0: none has. */
int64_t reading_overturned_by(const struct reading *r, const struct act *act);
/* The act that an appeal, or its outcome, is about. */
int64_t reading_about(const struct reading *r, const struct act *a);

/* An act's rank among the acts of its order: by the day it was decided, then as recorded. */
struct rank {
    date on;
    int64_t id; /* of the act itself, whoever corrected it */
};
#define RANK_FIRST ((struct rank){DATE_NONE, INT64_MIN})

/* The next act of these kinds (a set of bits) that counts, behind *at, by day and id; moves *at there. */
bool reading_next(const struct reading *r, unsigned kinds, struct rank *at, struct act *ret);

/* Whether an appeal of that day about that act has its outcome. */
bool reading_answered(const struct reading *r, int64_t about, date appealed);

/* The days on which an appeal changes what counts. */
struct turn {
    date on;
    int64_t act; /* the outcome (or correction) that brings it */
};
/* The next behind that day; DATE_OPEN: there is none. */
struct turn reading_turn(const struct reading *given, date after);

#endif
