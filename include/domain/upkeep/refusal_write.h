/* What was refused since it was last written, into the log. */
#ifndef DOMAIN_REFUSAL_WRITE_H
#define DOMAIN_REFUSAL_WRITE_H

#include "domain/office/refusal.h"

/* A line "refused" for each kind: by whom, on what, the route, the code and how often; and to coordinators,
 * that somebody was refused their sealed file. Those of the door are counted by day (door_refusal.h). Kept in
 * memory if that fails, and where w (no register here) or d is NULL what belongs there. */
struct doorway;
err refusals_write(struct refused_kinds *r, struct work *w, struct doorway *d) MUST_CHECK;

#endif
