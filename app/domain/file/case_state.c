/* The strongest order of a file: acts are read in one stream, in the order of files, orders, acts. */
#include "domain/file/case_state.h"

#include <string.h>

#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char *const NAMES[] = {
    [CASE_NONE] = "none",     [CASE_COMING] = "coming", [CASE_IN_FORCE] = "in_force",
    [CASE_ENDING] = "ending", [CASE_ENDED] = "ended",   [CASE_SEALED] = "sealed",
};

const char *case_state_name(enum case_state s)
{
    return s >= CASE_NONE && s <= CASE_STATES ? NAMES[s] : NULL;
}

bool case_state_parse(const char *name, enum case_state *ret)
{
    for (enum case_state s = CASE_NONE; name && s <= CASE_STATES; s++)
        if (!strcmp(name, NAMES[s])) {
            *ret = s;
            return true;
        }
    return false;
}

static const char SQL_WALK[] =
    "SELECT " ORDER_WALK_SELECT " FROM protection_order o JOIN order_act a ON a.order_id = o.id "
    "WHERE o.case_id BETWEEN :first AND :last ORDER BY o.case_id DESC, o.id, a.id";

err case_walk_open(struct work *w, const struct rules *rules, int64_t first, int64_t last,
                   struct case_walk *ret)
{
    int64_t days = legal_value(rules->legal, rules->legal_count, LEGAL_REMINDER_DAYS, w->today);

    ret->soon = date_add_days(w->today, (int)days);
    return order_walk_open(w, SQL_WALK, BINDS(INT(":first", first), INT(":last", last)), &ret->orders);
}

void case_walk_close(struct case_walk *walk)
{
    order_walk_close(&walk->orders);
}

/* An order that was cut before its first day never was: it ends before it begins. */
static enum case_state state_of(const struct protection *p, date today, date soon)
{
    if (!p->granted || p->until < p->from)
        return CASE_NONE;
    if (p->from > today)
        return CASE_COMING;
    if (p->until < today)
        return CASE_ENDED;
    if (!protection_in_force(p, today))
        return CASE_COMING; /* on the days between, until it holds again */
    return p->until <= soon ? CASE_ENDING : CASE_IN_FORCE;
}

/* What is in force counts most, then what is coming, then what has ended; void orders do not count. */
static int rank(enum case_state s)
{
    return s == CASE_IN_FORCE || s == CASE_ENDING ? 3 : s == CASE_COMING ? 2 : s == CASE_ENDED ? 1 : 0;
}

/* Of orders in force the higher kind; of those coming the first to start; else the last to end. */
static bool outranks(const struct walked_order *c, enum case_state state, const struct case_summary *best,
                     date best_from)
{
    if (rank(state) != rank(best->state))
        return rank(state) > rank(best->state);
    if (rank(state) == 3 && c->kind != best->kind)
        return c->kind > best->kind;
    if (state == CASE_COMING)
        return c->protection.from < best_from;
    return c->protection.until > best->until;
}

err case_walk_read(struct work *w, struct case_walk *walk, int64_t case_id, struct case_summary *ret)
{
    struct case_summary best = {.state = CASE_NONE, .until = DATE_NONE};
    date best_from = DATE_NONE;
    struct walked_order o;
    err e;

    while (order_walk_case(&walk->orders) > case_id)
        if ((e = order_walk_skip(w, &walk->orders)))
            return e;
    while (order_walk_case(&walk->orders) == case_id) {
        enum case_state state;

        if ((e = order_walk_next(w, &walk->orders, &o)))
            return e;
        state = state_of(&o.protection, w->today, walk->soon);
        if (state == CASE_NONE || (best.kind && !outranks(&o, state, &best, best_from)))
            continue;
        best.state = state;
        best.kind = o.kind;
        best.until = o.protection.until;
        best_from = o.protection.from;
        best.order = o.id;
    }
    *ret = best;
    return OK;
}

static const char SQL_NUMBER[] = "SELECT id, number_sealed FROM protection_order WHERE id = :order";
static const struct column NUMBER_COLUMNS[] = {
    COLUMN_INT_AS(struct case_summary, order, "id"),
    COLUMN_SEALED(struct case_summary, number, "protection_order", order),
};

/* Apart from the walk, which passes many files of which few are shown. */
err case_summary_number(struct work *w, struct case_summary *s)
{
    err e;

    if (!s->order)
        return OK;
    e = row_read(w, SQL_NUMBER, BINDS(INT(":order", s->order)), COLUMNS(NUMBER_COLUMNS), s);
    return e == ERR_ABSENT ? ERR_CORRUPT : e;
}
