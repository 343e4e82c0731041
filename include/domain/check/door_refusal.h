/* What the part that checks refused: unknown and revoked devices, codes that enrol nobody, numbers typed too
 * fast. By day and organisation alone (a refusal of a single device at an hour would tell where somebody
 * was). */
#ifndef DOMAIN_DOOR_REFUSAL_H
#define DOMAIN_DOOR_REFUSAL_H

#include "domain/office/refusal.h"

/* Adds to what is counted for that day. The caller's transaction. */
err door_refusal_store(struct work *w, const struct refused_kind *r) MUST_CHECK;
/* Logs "refused" for the days that are over, once: how many, by organisation, route and code. */
err door_refusals_log(struct work *w) MUST_CHECK;

#endif
