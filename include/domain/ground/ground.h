/* A card's holder by another ground than a court's order: economic aid, disability, an orphan, a foster
 * family, triplets, age, or what else a council decided. Kept by the economic-aid office, which sees no file
 * or order by it; whoever keeps files sees no ground.
 *
 * One holder has one card. By personal number a holder is the same as a person of a file (or becomes that
 * person when an order names her): then the rights of both are united, and where one of them ends and the
 * other goes on, nothing of the card moves. Without a number nobody is matched with a file: names alone do
 * not suffice. */
#ifndef DOMAIN_GROUND_H
#define DOMAIN_GROUND_H

#include "domain/ground/ground_holder.h"
#include "domain/work/work.h"

/* A holder who is known, by number, or without one by name and year of birth, gets one more ground. All
 * faults at once, ERR_INPUT with the field. ERR_CONFLICT "ground_overlaps" at "from": one of that kind holds
 * on some of these days; "ground_known": it is that very ground, and nothing is written. What a card of the
 * holder is good for follows at once. Logged "ground.add". */
err ground_add(struct work *w, const struct ground_new *given, int64_t *ret_holder) MUST_CHECK;

/* Its last day, which may be moved both ways, but not before the day on which it began. ERR_ABSENT
 * "no_ground"; ERR_INPUT at "until": "required", "out_of_order". ERR_CONFLICT "ground_overlaps". Logged
 * "ground.end". */
err ground_end(struct work *w, int64_t ground, date until) MUST_CHECK;

struct ground {
    int64_t id;
    const char *kind, *decision;
    date decided_on, from, until; /* until DATE_OPEN */
};

/* In order of their first days, newest first. Neither guarded nor logged. */
err ground_list(struct work *w, int64_t holder, struct ground **ret, size_t *ret_count) MUST_CHECK;

#endif
