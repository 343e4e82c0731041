/* What a rule would do to the cards that are out. It is added in a transaction that is then undone, and how
 * long each card lasts is read before and within it: so the preview can never differ from what adding does.
 */
#include "domain/payment/rule_preview.h"

#include "domain/payment/rule.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Until when one service of one card is good. */
struct reach {
    int64_t card;
    enum service service;
    date until;
    bool closed; /* the whole card is good for nothing */
};

struct reaches {
    struct reach *at;
    size_t count;
};

static const char SQL_REACHES[] =
    "SELECT k.id, s.service, CASE WHEN max(CASE WHEN s.until_day IS NULL THEN 1 ELSE 0 END) = 1 "
    "THEN NULL ELSE max(s.until_day) END AS until_day, k.closed_on IS NOT NULL AS closed "
    "FROM card k JOIN card_service s ON s.card_id = k.id "
    "WHERE k.revoked_at IS NULL AND s.service <> '' GROUP BY k.id, k.closed_on, s.service "
    "ORDER BY k.id, s.service";
static const struct column REACH_COLUMNS[] = {
    COLUMN_INT_AS(struct reach, card, "id"),
    COLUMN_WORD(struct reach, service, service_parse),
    COLUMN_DATE_OPEN_AS(struct reach, until, "until_day"),
    COLUMN_BOOL(struct reach, closed),
};

static err reaches_load(struct work *w, struct reaches *ret)
{
    return rows_read(w, SQL_REACHES, NO_BINDS, COLUMNS(REACH_COLUMNS), NULL, &ret->at, &ret->count);
}

/* Both lists have the same cards and services in the same order, because no card comes or goes with a rule. A
 * card counts once, however many of its services change. */
static err effect_count(const struct reaches *before, const struct reaches *after, struct rule_effect *ret)
{
    int64_t counted = 0; /* the card counted last */

    if (before->count != after->count)
        return ERR_CORRUPT;
    for (size_t i = 0; i < before->count; i++) {
        const struct reach *old = &before->at[i], *new = &after->at[i];

        if (old->card != new->card || old->service != new->service)
            return ERR_CORRUPT;
        if (old->closed || old->card == counted || new->until >= old->until)
            continue;
        counted = old->card;
        ret->ended += new->closed;
        ret->shortened += !new->closed;
    }
    return OK;
}

err rule_preview(struct work *w, const struct benefit_rule *in, struct rule_effect *ret)
{
    CLEANUP(tx_end) struct tx undone = {0};
    struct reaches before = {0}, after = {0};
    struct rule_effect effect = {0};
    int64_t id;
    err e;

    if ((e = tx_begin(&undone, w->db)) || (e = reaches_load(w, &before)) ||
        (e = rule_add(w, in, &id, &effect.persons)) || (e = reaches_load(w, &after)) ||
        (e = effect_count(&before, &after, &effect)))
        return e;
    /* No commit: the end of the block undoes the rule, its number and its line in the log. */
    *ret = effect;
    return OK;
}
