/* The step of the upgrade that seals what orders and acts had in plain text until then. */
#ifndef DOMAIN_ORDER_SEALING_H
#define DOMAIN_ORDER_SEALING_H

#include "base/err.h"

struct db;

/* Issuer, number and indexes of every order, number of the court's act of every act, for script order_numbers
 * of db/. work: a struct work. Inside its transaction. */
err order_numbers_seal(struct db *db, void *work) MUST_CHECK;

#endif
