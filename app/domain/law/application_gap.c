/* Whether an application reaches over the time between two orders. No law was found to say how long it may:
 * the number of days is a dated rule, and beyond it a person decides. */
#include "domain/law/application_gap.h"

/* Of the orders that protect on a day behind `after`, the one that begins first; of equals the lower id.
 * NULL: there is none. */
static const struct covering_order *order_behind(const struct claim *c, date after)
{
    const struct covering_order *first = NULL;

    for (size_t i = 0; i < c->order_count; i++) {
        const struct covering_order *o = &c->orders[i];
        const struct protection *p = &o->protection;

        if (!p->granted || p->until < p->from || p->until <= after)
            continue;
        if (!first || p->from < first->protection.from ||
            (p->from == first->protection.from && o->id < first->id))
            first = o;
    }
    return first;
}

int64_t application_gap(const struct claim *c, date filed_on, date on, const struct legal_rule *rules,
                        size_t rule_count)
{
    const struct covering_order *o;
    date reach = filed_on - 1; /* the last day up to which orders were looked at */
    bool begun = false;
    int64_t last = 0;

    if (!date_known(filed_on))
        return 0;
    while ((o = order_behind(c, reach)) && o->protection.from <= on) {
        const date from = o->protection.from;

        if (begun && from - reach - 1 > legal_value(rules, rule_count, LEGAL_APPLICATION_GAP_DAYS, from))
            last = o->id;
        begun = true;
        reach = o->protection.until;
    }
    return last;
}
