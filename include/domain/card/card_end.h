/* The end of a card before its time: revoked, lost, replaced, compromised. Past the guard of all the person's
 * files. */
#ifndef DOMAIN_CARD_END_H
#define DOMAIN_CARD_END_H

#include "domain/card/card.h"

enum card_end { CARD_REVOKED = 1, CARD_LOST, CARD_REPLACED, CARD_COMPROMISED };
const char *card_end_name(enum card_end why); /* "revoked", "lost", "replaced", "compromised" */
bool card_end_parse(const char *name, enum card_end *ret);

/* Revoked at once, its bit set and the list signed again in the same transaction. ERR_CONFLICT
 * "already_revoked". */
err card_revoke(struct work *w, const char *number, enum card_end why) MUST_CHECK;
/* A new card for the same person and those of its services that still hold; the old one is revoked as
 * replaced. */
err card_replace(struct work *w, const char *number, struct card *ret) MUST_CHECK;
/* Revoke, issue anew, mark the safe channel unsafe: one transaction. Where nothing holds any more that a new
 * card could carry, the old one goes all the same: ret->id is 0 then, with a warning "no_new_card". */
err card_compromised(struct work *w, const char *number, struct card *ret) MUST_CHECK;

#endif
