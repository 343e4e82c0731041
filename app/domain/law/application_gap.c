/* Whether an application reaches over the time between two orders, or within one that was extended late. No
 * law was found to say how long it may: the number of days is a dated rule, and beyond it a person decides.
 */
#include "domain/law/application_gap.h"

struct stretch { /* of days on which one order protects */
    int64_t order;
    date from, until;
};

static void stretch_take(struct stretch *first, const struct stretch *s, date after)
{
    if (s->until < s->from || s->until <= after)
        return;
    if (!first->order || s->from < first->from || (s->from == first->from && s->order < first->order))
        *first = *s;
}

/* Of the days that orders protect without a gap behind `after`, those that begin first; of equals the lower
 * id. An order that was extended late has more than one such stretch. order 0: there is none. */
static struct stretch stretch_behind(const struct claim *c, date after)
{
    struct stretch first = {0};

    for (size_t i = 0; i < c->order_count; i++) {
        const struct protection *p = &c->orders[i].protection;
        struct stretch s = {.order = c->orders[i].id, .from = p->from};

        if (!p->granted || p->until < p->from)
            continue;
        for (size_t g = 0; g < p->gap_count; g++) {
            s.until = p->gaps[g].from - 1;
            stretch_take(&first, &s, after);
            s.from = p->gaps[g].until + 1;
        }
        s.until = p->until;
        stretch_take(&first, &s, after);
    }
    return first;
}

int64_t application_gap(const struct claim *c, date filed_on, date on, const struct legal_rule *rules,
                        size_t rule_count)
{
    struct stretch s;
    date reach = filed_on - 1; /* the last day up to which orders were looked at */
    bool begun = false;
    int64_t last = 0;

    if (!date_known(filed_on))
        return 0;
    while ((s = stretch_behind(c, reach)).order && s.from <= on) {
        if (begun && s.from - reach - 1 > legal_value(rules, rule_count, LEGAL_APPLICATION_GAP_DAYS, s.from))
            last = s.order;
        begun = true;
        reach = s.until;
    }
    return last;
}
