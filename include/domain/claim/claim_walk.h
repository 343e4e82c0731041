/* The claims of one person after another: everything is read once, in the order of the persons. It reads
 * while it lives. */
#ifndef DOMAIN_CLAIM_WALK_H
#define DOMAIN_CLAIM_WALK_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct rules;

struct claim_walk;
/* rules: outlive the walk. */
err claim_walk_begin(struct work *w, const struct rules *rules, struct claim_walk **ret) MUST_CHECK;
/* As claim_load. person: higher than the one before. What it says lies in the arena that the work has now. */
err claim_walk_to(struct claim_walk *k, int64_t person, struct claim *ret) MUST_CHECK;
void claim_walk_end(struct claim_walk **k); /* CLEANUP */

#endif
