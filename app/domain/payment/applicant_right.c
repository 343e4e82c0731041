/* What speaks against an application by the orders and the role of whoever applies. What depends on the
 * application itself, or on where she lives, is not looked at: it is told elsewhere, and not to everybody. */
#include "domain/payment/applicant_right.h"

#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/law/entitlement.h"
#include "domain/work/question.h"

static const struct {
    const char *code, *warning, *question;
} DOUBTS[DOUBT_KINDS] = {
    [DOUBT_NO_ORDER] = {"no_order", "No order names this person.",
                        "No order names this person: is the payment granted all the same?"},
    [DOUBT_ENDED] = {"ended_order", "The order that named this person has ended.",
                     "The order that named this person has ended: is the payment granted all the same?"},
    [DOUBT_DEPENDANT] = {"dependant_applies", "This person is a dependant: the payment is for the protected.",
                         "This person is a dependant, and the payment is for the protected: is it granted "
                         "all the same?"},
};

static enum applicant_doubt doubt_on(const struct claim *c, const struct rules *rules, date on)
{
    struct because because;

    switch (entitlement_on(c, rules->benefits, rules->benefit_count, SV_PAYMENT, on, &because)) {
    case WHY_NO_ORDER:
        return DOUBT_NO_ORDER;
    case WHY_ENDED:
        return DOUBT_ENDED;
    case WHY_NOT_BENEFICIARY:
        return c->role == ROLE_DEPENDANT ? DOUBT_DEPENDANT : DOUBT_NONE;
    default:
        return DOUBT_NONE;
    }
}

err applicant_doubt(struct work *w, int64_t person, date filed_on, enum applicant_doubt *ret)
{
    enum applicant_doubt doubt;
    struct rules rules;
    struct claim claim;
    err e;

    if ((e = rules_load(w, &rules)) || (e = claim_load(w, person, &rules, &claim)))
        return e;
    doubt = doubt_on(&claim, &rules, w->today);
    if (doubt == DOUBT_ENDED && date_known(filed_on) && doubt_on(&claim, &rules, filed_on) == DOUBT_NONE)
        doubt = DOUBT_NONE;
    *ret = doubt;
    return OK;
}

err applicant_doubt_warn(struct work *w, int64_t person, date filed_on)
{
    enum applicant_doubt doubt;
    err e = applicant_doubt(w, person, filed_on, &doubt);

    if (!e && doubt != DOUBT_NONE)
        work_warn(w, DOUBTS[doubt].code, "person", "%s", DOUBTS[doubt].warning);
    return e;
}

err applicant_doubt_ask(struct work *w, int64_t person, date filed_on)
{
    enum applicant_doubt doubt;
    err e = applicant_doubt(w, person, filed_on, &doubt);

    return e || doubt == DOUBT_NONE
               ? e
               : question_ask(w, DOUBTS[doubt].code, "decision", "%s", DOUBTS[doubt].question);
}
