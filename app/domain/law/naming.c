/* Who is named on which day. Between two edges nothing changes, so one day answers for all of them; an order
 * has a handful of acts, and most say nothing of persons. */
#include "domain/law/naming.h"

#include "domain/law/protection.h"

struct said {     /* a change as its act stands */
    date on;      /* of the decision */
    int64_t root; /* the act itself, whoever corrected it */
    date from, until;
    int64_t by, until_by; /* the records that say so; until_by 0: nobody ended it */
    bool in;
};

/* The last day on which a change holds: open unless a court of appeal overturned its act. */
static void overturning_take(const struct act *acts, size_t count, struct said *s)
{
    struct act value;

    for (size_t i = 0; i < count; i++) {
        if (acts[i].kind != ACT_APPEAL_DECIDED || !act_value(acts, count, &acts[i], &value) ||
            value.outcome != APPEAL_OVERTURNED || value.about != s->root || !date_known(value.effective))
            continue;
        if (date_add_days(value.effective, -1) < s->until) {
            s->until = date_add_days(value.effective, -1);
            s->until_by = value.id;
        }
    }
}

/* An outcome that changed nothing takes nobody in or out, also where a correction has made it one. */
static bool names_anew(const struct act *value)
{
    return value->kind != ACT_APPEAL_DECIDED || value->outcome == APPEAL_CHANGED;
}

/* false: its act is void, or another record speaks for it. */
static bool change_read(const struct act *acts, size_t count, const struct naming_change *change,
                        struct said *ret)
{
    struct act value;

    for (size_t i = 0; i < count; i++) {
        if ((acts[i].kind != ACT_AMENDED && acts[i].kind != ACT_APPEAL_DECIDED) ||
            !act_value(acts, count, &acts[i], &value) || value.id != change->act || !names_anew(&value))
            continue;
        *ret = (struct said){.on = value.on,
                             .root = acts[i].id,
                             .from = date_known(value.effective) ? value.effective : value.on,
                             .until = DATE_OPEN,
                             .by = value.id,
                             .in = change->in};
        overturning_take(acts, count, ret);
        return true;
    }
    return false;
}

struct naming_words { /* all that is said of one person */
    const struct act *acts;
    size_t act_count;
    bool registered;
    const struct naming_change *changes;
    size_t count;
};

/* On that day: whether she is named, and which record made it so (0: the registration's own). */
static bool named_on(const struct naming_words *w, date on, int64_t *ret_by)
{
    struct said last = {.on = DATE_NONE, .root = 0, .in = w->registered}, s;
    int64_t overturned = 0;

    for (size_t i = 0; i < w->count; i++) {
        if (!change_read(w->acts, w->act_count, &w->changes[i], &s) || on < s.from)
            continue;
        if (on > s.until) {
            overturned = s.until_by > overturned ? s.until_by : overturned;
            continue;
        }
        if (s.on > last.on || (s.on == last.on && s.root > last.root))
            last = s;
    }
    *ret_by = last.by ? last.by : overturned;
    return last.in;
}

/* The first day behind `after` on which that can change; DATE_OPEN: none. */
static date next_edge(const struct naming_words *w, date after)
{
    date next = DATE_OPEN;
    struct said s;

    for (size_t i = 0; i < w->count; i++) {
        if (!change_read(w->acts, w->act_count, &w->changes[i], &s))
            continue;
        if (s.from > after && s.from < next)
            next = s.from;
        if (s.until < DATE_OPEN && s.until + 1 > after && s.until + 1 < next)
            next = s.until + 1;
    }
    return next;
}

size_t naming_of(const struct act *acts, size_t act_count, bool registered,
                 const struct naming_change *changes, size_t count, struct naming *ret)
{
    const struct naming_words w = {acts, act_count, registered, changes, count};
    bool was = false, is;
    size_t n = 0;
    int64_t by;

    for (date on = DATE_NONE; on != DATE_OPEN; on = next_edge(&w, on)) {
        is = named_on(&w, on, &by);
        if (is && !was)
            ret[n++] = (struct naming){.from = on, .until = DATE_OPEN, .from_act = by};
        if (!is && was) {
            ret[n - 1].until = on - 1;
            ret[n - 1].until_act = by;
        }
        was = is;
    }
    return n;
}

bool naming_speaker(const struct act *acts, size_t act_count, bool registered,
                    const struct naming_change *changes, size_t count, date on, int64_t *ret_by)
{
    return named_on(&(struct naming_words){acts, act_count, registered, changes, count}, on, ret_by);
}

bool naming_on(const struct naming *namings, size_t count, date on)
{
    for (size_t i = 0; i < count; i++)
        if (namings[i].from <= on && on <= namings[i].until)
            return true;
    return false;
}

struct protection naming_limit(const struct protection *p, const struct naming *n)
{
    struct protection limited = *p;

    if (!p->granted)
        return limited;
    if (n->from > limited.from) {
        limited.from = n->from;
        limited.from_act = n->from_act;
    }
    if (n->until < limited.last_day)
        limited.last_day = n->until;
    if (n->until < limited.until) {
        limited.until = n->until;
        limited.until_act = n->until_act;
        limited.cut = true;
        limited.cut_by = ACT_AMENDED;
    }
    return limited;
}
