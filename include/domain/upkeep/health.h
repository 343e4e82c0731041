/* Whether what should happen by itself did, and whether the machine has what the register needs: one
 * judgement for `besa doctor` and the administrator's page. */
#ifndef DOMAIN_HEALTH_H
#define DOMAIN_HEALTH_H

#include "domain/upkeep/condition.h"

enum health_state {
    HEALTH_GOOD,
    HEALTH_LOOK,  /* somebody should look into it these days */
    HEALTH_FAULT, /* the register does not do what it should, or soon will not */
};

enum health_part {
    HEALTH_CLOCK,
    HEALTH_DISK,
    HEALTH_FONT,
    HEALTH_BACKUP,
    HEALTH_DRILL,
    HEALTH_MIDNIGHT,
    HEALTH_LISTS,
    HEALTH_DOORS,
    HEALTH_PARTS
};

struct health {
    enum health_state state;
    int64_t at;    /* instant that it is judged by; 0: none */
    int64_t count; /* bytes that are free, changes that wait; -1: there is no such figure */
};

const char *health_part_name(enum health_part p);   /* "backup" */
const char *health_state_name(enum health_state s); /* "look" */

enum health_state health_room(int64_t bytes); /* that are free on a disk */
/* What the register itself tells: all but the disk, letters, and the doors, which stay as they are. */
void health_judge(const struct condition *c, int64_t now, date today, struct health ret[HEALTH_PARTS]);
/* All of it. database, check: their paths. Reads only, and is not logged. */
err health_read(struct work *w, const char *database, const char *check,
                struct health ret[HEALTH_PARTS]) MUST_CHECK;

#endif
