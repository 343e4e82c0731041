/* Terms held against the acts. */
#include "domain/law/term_count.h"

/* The latest of that kind since the decision; DATE_NONE: none. */
static date happened(const struct reading *r, enum act_kind kind, date decided)
{
    struct rank at = RANK_FIRST;
    date on = DATE_NONE;
    struct act a;

    while (reading_next(r, ACT_BIT(kind), &at, &a))
        if (a.on >= decided)
            on = a.on;
    return on;
}

/* Whether an appeal about the act makes what was taken for its finality none. */
static bool appealed(const struct reading *r, int64_t id, const struct term *t, date final)
{
    const date last = term_last_day(t, final);
    struct rank at = RANK_FIRST;
    struct act a;

    while (reading_next(r, ACT_BIT(ACT_APPEALED) | ACT_BIT(ACT_APPEAL_DECIDED), &at, &a)) {
        if (reading_about(r, &a) != id || a.on > last)
            continue;
        if (a.kind == ACT_APPEALED ? !reading_answered(r, id, a.on)
                                   : a.outcome != APPEAL_OVERTURNED && a.on > final)
            return true;
    }
    return false;
}

static date since(const struct reading *r, int64_t id, const struct act *a, date first)
{
    date on;

    switch (a->term.from) {
    case TERM_NONE:
        break;
    case TERM_DECISION:
        return a->on;
    case TERM_START:
        return first;
    case TERM_SERVICE:
        return happened(r, ACT_SERVED, a->on);
    case TERM_FINALITY:
        on = happened(r, ACT_FINAL, a->on);
        return on != DATE_NONE && appealed(r, id, &a->term, on) ? DATE_NONE : on;
    }
    return DATE_NONE;
}

struct counted term_count(const struct reading *r, int64_t id, const struct act *a, date first)
{
    struct counted c = {.term = a->term, .since = since(r, id, a, first), .said_on = a->on};
    const date begins = a->kind == ACT_EXTENDED ? a->start : first;

    if (date_known(c.since) && date_known(begins) && term_last_day(&c.term, c.since) < begins)
        c.since = DATE_NONE;
    return c;
}
