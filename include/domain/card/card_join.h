/* Two rows of persons that are found to be one human: the holder of another ground than an order, and
 * somebody who stands in a file.
 *
 * Nothing of it is seen: no card is ended or made, none changes its number, place in the list or printed
 * day. What both carried stays good, for the rights of both are one from now on; and of two cards only one
 * is followed by another (domain/ground/ground_card.h). */
#ifndef DOMAIN_CARD_JOIN_H
#define DOMAIN_CARD_JOIN_H

#include "domain/work/work.h"

/* To be called when that person's number was learned: whoever holds a ground under it holds it as this
 * person. Inside a transaction; the caller refreshes the person's cards. */
err card_join(struct work *w, int64_t person) MUST_CHECK;

/* Cards and kindergarten places of one person go to another, and its row with all that it says goes. `from`
 * stands in no file. */
err card_move_all(struct work *w, int64_t from, int64_t to) MUST_CHECK;

#endif
