/* What is paid once beside a month's payment: a year-end bonus, by a decision with its source. Whoever is
 * paid for the month is paid it too, in the same run or, where the month is paid later, with it; where the
 * month is taken back, so is this. */
#ifndef DOMAIN_ONE_OFF_H
#define DOMAIN_ONE_OFF_H

#include "domain/work/work.h"

struct one_off {
    int64_t id;
    const char *text, *text_en; /* on the list that leaves the office */
    const char *source;         /* "VKB 30/2026" */
    date month;
    int64_t amount; /* new lekë, above 0 */
    bool voided;
};
/* All of them, also those that were taken back, by id. */
err one_off_list(struct work *w, struct one_off **ret, size_t *ret_count) MUST_CHECK;

/* in->id and in->voided are not looked at. ERR_INPUT with the field: "required", "too_long", "bad_text",
 * "telling" at "text" or "text_en" (the words say why somebody is paid), "not_month_first" at "month",
 * "out_of_range" at "amount". Warns "amount_large" above RULE_AMOUNT_ODD, "in_past": the month is over, the
 * next run pays it. Logged "one_off.add". */
err one_off_add(struct work *w, const struct one_off *in, int64_t *ret_id) MUST_CHECK;

/* It never was: what approved runs paid by it the next one takes back, which a preview tells (rule_effect.h).
 * ERR_ABSENT "no_rule_of_id"; ERR_CONFLICT "already_voided". Logged "one_off.void". */
err one_off_void(struct work *w, int64_t id) MUST_CHECK;

#endif
