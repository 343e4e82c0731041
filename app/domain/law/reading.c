/* Acts read as they count on a day. */
#include "domain/law/reading.h"

int64_t reading_about(const struct reading *r, const struct act *a)
{
    return a->about ? a->about : r->grant;
}

/* Whether that act says that it overturns the other by then; it need not count itself. */
static bool says_overturned(const struct reading *r, const struct act *by, const struct act *act,
                            struct act *ret)
{
    return by->kind == ACT_APPEAL_DECIDED && (act->kind != ACT_APPEAL_DECIDED || by->id > act->id) &&
           act_value(r->acts, r->count, by, ret) && ret->outcome == APPEAL_OVERTURNED &&
           ret->about == act->id && date_known(ret->effective) && ret->effective <= r->day;
}

/* The grant is not struck out but cut: its first days were lived. An appeal is about what was recorded before
 * it, so the chain of appeals ends; and it is about one act, so that none is asked for twice. */
int64_t reading_overturned_by(const struct reading *r, const struct act *act)
{
    int64_t last = 0;
    struct act a;

    if (act->id == r->grant || !act_appealable(act->kind))
        return 0;
    for (size_t i = 0; i < r->count; i++)
        if (says_overturned(r, &r->acts[i], act, &a) && a.id > last && !reading_overturned_by(r, &r->acts[i]))
            last = a.id;
    return last;
}

bool reading_counts(const struct reading *r, const struct act *act, struct act *ret)
{
    return act_value(r->acts, r->count, act, ret) && !reading_overturned_by(r, act);
}

static bool rank_before(struct rank a, struct rank b)
{
    return a.on != b.on ? a.on < b.on : a.id < b.id;
}

/* Nothing is sorted, as there is nowhere to sort into: an order has a handful of acts. */
bool reading_next(const struct reading *r, unsigned kinds, struct rank *at, struct act *ret)
{
    struct act value;
    struct rank best = {0};
    bool found = false;

    for (size_t i = 0; i < r->count; i++) {
        if (!(kinds & ACT_BIT(r->acts[i].kind)) || !reading_counts(r, &r->acts[i], &value))
            continue;
        struct rank here = {.on = value.on, .id = r->acts[i].id};
        if (!rank_before(*at, here) || (found && !rank_before(here, best)))
            continue;
        best = here;
        *ret = value;
        found = true;
    }
    if (found)
        *at = best;
    return found;
}

bool reading_answered(const struct reading *r, int64_t about, date appealed)
{
    struct rank at = RANK_FIRST;
    struct act a;

    while (reading_next(r, ACT_BIT(ACT_APPEAL_DECIDED), &at, &a))
        if (reading_about(r, &a) == about && a.on >= appealed)
            return true;
    return false;
}

struct turn reading_turn(const struct reading *given, date after)
{
    struct turn next = {.on = DATE_OPEN};
    struct reading r = *given;
    struct rank at;
    struct act a;

    for (size_t i = 0; i < r.count; i++) {
        date on;

        if (r.acts[i].kind != ACT_APPEAL_DECIDED || !act_value(r.acts, r.count, &r.acts[i], &a))
            continue;
        on = a.outcome == APPEAL_OVERTURNED ? a.effective : a.on;
        if (date_known(on) && on > after && on < next.on)
            next.on = on;
    }
    r.day = next.on;
    at = RANK_FIRST;
    while (next.on != DATE_OPEN && !next.act && reading_next(&r, ACT_BIT(ACT_APPEAL_DECIDED), &at, &a))
        if ((a.outcome == APPEAL_OVERTURNED ? a.effective : a.on) == next.on)
            next.act = a.id;
    return next;
}
