/* Rows on their way into a claim. */
#include "domain/claim/claim_row.h"

#include "domain/claim/rules.h"
#include "domain/law/application_state.h"
#include "domain/law/case_role.h"
#include "store/db.h"

err claim_role_take(struct stmt *s, int first, struct claim *c)
{
    enum case_role role;

    if (!case_role_parse(stmt_text(s, first), &role))
        return ERR_CORRUPT;
    if (c->role == 0 || role < c->role)
        c->role = role;
    c->deceased = !stmt_null(s, first + 1);
    c->died_on = stmt_date(s, first + 1);
    return OK;
}

err claim_filed_take(struct stmt *s, int first, struct claim_filed *ret)
{
    *ret = (struct claim_filed){.payable = {stmt_date(s, first), stmt_date_open(s, first + 1)}};
    return application_state_parse(stmt_text(s, first + 2), &ret->state) ? OK : ERR_CORRUPT;
}

/* Those of one state, as spans. */
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

err claim_filed_put(struct work *w, const struct rules *rules, struct claim_filed *filed, size_t count,
                    struct claim *c)
{
    err e;

    if (!count)
        return OK;
    for (size_t i = 0; i < count; i++) {
        date on = filed[i].payable.from;

        filed[i].payable.from = application_payable_from(
            on, (int)legal_value(rules->legal, rules->legal_count, LEGAL_APPLICATION_DAY, on));
    }
    if ((e = payable_of(w, filed, count, APPLICATION_GRANTED, &c->applications, &c->application_count)) ||
        (e = payable_of(w, filed, count, APPLICATION_OPEN, &c->open_applications,
                        &c->open_application_count)))
        return e;
    return payable_of(w, filed, count, APPLICATION_REFUSED, &c->refused_applications,
                      &c->refused_application_count);
}
