/* Who is named on which day. Between two edges nothing changes, so one day answers for all of them; an order
 * has a handful of acts, and most say nothing of persons. */
#include "domain/law/naming.h"

#include "domain/law/protection.h"
#include "domain/law/reading.h"

struct said {    /* a change as its act says it */
    date on;     /* of the decision */
    int64_t act; /* the act itself, whoever corrected it */
    int64_t by;  /* the record that speaks */
    date from;
    bool in;
};

struct naming_words { /* all that is said of one person */
    const struct act *acts;
    size_t act_count;
    bool registered;
    const struct naming_change *changes;
    size_t count;
};

/* An outcome that changed nothing takes nobody in or out, also where a correction has made it one. */
static bool names_anew(const struct act *value)
{
    return value->kind == ACT_AMENDED ||
           (value->kind == ACT_APPEAL_DECIDED && value->outcome == APPEAL_CHANGED);
}

/* false: the act is void, or says nothing of her. */
static bool change_read(const struct naming_words *w, const struct act *act, struct said *ret)
{
    struct act value;

    if (!act_value(w->acts, w->act_count, act, &value) || !names_anew(&value))
        return false;
    for (size_t i = 0; i < w->count; i++) {
        if (w->changes[i].act != value.id)
            continue;
        *ret = (struct said){.on = value.on,
                             .act = act->id,
                             .by = value.id,
                             .from = date_known(value.effective) ? value.effective : value.on,
                             .in = w->changes[i].in};
        return true;
    }
    return false;
}

/* On that day: whether she is named, and which record made it so (0: the registration's own). */
static bool named_on(const struct naming_words *w, date on, int64_t *ret_by)
{
    const struct reading then = {.acts = w->acts, .count = w->act_count, .day = on};
    struct said last = {.on = DATE_NONE, .in = w->registered}, s;
    int64_t overturned = 0, by;

    for (size_t i = 0; i < w->act_count; i++) {
        if (!change_read(w, &w->acts[i], &s) || on < s.from)
            continue;
        if ((by = reading_overturned_by(&then, &w->acts[i])) != 0)
            overturned = by > overturned ? by : overturned;
        else if (s.on > last.on || (s.on == last.on && s.act > last.act))
            last = s;
    }
    *ret_by = last.by ? last.by : overturned;
    return last.in;
}

/* The first day behind `after` on which that can change; DATE_OPEN: none. */
static date next_edge(const struct naming_words *w, date after)
{
    date next = DATE_OPEN;
    struct act value;
    struct said s;

    for (size_t i = 0; i < w->act_count; i++) {
        if (change_read(w, &w->acts[i], &s) && s.from > after && s.from < next)
            next = s.from;
        if (act_value(w->acts, w->act_count, &w->acts[i], &value) && value.outcome == APPEAL_OVERTURNED &&
            date_known(value.effective) && value.effective > after && value.effective < next)
            next = value.effective;
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
