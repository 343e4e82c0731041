/* A card that stays good while the court is asked for more: the council's days of waiting (pending_days). */
#ifndef DOMAIN_CARD_WAIT_H
#define DOMAIN_CARD_WAIT_H

#include "domain/card/card.h"

/* *ret: the first day from which one of the card's services goes on only because more is asked for and not
 * answered, where such a day is today or comes; DATE_NONE: none, or the card has ended. Neither guarded nor
 * logged: behind card_read. */
err card_waits_from(struct work *w, const struct card *card, date *ret) MUST_CHECK;

#endif
