/* What is due for a month: a pure function of a person's claim, the benefit rules and the rules by which
 * months are paid. No database, no clock. A month is named by its first day. */
#ifndef DOMAIN_PAYMENT_DUE_H
#define DOMAIN_PAYMENT_DUE_H

#include "domain/law/entitlement.h"

enum part_month {
    PART_WHOLE = 1, /* one payable day pays the month: the amount of the first payable day */
    PART_DAYS,      /* each payable day its share of its amount; the sum is rounded down to whole lekë */
};
enum first_month {
    FIRST_FILING = 1, /* an application pays from the first month it counts for: of filing, or the next when
                         filed late */
    FIRST_NEXT,       /* from the month after that */
};
const char *part_month_name(enum part_month p);   /* "whole", "days" */
const char *first_month_name(enum first_month f); /* "filing", "next" */
bool part_month_parse(const char *name, enum part_month *ret);
bool first_month_parse(const char *name, enum first_month *ret);

/* How months are paid from `from`, the first day of a month, on. */
struct payment_rule {
    int64_t id;
    enum part_month part;
    enum first_month first;
    const char *source;
    date from, until; /* until DATE_OPEN without end; before `from`: superseded */
};

struct payment_rules {
    const struct benefit_rule *benefits;
    size_t benefit_count;
    const struct payment_rule *months;
    size_t month_count;
};

/* The rule of a month: valid on its first day, with the latest `from`, then the highest id. NULL: none. */
const struct payment_rule *payment_rule_on(const struct payment_rule *rules, size_t count, date month);
/* Whether a benefit rule pays on any day of the month, and a payment rule says how. */
bool payment_month_ruled(const struct payment_rules *rules, date month);

struct payment_due {
    date month;
    int64_t amount;         /* new lekë, above 0 */
    date day;               /* first payable day */
    struct because because; /* of that day; because.amount is the rule's, for a whole month */
};
/* Every month from first to last (both first days of months) for which something is due, in order. */
err payment_dues(const struct claim *c, const struct payment_rules *rules, date first, date last,
                 struct arena *a, struct payment_due **ret, size_t *ret_count) MUST_CHECK;

/* Why nothing is due for a month of which payment_dues names none: the reason that came furthest on any day
 * of it (the later in enum why_not), by its name; "not_payable_period" in place of where she lives, which is
 * not for those who pay; "no_amount": payable, but nothing of it. */
err payment_why_not(const struct claim *c, const struct payment_rules *rules, date month, struct arena *a,
                    const char **ret) MUST_CHECK;

#endif
