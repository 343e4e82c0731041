/* What is stored folded, brought up to date when the rules of folding (base/text.h) have changed: names of
 * units, and the blind indexes of orders' issuers and of persons' names, which only the keys can make. */
#ifndef DOMAIN_FOLD_H
#define DOMAIN_FOLD_H

#include "domain/work/work.h"

/* 1, or no row: Latin letters up to U+017F; 2: every script; 3: apostrophes, dashes, what is not seen, names
 * of people by their key (base/name_key.h), numbers of orders by theirs (domain/law/order_key.h). */
#define FOLD_RULES 4

/* One transaction, once for each FOLD_RULES. What two rows would then share stays as it is with the later
 * one: they are told apart as before. So does a person whose name is damaged; ERR_CORRUPT when all are. */
err fold_renew(struct work *w) MUST_CHECK;

#endif
