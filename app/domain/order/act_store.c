/* Acts on paper become rows here, and nowhere else. Rows are added and never changed or removed: an act that
 * was wrong is corrected by another act. */
#include "domain/order/act_store.h"

#include "domain/card/card_refresh.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_APPEND[] =
    "INSERT INTO order_act (id, order_id, kind, on_day, at, start_day, end_day, end_open, term_months, "
    "term_days, term_from, effective_day, "
    "other_order_id, outcome, about_id, "
    "corrects_id, voids, decision_sealed, note_sealed, recorded_by, recorded_at) VALUES (:id, :order, :kind, "
    ":on, "
    ":at, :start, :end, "
    ":open, :months, :days, :from, :effective, :other, :outcome, :about, :corrects, :voids, :decision, "
    ":note, :account, :now)";

/* The number is drawn first, for note and decision are sealed for their row. */
err act_append(struct work *w, int64_t order, const struct act *act, const char *decision, const char *note,
               int64_t *ret_id)
{
    CLEANUP(buf_free) struct buf sealed_decision = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id;
    err e;

    if ((e = id_next(w, "order_act", &id)) ||
        (e = sealed_text(w, OF_ORDER(order), "order_act", "note", id, note, &sealed)) ||
        (e = sealed_text(w, OF_ORDER(order), "order_act", "decision", id, decision, &sealed_decision)))
        return e;
    e = db_exec(w->db, SQL_APPEND,
                BINDS(INT(":id", id), INT(":order", order), TEXT(":kind", act_kind_name(act->kind)),
                      DATE(":on", act->on), INT_OR_NULL(":at", act->at, act->at), DATE(":start", act->start),
                      DATE(":end", act->end), INT(":open", act->end == DATE_OPEN),
                      INT_OR_NULL(":months", act->term.months, act->term.months),
                      INT_OR_NULL(":days", act->term.days, act->term.days),
                      TEXT(":from", term_from_name(act->term.from)), DATE(":effective", act->effective),
                      INT_OR_NULL(":other", act->other_order, act->other_order),
                      TEXT(":outcome", appeal_outcome_name(act->outcome)),
                      INT_OR_NULL(":about", act->about, act->about),
                      INT_OR_NULL(":corrects", act->corrects, act->corrects), INT(":voids", act->voids),
                      SEALED(":decision", sealed_decision), SEALED(":note", sealed),
                      INT_OR_NULL(":account", w->actor.account, w->actor.account), INT(":now", w->now)));
    if (!e)
        *ret_id = id;
    return e;
}

static const char SQL_PERSONS[] =
    "SELECT person_id FROM order_person WHERE order_id = :order ORDER BY person_id";

err order_refresh(struct work *w, int64_t order)
{
    int64_t *persons;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_PERSONS, BINDS(INT(":order", order)), &persons, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = card_refresh(w, persons[i])))
            return e;
    return OK;
}
