/* Checked as a form: all faults at once. What is kept of the holder stands in ground_holder.c. */
#include "domain/ground/ground.h"

#include <string.h>

#include "domain/ground/ground_kind.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define TABLE "ground"

static err days_check(struct work *w, const struct ground_new *in, struct faults *f)
{
    err e;

    if ((e = faults_when(w, f, !date_known(in->decided_on), "required", "decided_on",
                         "The day of the decision is needed.")) ||
        (e = faults_when(w, f, date_known(in->decided_on) && in->decided_on > w->today, "in_future",
                         "decided_on", "This day has not come yet.")))
        return e;
    return faults_when(w, f, date_known(in->until) && date_known(in->from) && in->until < in->from,
                       "out_of_order", "until", "The last day lies before the first.");
}

static err new_check(struct work *w, const struct ground_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = ground_holder_check(w, in, &f)) ||
        (e = faults_take(w, &f, ground_kind_check(w, in->kind, in->from))) ||
        (e = faults_take(w, &f,
                         field_text_check(w, "decision", in->decision, LIMIT(GroundNew, decision), true))) ||
        (e = days_check(w, in, &f)))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_LIST[] =
    "SELECT id, kind, decision_sealed, decided_on, from_day, until_day FROM ground "
    "WHERE holder_id = :holder ORDER BY from_day DESC, id DESC";
static const struct column GROUND_COLUMNS[] = {
    COLUMN_INT(struct ground, id),
    COLUMN_TEXT(struct ground, kind),
    COLUMN_SEALED(struct ground, decision, TABLE, id),
    COLUMN_DATE(struct ground, decided_on),
    COLUMN_DATE_AS(struct ground, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct ground, until, "until_day"),
};

err ground_list(struct work *w, int64_t holder, struct ground **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":holder", holder)), COLUMNS(GROUND_COLUMNS), NULL, ret,
                     ret_count);
}

static date open_when_none(date until)
{
    return date_known(until) ? until : DATE_OPEN;
}

static bool ground_same(const struct ground *g, const struct ground_new *in)
{
    return g->decided_on == in->decided_on && g->from == in->from && g->until == open_when_none(in->until) &&
           !strcmp(g->decision, in->decision);
}

/* The very same decision twice is one; two that hold on one day, of one kind, are a slip. */
static err overlap_check(struct work *w, int64_t holder, const struct ground_new *in)
{
    struct ground *list;
    size_t count;
    err e = ground_list(w, holder, &list, &count);

    for (size_t i = 0; !e && i < count; i++) {
        if (strcmp(list[i].kind, in->kind) || list[i].from > open_when_none(in->until) ||
            list[i].until < in->from)
            continue;
        return ground_same(&list[i], in)
                   ? refuse(w, ERR_CONFLICT, "ground_known", "decision",
                            "This ground is written down already.")
                   : refuse(w, ERR_CONFLICT, "ground_overlaps", "from",
                            "A ground of this kind holds on some of these days already.");
    }
    return e;
}

static const char SQL_ADD[] =
    "INSERT INTO ground (id, holder_id, kind, decision_sealed, decided_on, from_day, until_day, recorded_by, "
    "recorded_at) VALUES (:id, :holder, :kind, :decision, :decided, :from, :until, :account, :now)";
static const char SQL_KEY[] = "SELECT key_id FROM ground_holder WHERE id = :id";

static err ground_store(struct work *w, int64_t holder, const struct ground_new *in, int64_t *ret_id)
{
    CLEANUP(buf_free) struct buf decision = {0};
    int64_t id, key;
    err e;

    if ((e = id_next(w, TABLE, &id)) || (e = db_int(w->db, SQL_KEY, BINDS(INT(":id", holder)), &key)) ||
        (e = sealed_text(w, OF_KEY(key), TABLE, "decision", id, in->decision, &decision)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":holder", holder), TEXT(":kind", in->kind),
                           SEALED(":decision", decision), DATE(":decided", in->decided_on),
                           DATE(":from", in->from), DATE(":until", in->until),
                           INT_OR_NULL(":account", w->actor.account, w->actor.account),
                           INT(":now", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}

static err ground_log(struct work *w, const char *what, int64_t id)
{
    return audit_append(w, &(struct audit_entry){.what = what, .record = TABLE, .record_id = id});
}

err ground_add(struct work *w, const struct ground_new *given, int64_t *ret_holder)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct ground_new in = *given;
    int64_t holder, id;
    err e;

    if (!in.surname)
        in.surname = "";
    if (!date_known(in.from))
        in.from = in.decided_on;
    if ((e = tx_begin(&tx, w->db)) || (e = new_check(w, &in)) || (e = ground_holder_find(w, &in, &holder)) ||
        (e = holder ? overlap_check(w, holder, &in) : ground_holder_add(w, &in, &holder)) ||
        (e = ground_store(w, holder, &in, &id)) || (e = ground_holder_refresh(w, holder)) ||
        (e = ground_log(w, "ground.add", id)) || (e = tx_commit(&tx)))
        return e;
    *ret_holder = holder;
    return OK;
}

struct ended {
    int64_t holder;
    const char *kind;
    date from;
};
static const char SQL_ENDED[] = "SELECT holder_id, kind, from_day FROM ground WHERE id = :id";
static const struct column ENDED_COLUMNS[] = {
    COLUMN_INT_AS(struct ended, holder, "holder_id"),
    COLUMN_TEXT(struct ended, kind),
    COLUMN_DATE_AS(struct ended, from, "from_day"),
};
static const char SQL_END[] = "UPDATE ground SET until_day = :until WHERE id = :id";
/* A nearer last day takes no day of another. */
static const char SQL_NEXT[] = "SELECT count(*) FROM ground WHERE holder_id = :holder AND kind = :kind AND "
                               "id <> :id AND from_day <= :until "
                               "AND (until_day IS NULL OR until_day >= :from) AND EXISTS (SELECT 1 FROM "
                               "ground g WHERE g.id = :id AND g.until_day < :until)";

static err end_check(struct work *w, int64_t ground, const struct ended *g, date until)
{
    int64_t others;
    err e;

    if (!date_known(until))
        return refuse(w, ERR_INPUT, "required", "until", "The last day is needed.");
    if (until < g->from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    if ((e = db_int(w->db, SQL_NEXT,
                    BINDS(INT(":holder", g->holder), TEXT(":kind", g->kind), INT(":id", ground),
                          DATE(":until", until), DATE(":from", g->from)),
                    &others)))
        return e;
    return others ? refuse(w, ERR_CONFLICT, "ground_overlaps", "until",
                           "A ground of this kind holds on some of these days already.")
                  : OK;
}

err ground_end(struct work *w, int64_t ground, date until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct ended g;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = row_read(w, SQL_ENDED, BINDS(INT(":id", ground)), COLUMNS(ENDED_COLUMNS), &g);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_ground", "", "There is no such ground.");
    if (e || (e = end_check(w, ground, &g, until)) ||
        (e = db_exec(w->db, SQL_END, BINDS(INT(":id", ground), DATE(":until", until)))) ||
        (e = ground_holder_refresh(w, g.holder)) || (e = ground_log(w, "ground.end", ground)))
        return e;
    return tx_commit(&tx);
}
