/* Entitlements explained: per person of a file and service, what stands on a day and because of what, or why
 * not. */
#ifndef DOMAIN_EXPLANATION_H
#define DOMAIN_EXPLANATION_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct rules;

struct explanation {
    int64_t person;
    enum service service;
    enum why_not why_not;   /* WHY_ENTITLED: the rest holds, but moot */
    bool moot;              /* explanation_moot; set by explanation_list */
    struct because because; /* ids */
    struct span span;       /* the days with this one reason */
    struct span unbroken;   /* the unbroken days of one part of the fee, whatever the reasons */
    const char *order_number, *order_kind, *issuer, *act_kind, *rule_source;
    date act_on;
    /* "falas deri më 14.05.2027, sipas vendimit 123/2026, zgjatur me vendimin 9/2027, dhe VKB 41/2019": the
     * order and the act that set the end of the unbroken days; "deri më 14.09.2027 (6 muaj nga forma e
     * prerë)" where that act gives a term instead of a day. Days that wait for the court are told apart from
     * them. */
    const char *text, *text_en;
};

/* In Albanian or English; "" for WHY_ENTITLED. */
const char *why_not_text(enum why_not w, bool english);

/* For everybody in the file but the respondent, all services, on that day. Past the guard of all files of
 * these persons, for the answers tell of the orders in them; logged "entitlement.read". */
err explanation_list(struct work *w, int64_t case_id, date on, struct explanation **ret,
                     size_t *ret_count) MUST_CHECK;

/* Whether it need not be said: that an adult goes to no kindergarten, and neither does a child of eight years
 * or more, for school begins at six. Of a child whose day of birth is not known (DATE_NONE) it is said. */
bool explanation_moot(const struct explanation *x, enum case_role role, date born, date on);

/* What explanation_list says of one person, by her claim; the caller has set x->person and x->service, passed
 * the guard, and logs. */
err explanation_on(struct work *w, const struct rules *rules, const struct claim *c, date on,
                   struct explanation *x) MUST_CHECK;
/* The same of one span by itself: the text ends where the span does. The caller has set x->person. */
err explanation_span(struct work *w, const struct entitlement *span, struct explanation *x) MUST_CHECK;

#endif
