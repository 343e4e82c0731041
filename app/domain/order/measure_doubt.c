/* Doubts are rows beside their order, and stay there with their answer. */
#include "domain/order/measure_doubt.h"

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_PUT[] = "INSERT INTO measure_doubt (order_id, letter, by_register, by_law, read_as) "
                              "VALUES (:order, :letter, :register, :law, :read)";

err measure_doubts_put(struct work *w, int64_t order, const struct letter_doubt *doubts, size_t count)
{
    err e = OK;

    for (size_t i = 0; !e && i < count; i++)
        e = db_exec(w->db, SQL_PUT,
                    BINDS(INT(":order", order), TEXT(":letter", doubts[i].letter),
                          TEXT(":register", doubts[i].by_register), TEXT(":law", doubts[i].by_law),
                          TEXT(":read", doubts[i].read_as)));
    return e;
}

static const char SQL_OPEN[] = "SELECT letter, by_register, by_law, read_as FROM measure_doubt "
                               "WHERE order_id = :order AND meant IS NULL ORDER BY letter";
static const struct column OPEN_COLUMNS[] = {
    COLUMN_TEXT(struct letter_doubt, letter),
    COLUMN_TEXT(struct letter_doubt, by_register),
    COLUMN_TEXT(struct letter_doubt, by_law),
    COLUMN_TEXT(struct letter_doubt, read_as),
};

err measure_doubts_read(struct work *w, int64_t order, struct letter_doubt **ret, size_t *ret_count)
{
    return rows_read(w, SQL_OPEN, BINDS(INT(":order", order)), COLUMNS(OPEN_COLUMNS), NULL, ret, ret_count);
}
