/* The ends of devices, kept in their rows so that checks are told of them as of any other change. */
#include "domain/office/device_life.h"

#include "base/instant.h"
#include "domain/office/device.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define DAYS_MOST 36500 /* as check.db takes them */

static const char SQL_RULE[] =
    "SELECT coalesce((SELECT value FROM legal_rule WHERE name = :name AND voided_at IS NULL AND "
    "from_day <= :today AND coalesce(until_day, :today) >= :today ORDER BY from_day DESC, id DESC LIMIT 1), "
    "0)";

static err rule_read(struct work *w, const char *name, int64_t *ret)
{
    int64_t days;
    err e = db_int(w->db, SQL_RULE, BINDS(TEXT(":name", name), DATE(":today", w->today)), &days);

    if (!e)
        *ret = days < 0 ? 0 : days > DAYS_MOST ? DAYS_MOST : days;
    return e;
}

err device_rules_read(struct work *w, struct device_rules *ret)
{
    struct device_rules r = {0};
    err e;

    if ((e = rule_read(w, "device_days", &r.days)) || (e = rule_read(w, "device_unseen_days", &r.unseen)) ||
        (e = rule_read(w, "device_notice_days", &r.notice)))
        return e;
    *ret = r;
    return OK;
}

struct device_life device_life_of(const struct device_rules *r, date since, date seen)
{
    struct device_life l = {
        .since = since, .seen = seen, .life = DATE_OPEN, .ends = DATE_OPEN, .unseen = r->unseen};
    date used = date_known(seen) && seen > since ? seen : since;

    if (r->days)
        l.ends = l.life = date_add_days(since, (int)r->days);
    if (r->unseen && date_add_days(used, (int)r->unseen) < l.ends)
        l.ends = date_add_days(used, (int)r->unseen);
    return l;
}

bool device_ends_soon(const struct device *d, const struct device_rules *r, date today)
{
    return d->enrolled_at && !d->revoked_at && d->organisation_active && d->ends != DATE_OPEN &&
           d->ends < date_add_days(today, (int)r->notice);
}

struct aged {
    int64_t id;
    struct device_life life;
};
static const char SQL_AGED[] = "SELECT id, since_day, seen_day, life_day, ends_day, unseen_days FROM device "
                               "WHERE token_hash IS NOT NULL AND revoked_at IS NULL ORDER BY id";
static const struct column AGED_COLUMNS[] = {
    COLUMN_INT(struct aged, id),
    COLUMN_DATE_AS(struct aged, life.since, "since_day"),
    COLUMN_DATE_AS(struct aged, life.seen, "seen_day"),
    COLUMN_DATE_OPEN_AS(struct aged, life.life, "life_day"),
    COLUMN_DATE_OPEN_AS(struct aged, life.ends, "ends_day"),
    COLUMN_INT_AS(struct aged, life.unseen, "unseen_days"),
};
static const char SQL_AGE[] = "UPDATE device SET since_day = :since, life_day = :life, ends_day = :ends, "
                              "unseen_days = :unseen WHERE id = :id";

static bool same(const struct device_life *a, const struct device_life *b)
{
    return a->since == b->since && a->life == b->life && a->ends == b->ends && a->unseen == b->unseen;
}

static err aged_write(struct work *w, const struct device_rules *r, const struct aged *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct device_life *was = &all[i].life;
        struct device_life l = device_life_of(r, date_known(was->since) ? was->since : w->today, was->seen);
        err e;

        if (!same(&l, was) &&
            (e = db_exec(w->db, SQL_AGE,
                         BINDS(INT(":id", all[i].id), DATE(":since", l.since), DATE(":life", l.life),
                               DATE(":ends", l.ends), INT(":unseen", l.unseen)))))
            return e;
    }
    return OK;
}

static bool any_changes(struct work *w, const struct device_rules *r, const struct aged *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct device_life l =
            device_life_of(r, date_known(all[i].life.since) ? all[i].life.since : w->today, all[i].life.seen);

        if (!same(&l, &all[i].life))
            return true;
    }
    return false;
}

static err aged_read(struct work *w, struct device_rules *r, struct aged **ret, size_t *ret_count)
{
    err e = device_rules_read(w, r);

    return e ? e : rows_read(w, SQL_AGED, NO_BINDS, COLUMNS(AGED_COLUMNS), NULL, ret, ret_count);
}

err device_life_renew(struct work *w)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct device_rules r;
    struct aged *all;
    size_t count;
    err e;

    /* Looked at first, so that in most minutes nobody waits for a lock. */
    if ((e = aged_read(w, &r, &all, &count)) || !any_changes(w, &r, all, count))
        return e;
    if ((e = tx_begin(&tx, w->db)) || (e = aged_read(w, &r, &all, &count)) ||
        (e = aged_write(w, &r, all, count)))
        return e;
    return tx_commit(&tx);
}

/* ---- what the doors say */
struct known {
    date since, seen;
    int64_t enrolled_at;
};
static const char SQL_KNOWN[] =
    "SELECT since_day, seen_day, enrolled_at FROM device WHERE id = :id AND token_hash IS NOT NULL";
static const struct column KNOWN_COLUMNS[] = {
    COLUMN_DATE_AS(struct known, since, "since_day"),
    COLUMN_DATE_AS(struct known, seen, "seen_day"),
    COLUMN_INT(struct known, enrolled_at),
};
static const char SQL_SEEN[] = "UPDATE device SET seen_day = :on WHERE id = :id";

err device_seen(struct work *w, int64_t id, date on, bool *ret_taken)
{
    struct known k = {0};
    date since;
    err e = row_read(w, SQL_KNOWN, BINDS(INT(":id", id)), COLUMNS(KNOWN_COLUMNS), &k);

    *ret_taken = false;
    if (e)
        return e == ERR_ABSENT ? OK : e;
    since = date_known(k.since) ? k.since : instant_date(k.enrolled_at);
    if (!date_known(on) || on < since || on > w->today)
        return OK;
    *ret_taken = true;
    /* A day that lies ahead was written while the clock was wrong. */
    if (date_known(k.seen) && k.seen >= on && k.seen <= w->today)
        return OK;
    return db_exec(w->db, SQL_SEEN, BINDS(INT(":id", id), DATE(":on", on)));
}
