/* What a file is about today, summed up by the strongest of its orders. Read for one file, or for all from
 * the newest on at the cost of one walk. */
#ifndef DOMAIN_CASE_STATE_H
#define DOMAIN_CASE_STATE_H

#include "domain/claim/order_walk.h"
#include "domain/work/work.h"

struct rules;

enum case_state {
    CASE_NONE = 1, /* no order that was ever granted */
    CASE_COMING,   /* the first starts later */
    CASE_IN_FORCE,
    CASE_ENDING, /* in force, its last day within the days of the first reminder (45) */
    CASE_ENDED,
    CASE_SEALED, /* closed to the actor: nothing is told */
};
#define CASE_STATES CASE_SEALED
const char *
case_state_name(enum case_state s); /* "none", "coming", "in_force", "ending", "ended", "sealed" */
bool case_state_parse(const char *name, enum case_state *ret);

struct case_summary {
    enum case_state state;
    enum order_kind kind; /* of the strongest order: in force UM before UMM before UMPMM, then the later end;
                             else the next to start; else the last to end. 0: none */
    date until;           /* its last day; DATE_OPEN, DATE_NONE */
    int64_t order;        /* that order */
    const char *number;   /* its number, where case_summary_number was asked for it */
};

/* A walk over the orders of the files first … last, or of one, the newest file first. */
struct case_walk {
    struct order_walk orders;
    date soon; /* a last day up to here is near */
};
err case_walk_open(struct work *w, const struct rules *rules, int64_t first, int64_t last,
                   struct case_walk *ret) MUST_CHECK;
/* Of that file, whose id is smaller than those asked for before. */
err case_walk_read(struct work *w, struct case_walk *walk, int64_t case_id,
                   struct case_summary *ret) MUST_CHECK;
/* Opens the number of the order that the summary is about; NULL where there is none. */
err case_summary_number(struct work *w, struct case_summary *s) MUST_CHECK;
void case_walk_close(struct case_walk *walk); /* CLEANUP */

#endif
