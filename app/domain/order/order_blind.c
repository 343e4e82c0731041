/* The three indexes are made of one text each, in which a unit separator keeps two fields from running into
 * one: no field that the register takes has it (text_valid). */
#include "domain/order/order_blind.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/log.h"
#include "crypto/keyring.h"
#include "domain/law/order_key.h"
#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "store/db.h"

static err one_make(struct work *w, const char *purpose, const char *first, const char *second,
                    const char *third, uint8_t ret[DIGEST_SIZE])
{
    CLEANUP(buf_wipe) struct buf text = {0};
    err e;

    buf_format(&text, "%s\x1f%s\x1f%s", first, second, third);
    return (e = buf_err(&text)) ? e : blind(w->keys, purpose, text.data, ret);
}

err order_blind_make(struct work *w, const char *issuer, const char *number, date decision,
                     struct order_blind *ret)
{
    char court[ORDER_KEY_TEXT], key[ORDER_KEY_TEXT], day[DATE_TEXT];
    struct order_blind b;
    err e;

    order_issuer_key(issuer, court);
    order_number_key(number, key);
    date_format(decision, day);
    if ((e = one_make(w, "order paper", court, key, day, b.paper)) ||
        (e = one_make(w, "order issue", court, key, "", b.issue)) ||
        (e = one_make(w, "order day", "", key, day, b.day)))
        return e;
    *ret = b;
    return OK;
}

struct paper { /* as it stands in the row */
    int64_t order;
    const char *issuer, *number;
    date decision;
};
static const char SQL_PAPER[] =
    "SELECT id, issuer_sealed, number_sealed, decision_date FROM protection_order WHERE id = :order";
static const struct column PAPER_COLUMNS[] = {
    COLUMN_INT_AS(struct paper, order, "id"),
    COLUMN_SEALED(struct paper, issuer, "protection_order", order),
    COLUMN_SEALED(struct paper, number, "protection_order", order),
    COLUMN_DATE_AS(struct paper, decision, "decision_date"),
};

static const char SQL_RENEW[] =
    "UPDATE protection_order SET paper_blind = :paper, issue_blind = :issue, day_blind = :day "
    "WHERE id = :order AND (paper_blind <> :paper OR issue_blind <> :issue OR day_blind <> :day)";

static err blinds_store(struct work *w, int64_t order, const struct order_blind *b)
{
    return db_exec(w->db, SQL_RENEW,
                   BINDS(BLOB(":paper", b->paper, DIGEST_SIZE), BLOB(":issue", b->issue, DIGEST_SIZE),
                         BLOB(":day", b->day, DIGEST_SIZE), INT(":order", order)));
}

err order_blind_apart(struct work *w, int64_t order, struct order_blind *ret)
{
    char row[32];

    snprintf(row, sizeof row, "%" PRId64, order);
    return one_make(w, "order paper apart", "", "", row, ret->paper);
}

/* Two orders that were told apart by how their number was written stay two. The later one gives its number to
 * nobody, but is found by issuer and number and by number and day like any other, and so comes up as a double
 * of the first. */
static err apart_store(struct work *w, int64_t order, struct order_blind *b)
{
    err e = order_blind_apart(w, order, b);

    if (e)
        return e;
    log_warning("order %" PRId64 ": another order has its issuer, number and day: both stay", order);
    return blinds_store(w, order, b);
}

static const char SQL_TAKEN[] =
    "SELECT count(*) FROM protection_order WHERE paper_blind = :paper AND id <> :order";

err order_blind_renew(struct work *w, int64_t order)
{
    struct order_blind b;
    struct paper p;
    int64_t taken;
    err e;

    if ((e = row_read(w, SQL_PAPER, BINDS(INT(":order", order)), COLUMNS(PAPER_COLUMNS), &p)) ||
        (e = order_blind_make(w, p.issuer, p.number, p.decision, &b)) ||
        (e = db_int(w->db, SQL_TAKEN, BINDS(BLOB(":paper", b.paper, DIGEST_SIZE), INT(":order", order)),
                    &taken)))
        return e;
    return taken ? apart_store(w, order, &b) : blinds_store(w, order, &b);
}
