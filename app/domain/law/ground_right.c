/* Grounds times rules times enrolments: each that have days in common give a span; then what touches is
 * united. There are a handful of each. */
#include "domain/law/ground_right.h"

#include <stdlib.h>
#include <string.h>

static int by_first_day(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->until > y->until) - (x->until < y->until);
}

size_t spans_unite(struct span *spans, size_t count)
{
    size_t kept = 0;

    if (count)
        qsort(spans, count, sizeof *spans, by_first_day);
    for (size_t i = 0; i < count; i++) {
        struct span *last = kept ? &spans[kept - 1] : NULL;

        if (spans[i].until < spans[i].from)
            continue;
        if (last && (last->until == DATE_OPEN || spans[i].from <= last->until + 1)) {
            if (spans[i].until > last->until)
                last->until = spans[i].until;
        } else {
            spans[kept++] = spans[i];
        }
    }
    return kept;
}

struct found {
    struct arena *arena;
    struct span *at;
    size_t count, room;
};

static err found_add(struct found *f, struct span days)
{
    struct span *place;

    if (days.until < days.from)
        return OK;
    if (!(place = arena_grow(f->arena, &f->at, &f->count, &f->room, sizeof *place)))
        return ERR_SYSTEM;
    *place = days;
    return OK;
}

/* What a ground and a rule have in common, for the days of a place where the service is a kindergarten's. */
static err pair_add(const struct ground_claim *c, enum service s, struct span days, struct found *f)
{
    err e = OK;

    /* The day of the death still counts, as with an order. */
    if (c->deceased && days.until > c->died_on)
        days.until = c->died_on;
    if (s != SV_KINDERGARTEN)
        return found_add(f, days);
    for (size_t i = 0; i < c->enrolment_count && !e; i++)
        e = found_add(f, span_common(days, c->enrolments[i]));
    return e;
}

err ground_right_spans(const struct ground_claim *c, enum service s, struct arena *a, struct span **ret,
                       size_t *ret_count)
{
    struct found f = {.arena = a};
    err e = OK;

    for (size_t g = 0; g < c->ground_count; g++)
        for (size_t r = 0; r < c->rule_count && !e; r++)
            if (c->rules[r].service == s && !strcmp(c->rules[r].kind, c->grounds[g].kind))
                e = pair_add(c, s, span_common(c->grounds[g].days, c->rules[r].days), &f);
    if (e)
        return e;
    *ret = f.at;
    *ret_count = spans_unite(f.at, f.count);
    return OK;
}
