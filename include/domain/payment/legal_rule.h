/* The law's numbers kept by the administrator: each row holds from its first day until the next of its number
 * begins, and days before keep what they had. */
#ifndef DOMAIN_LEGAL_RULE_H
#define DOMAIN_LEGAL_RULE_H

#include "domain/law/legal_number.h"
#include "domain/work/work.h"

struct kept_number { /* a row as it stands, also one that was taken back */
    int64_t id;
    struct legal_rule
        rule; /* until: its last day, by what begins after it; before its first where it has none */
    int64_t recorded_at; /* UTC seconds; 0: came with the program */
    int64_t voided_at;   /* 0: it counts */
};
/* All of them by number and first day, in the arena. */
err legal_rule_list(struct work *w, struct kept_number **ret, size_t *ret_count) MUST_CHECK;

/* From in->from on; in->until is not looked at. One of the same first day takes the place of the one that
 * stood there. Cards are brought in step where it counts already. ERR_INPUT with the field: "required",
 * "too_long", "out_of_bounds" (outside of legal_number_bounds). Warns "in_past": it begins before today, so
 * that terms of days past change with it. Logged "legal_rule.add". *ret_affected: persons whose cards were
 * looked at. */
err legal_rule_add(struct work *w, const struct legal_rule *in, int64_t *ret_id,
                   int64_t *ret_affected) MUST_CHECK;

/* Takes back a row that has not begun. ERR_ABSENT "no_legal_rule"; ERR_CONFLICT "already_voided", or
 * "rule_begun": from its first day on a row is replaced by another, and stays. Logged "legal_rule.void". */
err legal_rule_void(struct work *w, int64_t id) MUST_CHECK;

#endif
