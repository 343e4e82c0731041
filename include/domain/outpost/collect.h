/* What checks wrote, taken into the register: counts, enrolments, refusals. Whoever serves the doors may be
 * taken over, so each row is looked at as input from outside: a known organisation and kind, a day and a
 * number that can be, never less than before; an enrolment only with the code itself. What fails is left out,
 * put right in check.db, and reported: in the program's log, and once a day in the register's. */
#ifndef DOMAIN_COLLECT_H
#define DOMAIN_COLLECT_H

#include "domain/outpost/outpost.h"

#define COLLECT_DAYS 62      /* so long ago may a count be that comes in late */
#define COLLECT_MOST 1000000 /* checks of one result in a day */
#define COLLECT_ROWS 20000   /* of a table; more than that is no store of ours */

/* Outside of any transaction. What cannot be collected now (ERR_BUSY: somebody holds check.db) is next time.
 * Logged "device.enrol" for each that took its token, "check.refused" with how many rows of which table were
 * not believed. */
err outpost_collect(struct outpost *o, struct work *w) MUST_CHECK;
/* The same before something of it is shown: what fails is logged, and what was collected before is shown. o
 * NULL: nothing is. */
void outpost_collected(struct outpost *o, struct work *w);

#endif
