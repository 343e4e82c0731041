/* Waived rides, from cards and from the counts of days: nothing here could tell who rode. */
#include "domain/payment/transport_fee.h"

#include "base/instant.h"
#include "base/month.h"
#include "domain/claim/rules.h"
#include "domain/payment/right_fee.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The newest rule that holds on the day, as the pure core chooses it. */
#define RULE_ON(day)                                                                                         \
    "(SELECT b.id FROM benefit_rule b WHERE b.service = 'transport' AND b.voided_at IS NULL AND "            \
    "b.from_day <= " day " AND (b.until_day IS NULL OR b.until_day >= " day ") "                             \
    "ORDER BY b.from_day DESC, b.id DESC LIMIT 1)"

static const char SQL_FARE[] = "SELECT coalesce(sum(CASE WHEN r.unit = 'month' THEN r.amount ELSE 0 END), 0) "
                               "FROM benefit_rule r WHERE r.id = " RULE_ON(":first");
static const char SQL_UNSTATED[] =
    "SELECT count(*) FROM benefit_rule r WHERE r.id = " RULE_ON(":first") " AND r.amount = 0";
static const char SQL_HOLDERS[] =
    "SELECT count(DISTINCT k.person_id) FROM card k JOIN card_service s ON s.card_id = k.id "
    "WHERE s.service = 'transport' AND s.from_day <= :last AND (s.until_day IS NULL OR s.until_day >= "
    ":first) "
    "AND k.issued_on <= :last AND k.exp_day >= :first AND (k.revoked_at IS NULL OR k.revoked_at >= :begin)";
static const char SQL_RIDES[] =
    "SELECT CAST(coalesce(sum(c.count * r.amount), 0) AS BIGINT) FROM check_count c JOIN benefit_rule r "
    "ON r.id = " RULE_ON("c.on_day") " WHERE c.service = 'transport' AND c.result = 'ok' AND r.unit = 'ride' "
                                     "AND c.on_day BETWEEN :first AND :last";

static err month_sum(struct work *w, date month, int64_t *ret, struct transport_fees *fees)
{
    const date last = month_last(month);
    int64_t fare, unstated, holders, rides;
    err e;

    if ((e = db_int(w->db, SQL_FARE, BINDS(DATE(":first", month)), &fare)) ||
        (e = db_int(w->db, SQL_UNSTATED, BINDS(DATE(":first", month)), &unstated)) ||
        (e = db_int(w->db, SQL_HOLDERS,
                    BINDS(DATE(":first", month), DATE(":last", last), INT(":begin", date_midnight(month))),
                    &holders)) ||
        (e = db_int(w->db, SQL_RIDES, BINDS(DATE(":first", month), DATE(":last", last)), &rides)))
        return e;
    if (rides && holders < TRANSPORT_LEAST) {
        rides = 0;
        fees->untold++;
    }
    fees->unstated = fees->unstated || (unstated && holders);
    *ret = fare * holders + rides;
    return OK;
}

static err parts_sum(struct work *w, int year, struct transport_fees *ret)
{
    struct right_fee fee = {.service = SV_TRANSPORT, .parts = true};
    struct rules rules;
    unsigned parts;
    err e;

    if ((e = rules_load(w, &rules)))
        return e;
    parts = right_fee_parts(&rules, SV_TRANSPORT, year);
    ret->parts = parts & 1u << FEE_RIDE;
    if (!(parts & 1u << FEE_MONTH))
        return OK;
    fee.rules = rules.benefits;
    fee.rule_count = rules.benefit_count;
    if ((e = right_fees_sum(w, year, &fee, 1)))
        return e;
    ret->unstated = ret->unstated || fee.unstated;
    for (int i = 0; i < TRANSPORT_MONTHS; i++)
        ret->sums[i] += fee.sums[i];
    return OK;
}

err transport_fees_sums(struct work *w, int year, struct transport_fees *ret)
{
    struct transport_fees t = {0};
    err e = OK;

    for (int i = 0; !e && i < TRANSPORT_MONTHS; i++)
        e = month_sum(w, date_make(year, i + 1, 1), &t.sums[i], &t);
    if (e || (e = parts_sum(w, year, &t)))
        return e;
    *ret = t;
    return OK;
}
