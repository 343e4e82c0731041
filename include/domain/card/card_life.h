/* How long a card on another ground than an order is printed for.
 *
 * Whoever finds a card, or checks it, reads its printed day. Cards of orders without an end live 30 days,
 * those of a protection order until its end, twelve months at most; were all others printed for twelve
 * months, a near day would mean "order". So the life of every other card is drawn from the lives of the cards
 * of orders that were issued in the last twelve months (each counts once; those under 14 days are left out,
 * for nobody can be sent for a new card every week), and cut where the ground itself ends. Both kinds then
 * have the same share of short lives. Where fewer than 20 such cards are known, one in three is short and the
 * others live six to twelve months.
 *
 * At the doors, too, such a card lives as that of an order. Drawn as short as an open order's, it stays good
 * beyond its printed day, as that does (flag "extended", the list of prolonged cards), up to its life of
 * twelve months; else it ends with its printed day, as orders do, and the holder comes for the next one. Were
 * all of them good as long as the ground lasts, a card that goes on would mean "no order": over a year a door
 * told the two apart with an area of 0.91 under the ROC curve, and so with 0.65 (tests/unit/ground_hidden.c).
 * For whom an order names nothing ends so.
 * What it does not hide: ends under 14 days; the days on which many grounds end alike (the end of a year),
 * where their cards end with them; that orders end early more often than grounds; and that holders of other
 * grounds come for a next card more often. */
#ifndef DOMAIN_CARD_LIFE_H
#define DOMAIN_CARD_LIFE_H

#include "domain/work/work.h"

struct rules;

/* Lives to draw from; zero-initialise. In the arena of the work. */
struct card_lives {
    int *days; /* from the day of issue to the printed one, that one included */
    size_t count;
    bool known;
};
#define CARD_LIVES_FEWEST 20 /* fewer would show each single one */
#define CARD_LIFE_LEAST   14 /* days */
/* The last day of a card issued today. */
err card_life_draw(struct work *w, const struct rules *rules, struct card_lives *lives, date *ret) MUST_CHECK;

#endif
