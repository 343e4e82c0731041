/* Writing one act down: the only statement that fills order_act. */
#ifndef DOMAIN_ACT_STORE_H
#define DOMAIN_ACT_STORE_H

#include "domain/law/protection.h"
#include "domain/work/work.h"

/* *ret_id is drawn here, act->id is not looked at. The caller's transaction, checks and log entry. */
err act_append(struct work *w, int64_t order, const struct act *act, const char *decision, const char *note,
               int64_t *ret_id) MUST_CHECK;
/* Bring the cards of everybody the order names in step. Inside the same transaction. */
err order_refresh(struct work *w, int64_t order) MUST_CHECK;

#endif
