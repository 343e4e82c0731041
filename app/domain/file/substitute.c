/* Days of standing in are appended and taken back, never changed: who saw whose tasks can be told afterwards.
 */
#include "domain/file/substitute.h"

#include "domain/file/charge.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_OVERLAP[] =
    "SELECT count(*) FROM substitute WHERE away_id = :away AND ended_at IS NULL AND from_day <= :until AND "
    "until_day >= :from";

static err free_require(struct work *w, int64_t away, const struct substitute_new *in, const char *code,
                        const char *field, const char *sentence)
{
    int64_t taken;
    err e = db_int(w->db, SQL_OVERLAP,
                   BINDS(INT(":away", away), DATE(":from", in->from), DATE(":until", in->until)), &taken);

    return e || !taken ? e : refuse(w, ERR_CONFLICT, code, field, "%s", sentence);
}

/* *ret_sound: they can be held against other days. */
static err days_check(struct work *w, const struct substitute_new *in, struct faults *f, bool *ret_sound)
{
    const bool both = date_known(in->from) && date_known(in->until);
    const bool turned = both && in->until < in->from;
    err e;

    *ret_sound = both && !turned;
    if ((e = faults_when(w, f, !date_known(in->from), "required", "from", "Say the first day.")) ||
        (e = faults_when(w, f, !date_known(in->until), "required", "until", "Say the last day.")) ||
        (e = faults_when(w, f, turned, "reversed", "until", "It lies before the first day.")))
        return e;
    return faults_when(w, f, date_known(in->until) && !turned && in->until < w->today, "in_past", "until",
                       "This day is over.");
}

static err substitute_check(struct work *w, const struct substitute_new *in)
{
    struct faults f = {0};
    bool sound;
    err e;

    if ((e = faults_take(w, &f, charge_coordinator_require(w, in->away, "away"))) ||
        (e = faults_take(w, &f, charge_coordinator_require(w, in->by, "by"))) ||
        (e = faults_when(w, &f, in->by && in->by == in->away, "same_account", "by",
                         "Nobody stands in for herself.")) ||
        (e = days_check(w, in, &f, &sound)))
        return e;
    if (sound && ((e = faults_take(w, &f,
                                   free_require(w, in->away, in, "substitute_overlaps", "from",
                                                "Somebody stands in on one of these days already."))) ||
                  (e = faults_take(w, &f,
                                   free_require(w, in->by, in, "substitute_away", "by",
                                                "Is away on one of these days: choose somebody else.")))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO substitute (id, away_id, by_id, from_day, until_day, made_by, made_at) VALUES (:id, :away, "
    ":by, :from, :until, :actor, :now)";

err substitute_add(struct work *w, const struct substitute_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "substitute.add", .record = "substitute"};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = substitute_check(w, in)) ||
        (e = id_next(w, "substitute", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), INT(":away", in->away), INT(":by", in->by),
                           DATE(":from", in->from), DATE(":until", in->until),
                           INT_OR_NULL(":actor", w->actor.account, w->actor.account),
                           INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_END[] =
    "UPDATE substitute SET ended_at = :now WHERE id = :id AND ended_at IS NULL AND until_day >= :today";

err substitute_end(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "substitute.end", .record = "substitute", .record_id = id};
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_END, BINDS(INT(":id", id), INT(":now", w->now), DATE(":today", w->today)))))
        return e;
    if (!db_changes(w->db))
        return refuse(w, ERR_ABSENT, "no_substitute", "", "Nobody stands in by that any more.");
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}

static const char SQL_LIST[] =
    "SELECT s.id, a.full_name AS away, b.full_name AS by, s.from_day, s.until_day FROM substitute s JOIN "
    "account a ON a.id = s.away_id JOIN account b ON b.id = s.by_id WHERE s.ended_at IS NULL AND s.until_day "
    ">= :today ORDER BY s.from_day, s.id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct substitute, id),
    COLUMN_TEXT(struct substitute, away),
    COLUMN_TEXT(struct substitute, by),
    COLUMN_DATE_AS(struct substitute, from, "from_day"),
    COLUMN_DATE_AS(struct substitute, until, "until_day"),
};

err substitute_list(struct work *w, struct substitute **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(DATE(":today", w->today)), COLUMNS(LIST_COLUMNS), NULL, ret,
                     ret_count);
}
