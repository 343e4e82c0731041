/* Two rows of one holder become one, by the office's word (ground_holder_correct). */
#ifndef DOMAIN_GROUND_UNITE_H
#define DOMAIN_GROUND_UNITE_H

#include "domain/work/work.h"

/* Grounds and cards of `from` go to `to`, and `from` is gone. Grounds of one kind that overlap then may stay:
 * rights of both are one. Nothing ends by it. One of the two at most has a personal number. Inside a
 * transaction; the caller refreshes the cards of `to`. Logged "ground.unite". */
err ground_unite(struct work *w, int64_t from, int64_t to) MUST_CHECK;

#endif
