/* The rules by which months are paid, kept by the administrator. */
#ifndef DOMAIN_PAYMENT_RULE_H
#define DOMAIN_PAYMENT_RULE_H

#include "domain/payment/payment_due.h"
#include "domain/work/work.h"

/* All of them by id, in the arena. */
err payment_rules_load(struct work *w, struct payment_rule **ret, size_t *ret_count) MUST_CHECK;

/* From in->from on, in place of the rule that stood there, which ends the day before; one of the same day
 * keeps no day. in->id and in->until are not looked at. ERR_INPUT with the field: "required", "too_long",
 * "not_month_first" (from is no first day of a month); ERR_CONFLICT "rule_overlaps": another rule begins
 * later. Warns "in_past": months that are paid change with it, the next run puts them right. Logged
 * "payment_rule.add". */
err payment_rule_add(struct work *w, const struct payment_rule *in, int64_t *ret_id) MUST_CHECK;

/* Takes back a rule that was mistyped; what it had ended goes on as before. ERR_ABSENT "no_rule_of_id";
 * ERR_CONFLICT "already_voided", or "rule_relied_on": a run was approved by it, or it came with the program;
 * then another takes its place. Logged "payment_rule.void". */
err payment_rule_void(struct work *w, int64_t id) MUST_CHECK;

#endif
