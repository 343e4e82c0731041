/* A file over time, gathered in one picture of the database: all orders with all acts, those that were voided
 * too, and what each person had because of them. */
#include "domain/order/timeline.h"

#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_read.h"
#include "domain/office/audit.h"
#include "domain/order/correction.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The last correction that takes the act back, at whatever depth of the chain. */
static int64_t voiding(const struct act *acts, size_t count, const struct act *act)
{
    int64_t last = 0;

    for (size_t i = 0; i < count; i++)
        if (acts[i].kind == ACT_CORRECTED && acts[i].voids && acts[i].id > last &&
            correction_root(acts, count, acts[i].corrects) == act)
            last = acts[i].id;
    return last;
}

/* A correction has no fate of its own: it is shown beside the act it is about. */
static void fate_set(const struct act *acts, size_t count, const struct act *act, struct timeline_act *ret)
{
    struct act value;

    if (act->kind == ACT_CORRECTED)
        return;
    if (!act_value(acts, count, act, &value))
        ret->voided_by = voiding(acts, count, act);
    else if (value.id != act->id)
        ret->corrected_by = value.id;
}

static err acts_fill(struct work *w, struct timeline_order *o)
{
    struct act_line *lines;
    struct act *acts;
    size_t count;
    err e;

    if ((e = order_acts(w, o->order.id, &lines, &count)))
        return e;
    acts = arena_array(w->arena, count + 1, sizeof *acts);
    o->acts = arena_array(w->arena, count + 1, sizeof *o->acts);
    if (!acts || !o->acts)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        acts[i] = lines[i].act;
    for (size_t i = 0; i < count; i++) {
        o->acts[i].line = lines[i];
        fate_set(acts, count, &acts[i], &o->acts[i]);
    }
    o->act_count = count;
    return OK;
}

static const char SQL_ORDERS[] =
    "SELECT id FROM protection_order WHERE case_id = :case ORDER BY decision_date, id";

static err orders_read(struct work *w, int64_t case_id, struct timeline *t)
{
    int64_t *ids;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_ORDERS, BINDS(INT(":case", case_id)), &ids, &count)))
        return e;
    if (!(t->orders = arena_array(w->arena, count + 1, sizeof *t->orders)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = order_load(w, ids[i], &t->orders[i].order)) || (e = acts_fill(w, &t->orders[i])))
            return e;
    t->order_count = count;
    return OK;
}

/* What stands today, and every span with its reason, from one claim: both must agree. */
static err service_read(struct work *w, const struct rules *rules, const struct claim *c, int64_t person,
                        enum service service, struct timeline_service *ret)
{
    struct entitlement *spans;
    size_t count;
    err e;

    ret->now = (struct explanation){.person = person, .service = service};
    if ((e = explanation_on(w, rules, c, w->today, &ret->now)) ||
        (e = entitlement_spans(c, rules->benefits, rules->benefit_count, service, w->arena, &spans, &count)))
        return e;
    if (!(ret->spans = arena_array(w->arena, count + 1, sizeof *ret->spans)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        ret->spans[i].person = person;
        if ((e = explanation_span(w, &spans[i], &ret->spans[i])))
            return e;
    }
    ret->span_count = count;
    return OK;
}

static const char SQL_PERSONS[] = "SELECT id, person_id, role, relation_sealed FROM case_person "
                                  "WHERE case_id = :case AND role <> 'respondent' ORDER BY id";

static err persons_read(struct work *w, int64_t case_id, struct timeline *t)
{
    struct case_person *persons;
    struct rules rules;
    struct claim c;
    size_t count;
    err e;

    if ((e = rules_load(w, &rules)) ||
        (e = case_persons_read(w, SQL_PERSONS, BINDS(INT(":case", case_id)), &persons, &count)))
        return e;
    if (!(t->persons = arena_array(w->arena, count + 1, sizeof *t->persons)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        struct timeline_person *p = &t->persons[i];

        *p = (struct timeline_person){.person = persons[i].person,
                                      .role = persons[i].role,
                                      .first_name = persons[i].who.first_name,
                                      .surname = persons[i].who.surname};
        /* Who may open this file may not for that reason see what the same person has in a sealed one. */
        if ((e = case_person_may_open(w, p->person, case_id)) || (e = claim_load(w, p->person, &rules, &c)))
            return e;
        for (size_t j = 0; j < SV_COUNT; j++)
            if ((e = service_read(w, &rules, &c, p->person, SERVICES[j], &p->services[j])))
                return e;
    }
    t->person_count = count;
    return OK;
}

static const char SQL_VERSION[] = "SELECT version FROM case_file WHERE id = :case";

err timeline_read(struct work *w, int64_t case_id, struct timeline *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "timeline.read", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct timeline t = {0};
    err e;

    /* One transaction: the parts are of one version, and nothing is handed out that was not logged. */
    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = db_int(w->db, SQL_VERSION, BINDS(INT(":case", case_id)), &t.version)) ||
        (e = orders_read(w, case_id, &t)) || (e = persons_read(w, case_id, &t)) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = t;
    return OK;
}
