/* What follows for the cards of somebody whose name or year was put right. */
#ifndef DOMAIN_CARD_FOLLOW_H
#define DOMAIN_CARD_FOLLOW_H

#include "domain/work/work.h"

/* Checkers and kindergartens are shown the right initials; a card that is still good and prints others is
 * known as such (card_reprint) until it is withdrawn, ends, or prints what is right again. *ret_outdated:
 * there is one. Inside a transaction; the caller refreshes the person's cards. */
err card_follow(struct work *w, int64_t person, bool *ret_outdated) MUST_CHECK;

#endif
