/* A read transaction that is kept open and in which nothing is ever done, beside those of tx.c. */
#include "store/hold.h"

#include "base/log.h"
#include "store/db.h"

#define CACHE_KIB 16 /* it reads one row */

static const char SQL_BEGIN[] = "BEGIN";
static const char SQL_LOOK[] = "SELECT count(*) FROM (SELECT 1 FROM migration LIMIT 1)";
static const char SQL_END[] = "ROLLBACK";

/* BEGIN alone locks nothing: the first read does. */
static err hold_take(struct hold *h)
{
    int64_t one;
    err e;

    if ((e = db_exec(h->db, SQL_BEGIN, NO_BINDS)))
        return e;
    h->taken = true;
    return db_int(h->db, SQL_LOOK, NO_BINDS, &one);
}

err hold_open(struct hold *h, const char *path, bool guest)
{
    err e;

    if ((e = (guest ? db_open_guest : db_open)(path, DB_READ, CACHE_KIB, &h->db)))
        return e;
    return hold_take(h);
}

/* A roll-back that fails leaves no transaction either, or the next BEGIN says so. */
void hold_let_go(struct hold *h)
{
    if (h->taken && db_exec(h->db, SQL_END, NO_BINDS))
        log_warning("store: the hold on the log could not be let go");
    h->taken = false;
}

err hold_renew(struct hold *h)
{
    hold_let_go(h);
    return hold_take(h);
}

void hold_close(struct hold *h)
{
    db_close(&h->db);
    h->taken = false;
}
