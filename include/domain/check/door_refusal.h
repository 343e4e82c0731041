/* What the part that checks refused: unknown and revoked devices, codes that enrol nobody, numbers typed too
 * fast. By day and organisation alone (a refusal of a single device at an hour would tell where somebody
 * was). */
#ifndef DOMAIN_DOOR_REFUSAL_H
#define DOMAIN_DOOR_REFUSAL_H

#include "domain/check/doorway.h"

struct door_refusal {
    const char *method, *route, *code;
    int64_t count;
};
/* Adds to what is counted for that day. organisation 0: of none. The caller's transaction. */
err door_refusal_store(struct doorway *d, date on, int64_t organisation,
                       const struct door_refusal *r) MUST_CHECK;

#endif
