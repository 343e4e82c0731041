/* Which decision a court above spoke of, and what its outcome may say: nothing where it left the decision as
 * it was; a new end where it changed it; the day from which the decision no longer counts where it overturned
 * it. */
#include "domain/order/appeal_check.h"

#include "domain/order/correction.h"
#include "domain/order/order.h"
#include "domain/work/fault.h"

/* The decision as it stands; where none is named, the grant. NULL: this order has no such act. */
static const struct act *about_find(const struct acts_before *h, int64_t about)
{
    struct act value;

    if (about)
        return correction_root(h->acts, h->count, about);
    for (size_t i = 0; i < h->count; i++)
        if (h->acts[i].kind == ACT_GRANTED && act_value(h->acts, h->count, &h->acts[i], &value))
            return &h->acts[i];
    return NULL;
}

static bool overturned_grant(const struct acts_before *h, const struct act *value)
{
    const struct act *about;

    if (value->kind != ACT_APPEAL_DECIDED || value->outcome != APPEAL_OVERTURNED)
        return false;
    about = about_find(h, value->about);
    return about && about->kind == ACT_GRANTED;
}

/* An outcome that a court further up speaks of was recorded before this one, so that no two speak of each
 * other. */
static err about_check(struct work *w, const struct act_new *in, const struct acts_before *h,
                       const struct act *root, struct act *ret_value, struct appealed *ret)
{
    const struct act *about = about_find(h, in->about);

    if (!about)
        return refuse(w, ERR_INPUT, "no_such_act", "about", "This order has no such act.");
    if (!act_appealable(about->kind) || !act_value(h->acts, h->count, about, ret_value) ||
        (root && about->kind == ACT_APPEAL_DECIDED && about->id >= root->id))
        return refuse(w, ERR_INPUT, "not_appealable", "about", "Nobody appeals against an act of this kind.");
    if (in->on < ret_value->on)
        return refuse(w, ERR_INPUT, "out_of_order", "on",
                      "This day lies before the decision that was appealed.");
    *ret = (struct appealed){.act = in->about ? about->id : 0,
                             .kind = about->kind,
                             .ends = act_cuts(about->kind) || overturned_grant(h, ret_value)};
    return OK;
}

/* root: the act under correction, of which a day may be kept that its persons have; NULL: the act is new. */
static err outcome_check(struct work *w, const struct act_new *in, const struct act *root,
                         const struct appealed *a)
{
    bool term = in->outcome == APPEAL_CHANGED && !a->ends;
    bool day = in->outcome == APPEAL_OVERTURNED || (in->outcome == APPEAL_CHANGED && a->ends);
    bool says_day = day || (term && (in->content || root));
    const bool ends = in->end != DATE_NONE || in->open_end;
    const char *unsaid = "An outcome of this kind does not say this.";
    struct faults f = {0};
    err e;

    if (in->outcome == APPEAL_NONE)
        return refuse(w, ERR_INPUT, "required", "outcome", "What the court above decided is needed.");
    /* More days after all are an extension, and how a court above put another's outcome is recorded of the
     * decision that both spoke of. */
    if (term && a->kind != ACT_GRANTED && a->kind != ACT_AMENDED && a->kind != ACT_EXTENDED)
        return refuse(w, ERR_INPUT, "not_for_this_act", "outcome",
                      "Say that it was overturned, and record what stands now as an act of its own.");
    if ((e = faults_when(w, &f, !term && ends, "not_for_this_act", in->open_end ? "open_end" : "end",
                         unsaid)) ||
        (e = faults_when(w, &f, !term && term_given(&in->term), "not_for_this_act", "term_months", unsaid)) ||
        (e = faults_when(w, &f, !says_day && in->effective != DATE_NONE, "not_for_this_act", "effective",
                         unsaid)) ||
        (e = faults_when(w, &f, day && in->effective == DATE_NONE && a->kind != ACT_EXTENSION_REFUSED,
                         "required", "effective",
                         "The first day on which the decision no longer counts is needed.")))
        return e;
    return faults_refuse(w, &f);
}

err appeal_check(struct work *w, enum act_kind kind, const struct act_new *in, const struct acts_before *h,
                 const struct act *root, struct appealed *ret)
{
    struct appealed a;
    struct act value;
    err e;

    if ((e = about_check(w, in, h, root, &value, &a)) ||
        (kind == ACT_APPEAL_DECIDED && (e = outcome_check(w, in, root, &a))))
        return e;
    *ret = a;
    return OK;
}
