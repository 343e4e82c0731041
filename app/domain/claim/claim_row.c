/* Rows on their way into a claim: what the reading of one person (claim.c) and the walk over all
 * (claim_walk.c) have in common, so that both come to the same. */
#include "domain/claim/claim_row.h"

#include "domain/claim/rules.h"

/* The lower the role, the stronger: protected before dependant before respondent. Who is protected in one
 * file and a respondent in another loses nothing by it. */
void claim_role_take(const struct claim_role *row, struct claim *c)
{
    /* Who lives here by one file lives here: an old file elsewhere must take nothing from her. As a
     * respondent she asks for nothing. */
    if (row->role != ROLE_RESPONDENT)
        c->outside = row->outside && (c->outside || c->role == 0 || c->role == ROLE_RESPONDENT);
    if (c->role == 0 || row->role < c->role) {
        c->role = row->role;
        c->protected_from = row->protected_from;
    } else if (row->role == c->role && row->protected_from < c->protected_from) {
        c->protected_from = row->protected_from; /* DATE_NONE lies before every day */
    }
    c->deceased = row->died_on != DATE_NONE;
    c->died_on = row->died_on;
}

err claim_siblings_put(struct work *w, const struct claim_sibling *list, size_t count, struct claim *c)
{
    struct span *spans = arena_array(w->arena, count + 1, sizeof *spans);
    size_t n = 0;

    if (!spans)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        const struct span days = sibling_days(&list[i].own, &list[i].other);

        if (days.from <= days.until)
            spans[n++] = days;
    }
    c->siblings = spans;
    c->sibling_count = n;
    return OK;
}

/* The spans of one state. */
static err payable_of(struct work *w, const struct claim_filed *filed, size_t count,
                      enum application_state state, const struct span **ret, size_t *ret_count)
{
    struct span *spans = arena_array(w->arena, count + 1, sizeof *spans);
    size_t n = 0;

    if (!spans)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (filed[i].state == state)
            spans[n++] = filed[i].payable;
    *ret = spans;
    *ret_count = n;
    return OK;
}

/* The tenth of the month is that of the day it was filed: the rule is dated. */
err claim_filed_put(struct work *w, const struct rules *rules, struct claim_filed *filed, size_t count,
                    struct claim *c)
{
    err e;

    if (!count)
        return OK;
    for (size_t i = 0; i < count; i++)
        filed[i].payable.from = rules_payable_from(rules, filed[i].payable.from);
    if ((e = payable_of(w, filed, count, APPLICATION_GRANTED, &c->applications, &c->application_count)) ||
        (e = payable_of(w, filed, count, APPLICATION_OPEN, &c->open_applications,
                        &c->open_application_count)))
        return e;
    return payable_of(w, filed, count, APPLICATION_REFUSED, &c->refused_applications,
                      &c->refused_application_count);
}
