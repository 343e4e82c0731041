/* Details of measures, one row each: which there are is plain, what they say is sealed. */
#include "domain/order/measure_detail.h"

#include <string.h>

#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char *const NAMES[DETAIL_COUNT] = {
    [DETAIL_METRES] = "metres", [DETAIL_PLACE] = "place", [DETAIL_UNTIL] = "until",
    [DETAIL_SUM] = "sum",       [DETAIL_PAYEE] = "payee", [DETAIL_EMPLOYER] = "employer",
    [DETAIL_HOURS] = "hours",   [DETAIL_BODY] = "body",
};

const char *measure_detail_name(unsigned d)
{
    return d < DETAIL_COUNT ? NAMES[d] : NULL;
}

const char *measure_detail_word(unsigned bit)
{
    unsigned d = 0;

    while (bit >>= 1)
        d++;
    return measure_detail_name(d);
}

bool measure_detail_parse(const char *name, enum measure_detail *ret)
{
    for (unsigned d = 0; d < DETAIL_COUNT; d++)
        if (!strcmp(name, NAMES[d])) {
            *ret = (enum measure_detail)d;
            return true;
        }
    return false;
}

/* A row as any other, so that who reads the table from outside cannot tell that something was struck out. */
#define CLEARED ""

static const char SQL_PUT[] =
    "INSERT INTO order_measure_detail (id, order_id, act_id, code, detail, value_sealed) "
    "VALUES (:id, :order, :act, :code, :detail, :value)";

static err detail_put(struct work *w, int64_t order, int64_t act, const char *code, const char *detail,
                      const char *value)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id;
    err e;

    if ((e = id_next(w, "order_measure_detail", &id)) ||
        (e = sealed_text(w, OF_ORDER(order), "order_measure_detail", "value", id, value, &sealed)))
        return e;
    return db_exec(w->db, SQL_PUT,
                   BINDS(INT(":id", id), INT(":order", order), INT_OR_NULL(":act", act, act),
                         TEXT(":code", code), TEXT(":detail", detail), SEALED(":value", sealed)));
}

err measure_details_put(struct work *w, int64_t order, int64_t act, const char *code,
                        const struct measure_details *details)
{
    err e = OK;

    for (unsigned d = 0; !e && d < DETAIL_COUNT; d++)
        if (details->at[d] || (details->clears & 1U << d))
            e = detail_put(w, order, act, code, NAMES[d], details->at[d] ? details->at[d] : CLEARED);
    return e;
}

static const char SQL_SAID[] = "SELECT id, act_id, code, detail, value_sealed FROM order_measure_detail "
                               "WHERE order_id = :order ORDER BY act_id, id";
static const struct column SAID_COLUMNS[] = {
    COLUMN_INT_AS(struct measure_said, row, "id"),
    COLUMN_INT_AS(struct measure_said, act, "act_id"),
    COLUMN_TEXT(struct measure_said, code),
    COLUMN_WORD(struct measure_said, detail, measure_detail_parse),
    COLUMN_SEALED_AS(struct measure_said, value, "order_measure_detail", row, "value_sealed", "value"),
};

err measure_sayings_read(struct work *w, int64_t order, struct measure_sayings *ret)
{
    struct measure_sayings s = {0};
    err e;

    if ((e = rows_read(w, SQL_SAID, BINDS(INT(":order", order)), COLUMNS(SAID_COLUMNS), NULL, &s.at,
                       &s.count)))
        return e;
    *ret = s;
    return OK;
}

static void detail_lay(const struct measure_said *said, struct measure_details *ret)
{
    const unsigned bit = 1U << said->detail;
    const bool cleared = !strcmp(said->value, CLEARED);

    ret->at[said->detail] = cleared ? NULL : said->value;
    ret->clears = cleared ? ret->clears | bit : ret->clears & ~bit;
}

void measure_sayings_lay(const struct measure_sayings *s, int64_t act, const char *code,
                         struct measure_details *ret)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->at[i].act == act && !strcmp(s->at[i].code, code))
            detail_lay(&s->at[i], ret);
}

date measure_until(const struct measure_details *d)
{
    date until;

    return d->at[DETAIL_UNTIL] && !date_parse(d->at[DETAIL_UNTIL], &until) ? until : DATE_NONE;
}
