/* Residence is the file's unit, and no address: that stands sealed, and nobody reads it to grant a right. */
#include "domain/payment/residence.h"

#include "domain/card/card_refresh.h"
#include "domain/office/audit.h"
#include "store/db.h"

static const char SQL_READ[] = "SELECT outside FROM unit WHERE id = :id";
static const char SQL_SET[] = "UPDATE unit SET outside = :outside WHERE id = :id";

err residence_set(struct work *w, int64_t unit, bool outside)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = outside ? "unit.outside" : "unit.inside", .record = "unit", .record_id = unit};
    int64_t before, affected;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = db_int(w->db, SQL_READ, BINDS(INT(":id", unit)), &before)) == ERR_ABSENT)
        return refuse(w, e, "no_such_unit", "", "There is no such unit.");
    if (e || (before != 0) == outside)
        return e;
    if ((e = db_exec(w->db, SQL_SET, BINDS(INT(":outside", outside), INT(":id", unit)))) ||
        (e = card_refresh_all(w, &affected)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
