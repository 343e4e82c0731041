/* Terms counted from something that happens. */
#include "domain/law/term.h"

#include <string.h>

static const char *const FROM_NAMES[] = {
    [TERM_DECISION] = "decision",
    [TERM_START] = "start",
    [TERM_SERVICE] = "service",
    [TERM_FINALITY] = "finality",
};

bool term_given(const struct term *t)
{
    return t->from != TERM_NONE && (t->months > 0 || t->days > 0);
}

bool term_said(const struct term *t)
{
    return t->from != TERM_NONE || t->months || t->days;
}

bool term_same(const struct term *a, const struct term *b)
{
    return a->months == b->months && a->days == b->days && a->from == b->from;
}

bool term_awaits(const struct term *t)
{
    return term_given(t) && (t->from == TERM_SERVICE || t->from == TERM_FINALITY);
}

date term_last_day(const struct term *t, date since)
{
    return date_known(since) ? date_add_days(date_add_months(since, t->months), t->days) : DATE_OPEN;
}

bool counted_waits(const struct counted *c)
{
    return term_given(&c->term) && !date_known(c->since);
}

const char *term_from_name(enum term_from f)
{
    return (unsigned)f <= TERM_FINALITY ? FROM_NAMES[f] : NULL;
}

bool term_from_parse(const char *name, enum term_from *ret)
{
    for (unsigned f = TERM_DECISION; f <= TERM_FINALITY; f++)
        if (strcmp(name, FROM_NAMES[f]) == 0) {
            *ret = (enum term_from)f;
            return true;
        }
    return false;
}
