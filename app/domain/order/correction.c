/* Corrections name one act and say what stands in its place; what they leave out stays. */
#include "domain/order/correction.h"

#include "domain/order/order.h"

const struct act *correction_root(const struct act *acts, size_t count, int64_t id)
{
    const struct act *a = act_by_id(acts, count, id);

    while (a && a->kind == ACT_CORRECTED) /* a correction names an earlier act, so the chain ends */
        a = a->corrects < a->id ? act_by_id(acts, count, a->corrects) : NULL;
    return a;
}

err correction_unvoided(struct arena *a, const struct act *acts, size_t count, struct act **ret,
                        size_t *ret_count)
{
    struct act *said = arena_array(a, count + 1, sizeof *said);
    size_t n = 0;

    if (!said)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (!acts[i].voids)
            said[n++] = acts[i];
    *ret = said;
    *ret_count = n;
    return OK;
}

/* Of a voided act what it said before: a correction that brings it back need not say it all again. */
err correction_base(struct arena *a, const struct act *acts, size_t count, const struct act_new *in,
                    const struct act **ret)
{
    const struct act *root;
    struct act *said, *base;
    size_t n;
    err e;

    *ret = NULL;
    if (in->kind != ACT_CORRECTED || in->voids || !(root = correction_root(acts, count, in->corrects)))
        return OK;
    if (!(base = arena_alloc(a, sizeof *base)))
        return ERR_SYSTEM;
    if (!act_value(acts, count, root, base)) {
        if ((e = correction_unvoided(a, acts, count, &said, &n)))
            return e;
        if (!act_value(said, n, root, base))
            return ERR_CORRUPT;
    }
    *ret = base;
    return OK;
}

static struct act_new appeal_fill(struct act_new full, const struct act *base)
{
    if (base && full.outcome == APPEAL_NONE)
        full.outcome = base->outcome;
    if (base && !full.about)
        full.about = base->about;
    return full;
}

/* "Without end" is a value like another day: it is kept, and not taken for an end that was left out. */
struct act_new correction_fill(const struct act_new *in, const struct act *base)
{
    struct act_new full = *in;

    /* Another outcome, or about another act: the days of the first were not said of that. */
    if (!base || (in->outcome != APPEAL_NONE && in->outcome != base->outcome) ||
        (in->about && in->about != base->about))
        return appeal_fill(full, base);
    if (full.start == DATE_NONE)
        full.start = base->start;
    if (full.end == DATE_NONE && !full.open_end && !term_given(&full.term)) {
        full.open_end = base->end == DATE_OPEN;
        full.end = full.open_end ? DATE_NONE : base->end;
        full.term = base->term;
    }
    if (full.effective == DATE_NONE)
        full.effective = base->effective;
    if (!full.other_order)
        full.other_order = base->other_order;
    return appeal_fill(full, base);
}
