/* Benefit rules kept by the administrator: a new decision of the council begins on a day and takes the place
 * of the one before. */
#ifndef DOMAIN_RULE_H
#define DOMAIN_RULE_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

#define RULE_AMOUNT_ODD 50000 /* new lekë a month; above it people may have written old lekë (× 10) */

/* in->id is not looked at; in->unit 0: rides, certificates, days, or months of the payment. The service's
 * rule that is open on in->from ends the day before; one of the same first day is superseded: it keeps no
 * day, so that a mistake can be put right on the day it was made. Cards are brought in step. ERR_INPUT with
 * the field; "not_month_first" and "not_month_last": a rule of the payment begins and ends with a month.
 * "unit_unsuited", "share_unsuited" and "creche_unsuited": that service is not counted so. ERR_CONFLICT
 * "rule_overlaps": another rule of the service begins after that day, or before it with an end of its own on
 * that day or later. Warns "amount_unknown" where nobody has stated the fee, "amount_odd" at ten times the
 * amount of the rule before, "amount_large" above RULE_AMOUNT_ODD, "in_past" when it begins before today.
 * *ret_affected: persons whose cards were looked at. */
err rule_add(struct work *w, const struct benefit_rule *in, int64_t *ret_id,
             int64_t *ret_affected) MUST_CHECK;

/* Takes back a rule that was mistyped; what it had ended goes on as before. ERR_ABSENT "no_rule_of_id";
 * ERR_CONFLICT "already_voided", or "rule_relied_on": an approved payment names it, or certificates were
 * counted by its fee; then it is replaced by another, and the next run puts right what was paid. Logged
 * "rule.void". */
err rule_void(struct work *w, int64_t id, int64_t *ret_affected) MUST_CHECK;

/* The decision behind a rule of any kind: ERR_INPUT "required" or "too_long" at "source". */
err rule_source_check(struct work *w, const char *source, size_t most) MUST_CHECK;

#endif
