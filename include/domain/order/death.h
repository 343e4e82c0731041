/* A death that was reported: its day is the last of every benefit of that person. */
#ifndef DOMAIN_DEATH_H
#define DOMAIN_DEATH_H

#include "domain/work/work.h"

struct death_new {
    int64_t version, case_id; /* a file in which the person stands */
    date on;                  /* DATE_NONE: it was reported by mistake */
};
/* Past the guard of the person's files; her cards follow. ERR_INPUT at "person" "not_in_file"; at "on"
 * "in_future", "out_of_order" (before she was born). */
err death_write(struct work *w, int64_t person, const struct death_new *in) MUST_CHECK;

/* The day a death was recorded for; DATE_NONE: none. ERR_ABSENT. */
err person_died_read(struct work *w, int64_t id, date *ret) MUST_CHECK;

#endif
