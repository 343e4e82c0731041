/* The step of the upgrade that seals numbers of cards. */
#ifndef DOMAIN_CARD_SEALING_H
#define DOMAIN_CARD_SEALING_H

#include "base/err.h"

struct db;

/* For script card_numbers of db/. work: a struct work. Inside its transaction. */
err card_numbers_seal(struct db *db, void *work) MUST_CHECK;

#endif
