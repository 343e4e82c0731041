/* Bringing projections in step: one person's after an act, everybody's at midnight or after a change of the
 * rules. */
#include "domain/card/card_refresh.h"

#include "base/log.h"
#include "domain/card/card_projection.h"
#include "domain/card/kindergarten_child.h"
#include "domain/card/status.h"
#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define BATCH      500 /* persons in one transaction, so that others may write in between */
#define LIFE_SLACK 31  /* days: the longest difference between months */

static err person_refresh(struct work *w, const struct rules *rules, int64_t person)
{
    struct service_spans spans;
    struct claim claim;
    err e;

    if ((e = service_spans_load(w, person, rules, &claim, &spans)) ||
        (e = card_project(w, rules, person, &spans)))
        return e;
    return kindergarten_project(w, person, &claim, &spans);
}

static const char SQL_ERASED[] = "SELECT count(*) FROM erased WHERE what = 'person' AND record_id = :person";

err card_refresh(struct work *w, int64_t person)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct rules rules;
    int64_t erased;
    err e;

    if ((e = db_int(w->db, SQL_ERASED, BINDS(INT(":person", person)), &erased)) || erased)
        return e;
    /* INT64_MAX seconds of age: only lists whose bits changed are signed here, old ones by the clock that
     * runs beside. */
    if ((e = tx_begin(&tx, w->db)) || (e = rules_load(w, &rules)) ||
        (e = person_refresh(w, &rules, person)) || (e = status_sign(w, INT64_MAX)))
        return e;
    return tx_commit(&tx);
}

/* Cards that are open, or closed but young enough that a changed rule could open them again, or closed while
 * the right goes on; children that are enrolled or shown. */
static const char SQL_PERSONS[] =
    "SELECT person_id FROM card WHERE revoked_at IS NULL AND (closed_on IS NULL OR issued_on >= :since) "
    "UNION SELECT person_id FROM card WHERE flag = 'extended' "
    "UNION SELECT person_id FROM enrolment WHERE until_day IS NULL OR until_day >= :today "
    "UNION SELECT person_id FROM kindergarten_child "
    "EXCEPT SELECT record_id FROM erased WHERE what = 'person' ORDER BY 1";

static err crowd_load(struct work *w, const struct rules *rules, int64_t **ret, size_t *ret_count)
{
    const date since = date_add_days(date_add_months(w->today, -card_life_months(rules)), -LIFE_SLACK);

    return rows_ids(w, SQL_PERSONS, BINDS(DATE(":since", since), DATE(":today", w->today)), ret, ret_count);
}

/* All of it or nothing: a child whose card has moved and whose name cannot be read would be one thing to the
 * bus and another to the kindergarten. */
static err person_refresh_whole(struct work *w, const struct rules *rules, int64_t person)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = person_refresh(w, rules, person)))
        return e;
    return tx_commit(&tx);
}

/* One damaged row must not stop the others' rights from following their orders. */
static err batch_refresh(struct work *w, const struct rules *rules, const int64_t *persons, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (size_t i = 0; i < count; i++) {
        arena_reset(w->arena);
        e = person_refresh_whole(w, rules, persons[i]);
        if (e == ERR_CORRUPT)
            log_error("person %lld cannot be read: what a checker sees of her stays as it was",
                      (long long)persons[i]);
        else if (e)
            return e;
    }
    if ((e = status_sign(w, INT64_MAX)))
        return e;
    return tx_commit(&tx);
}

err card_refresh_all(struct work *w, int64_t *ret_persons)
{
    CLEANUP(arena_free) struct arena kept = {0};
    CLEANUP(arena_free) struct arena each = {0};
    struct work mine = *w;
    struct rules rules;
    int64_t *crowd;
    size_t count;
    err e;

    mine.arena = &kept;
    if ((e = rules_load(&mine, &rules)) || (e = crowd_load(&mine, &rules, &crowd, &count)))
        return e;
    mine.arena = &each;
    for (size_t i = 0; i < count; i += BATCH) {
        size_t n = count - i < BATCH ? count - i : BATCH;

        if ((e = batch_refresh(&mine, &rules, crowd + i, n))) {
            w->problem = mine.problem;
            return e;
        }
    }
    *ret_persons = (int64_t)count;
    return OK;
}
