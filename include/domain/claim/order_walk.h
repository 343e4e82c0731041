/* Orders with what their acts come to, many in one stream: a statement for each order would cost ten times as
 * much. */
#ifndef DOMAIN_ORDER_WALK_H
#define DOMAIN_ORDER_WALK_H

#include "domain/claim/order_act.h"
#include "domain/work/work.h"

struct bind;
struct stmt;

/* What a walk's statement selects: a row for each act, the rows of an order side by side, in order of a.id;
 * the order's table is called o. */
#define ORDER_WALK_SELECT                                                                                    \
    "o.case_id, o.id, o.kind, coalesce(o.follows_id, 0) AS follows, o.received_on, o.hearing_on, "           \
    "o.created_at, " ORDER_ACT_SELECT

struct walked_order {
    int64_t case_id, id;
    int64_t follows; /* 0: none */
    enum order_kind kind;
    date received_on;   /* DATE_NONE: not known */
    date hearing_on;    /* DATE_NONE: the paper names none */
    int64_t created_at; /* of its registration */
    struct protection protection;
};

struct order_walk_row {
    struct walked_order order; /* but for its protection */
    struct order_act_row act;
};

struct order_walk {
    struct stmt *s;
    struct order_walk_row at; /* the first row of the order that comes next */
    struct act *acts;
    size_t act_count, act_room;
    bool more;
};
err order_walk_open(struct work *w, const char *sql, const struct bind *binds,
                    struct order_walk *ret) MUST_CHECK;
void order_walk_close(struct order_walk *walk); /* CLEANUP */
/* The file of the order that comes next; 0: none comes. */
int64_t order_walk_case(const struct order_walk *walk);
/* That order; one must come. Its acts gather in the arena that the work has now, which must be the same, and
 * not be reset, as long as the walk goes on. */
err order_walk_next(struct work *w, struct order_walk *walk, struct walked_order *ret) MUST_CHECK;
/* Past it. */
err order_walk_skip(struct work *w, struct order_walk *walk) MUST_CHECK;

#endif
