/* Row after row in memory of its own: a register of a hundred thousand orders needs that of one. */
#include "domain/order/order_sealing.h"

#include "domain/order/order_blind.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct plain { /* a row as it was */
    struct work *w;
    int64_t id, order;           /* order: of an act */
    const char *issuer, *number; /* of an act: its number alone */
    date decision;
};

static const char SQL_ORDERS[] = "SELECT id, issuer, number, decision_date FROM protection_order ORDER BY id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT(struct plain, id),
    COLUMN_TEXT(struct plain, issuer),
    COLUMN_TEXT(struct plain, number),
    COLUMN_DATE_AS(struct plain, decision, "decision_date"),
};
static const char SQL_ORDER[] =
    "UPDATE protection_order SET issuer_sealed = :issuer, number_sealed = :number, paper_blind = :paper, "
    "issue_blind = :issue, day_blind = :day WHERE id = :id";

/* Papers that were two by how their number was written may be one by now, and the next script wants each
 * once: until all scripts are through, and order_blind_renew settles it, each row is its own. */
static err order_seal(void *context, struct arena *kept)
{
    CLEANUP(buf_free) struct buf issuer = {0};
    CLEANUP(buf_free) struct buf number = {0};
    struct plain *p = context;
    struct order_blind b;
    err e;

    (void)kept;
    if ((e = sealed_text(p->w, OF_ORDER(p->id), "protection_order", "issuer", p->id, p->issuer, &issuer)) ||
        (e = sealed_text(p->w, OF_ORDER(p->id), "protection_order", "number", p->id, p->number, &number)) ||
        (e = order_blind_make(p->w, p->issuer, p->number, p->decision, &b)) ||
        (e = order_blind_apart(p->w, p->id, &b)))
        return e;
    return db_exec(p->w->db, SQL_ORDER,
                   BINDS(SEALED(":issuer", issuer), SEALED(":number", number),
                         BLOB(":paper", b.paper, DIGEST_SIZE), BLOB(":issue", b.issue, DIGEST_SIZE),
                         BLOB(":day", b.day, DIGEST_SIZE), INT(":id", p->id)));
}

static const char SQL_ACTS[] =
    "SELECT id, order_id, decision FROM order_act WHERE decision IS NOT NULL ORDER BY id";
static const struct column ACT_COLUMNS[] = {
    COLUMN_INT(struct plain, id),
    COLUMN_INT_AS(struct plain, order, "order_id"),
    COLUMN_TEXT_AS(struct plain, number, "decision"),
};
static const char SQL_ACT[] = "UPDATE order_act SET decision_sealed = :decision WHERE id = :id";

static err act_seal(void *context, struct arena *kept)
{
    CLEANUP(buf_free) struct buf decision = {0};
    struct plain *p = context;
    err e;

    (void)kept;
    if ((e = sealed_text(p->w, OF_ORDER(p->order), "order_act", "decision", p->id, p->number, &decision)))
        return e;
    return db_exec(p->w->db, SQL_ACT, BINDS(SEALED(":decision", decision), INT(":id", p->id)));
}

err order_numbers_seal(struct db *db, void *work)
{
    struct plain order = {.w = work}, act = {.w = work};
    err e;

    (void)db;
    if ((e = row_walk(work, SQL_ORDERS, NO_BINDS, COLUMNS(ORDER_COLUMNS), &order, order_seal, &order)))
        return e;
    return row_walk(work, SQL_ACTS, NO_BINDS, COLUMNS(ACT_COLUMNS), &act, act_seal, &act);
}
