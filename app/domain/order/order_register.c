/* Registering an order: file, persons, order, first acts, what follows from them, and the log, all or
 * nothing. */
#include "domain/order/order_register.h"

#include "base/instant.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/erased.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/order/act_store.h"
#include "domain/order/measure_doubt.h"
#include "domain/order/order.h"
#include "domain/order/order_blind.h"
#include "domain/order/order_check.h"
#include "domain/order/order_named.h"
#include "domain/order/order_person_check.h"
#include "domain/order/order_respondent.h"
#include "domain/order/order_role.h"
#include "domain/order/order_term_check.h"
#include "domain/order/replacement.h"
#include "domain/order/replacement_late.h"
#include "domain/work/sealed.h"
#include "store/db.h"

/* Before anything is told of the order: whoever saw an older state of the file is told what has changed. */
static err file_known(struct work *w, const struct order_new *in, struct audit_entry *entry)
{
    err e;

    if (!in->case_id)
        return OK;
    if ((e = case_may_open(w, in->case_id)) || (e = case_kept_require(w, in->case_id)))
        return e;
    entry->case_id = in->case_id;
    if (in->unversioned)
        return case_move(w, in->case_id, &entry->case_version);
    return case_touch(w, &(struct touch){in->case_id, in->version, entry->what, 0, false},
                      &entry->case_version);
}

static err file_for(struct work *w, const struct order_new *in, struct audit_entry *entry)
{
    int64_t unit;
    err e;

    if (in->case_id)
        return OK;
    entry->case_version = 1;
    if ((e = unit_find(w, in->unit, &unit)))
        return e;
    return case_open(w, unit, &entry->case_id);
}

static const char SQL_ORDER[] =
    "INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, "
    "issue_blind, "
    "day_blind, decision_date, received_on, hearing_on, follows_id, import_blind, created_at) VALUES (:id, "
    ":case, :kind, "
    ":issuer, :number, :paper, :issue, :day, :decision, :received, :hearing, :follows, :import, :now)";

/* The number is drawn first: what is sealed is sealed for its row. */
static err order_insert(struct work *w, const struct order_new *in, int64_t case_id, int64_t *ret_id)
{
    CLEANUP(buf_free) struct buf issuer = {0};
    CLEANUP(buf_free) struct buf number = {0};
    struct order_blind b;
    int64_t id;
    err e;

    if ((e = id_next(w, "protection_order", &id)) ||
        (e = sealed_text(w, OF_FILE(case_id), "protection_order", "issuer", id, in->issuer, &issuer)) ||
        (e = sealed_text(w, OF_FILE(case_id), "protection_order", "number", id, in->number, &number)) ||
        (e = order_blind_make(w, in->issuer, in->number, in->decision_date, &b)))
        return e;
    e = db_exec(w->db, SQL_ORDER,
                BINDS(INT(":id", id), INT(":case", case_id), TEXT(":kind", order_kind_name(in->kind)),
                      SEALED(":issuer", issuer), SEALED(":number", number),
                      BLOB(":paper", b.paper, DIGEST_SIZE), BLOB(":issue", b.issue, DIGEST_SIZE),
                      BLOB(":day", b.day, DIGEST_SIZE), DATE(":decision", in->decision_date),
                      DATE(":received", in->received_on), DATE(":hearing", in->hearing_on),
                      INT_OR_NULL(":follows", in->follows, in->follows),
                      BLOB(":import", in->import_blind, DIGEST_SIZE), INT(":now", w->now)));
    if (!e)
        *ret_id = id;
    return e;
}

static const char SQL_MEASURE[] = "INSERT INTO order_measure (order_id, code) VALUES (:order, :code)";

struct entered { /* in the order of the paper */
    int64_t *persons, *respondents;
};

static err person_fill(struct work *w, const struct order_new *in, const struct order_person *p,
                       int64_t case_id, int64_t *ret)
{
    struct order_person entered = *p;
    size_t warned = w->warning_count;

    if (p == in->respondent)
        entered.role = ROLE_RESPONDENT;
    return order_person_told(
        w, in, p, warned,
        order_person_enter(w, case_id, &entered, p == in->respondent ? in->relation : NULL, ret));
}

static err respondents_fill(struct work *w, const struct order_new *in, int64_t case_id, int64_t order,
                            struct entered *x)
{
    size_t count = (in->respondent != NULL) + in->more_respondents_count;
    err e;

    if (!(x->respondents = arena_array(w->arena, count + 1, sizeof *x->respondents)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        const struct order_person *p =
            in->respondent && !i ? in->respondent : &in->more_respondents[i - (in->respondent != NULL)];

        if ((e = person_fill(w, in, p, case_id, &x->respondents[i])) ||
            (e = order_respondent_add(w, order, x->respondents[i])))
            return e;
    }
    return OK;
}

static err relations_fill(struct work *w, const struct order_new *in, int64_t order, const struct entered *x)
{
    err e = OK;

    for (size_t i = 0; !e && i < in->relations_count; i++)
        e = order_relation_add(w, order, x->persons[in->relations[i].person],
                               x->respondents[in->relations[i].respondent], in->relations[i].relation);
    return e;
}

static err order_fill(struct work *w, const struct order_new *in, int64_t case_id, int64_t order)
{
    struct entered x = {.persons = arena_array(w->arena, in->persons_count + 1, sizeof *x.persons)};
    err e;

    if (!x.persons)
        return ERR_SYSTEM;
    for (size_t i = 0; i < in->persons_count; i++)
        if ((e = person_fill(w, in, &in->persons[i], case_id, &x.persons[i])) ||
            (e = order_name_add(w, order, x.persons[i], true)))
            return e;
    for (size_t i = 0; i < in->measures_count; i++)
        if ((e = db_exec(w->db, SQL_MEASURE,
                         BINDS(INT(":order", order), TEXT(":code", in->measures[i].code)))) ||
            (e = measure_details_put(w, order, 0, in->measures[i].code, &in->measures[i].details)))
            return e;
    if ((e = measure_doubts_put(w, order, in->doubts, in->doubts_count)))
        return e;
    if ((e = respondents_fill(w, in, case_id, order, &x)) || (e = relations_fill(w, in, order, &x)))
        return e;
    return parties_write(w, order, &in->parties);
}

/* Behind the grant, by which they are protected. */
static err roles_raise(struct work *w, const struct order_new *in, int64_t case_id, int64_t order)
{
    const struct order_line o = {.id = order, .case_id = case_id};
    err e = OK;

    for (size_t i = 0; !e && i < in->persons_count; i++)
        if (in->persons[i].person)
            e = order_role_raise(w, &o, 0, in->persons[i].role, in->persons[i].person);
    return e ? e : order_roles_follow(w, order);
}

/* What the paper says of itself: the grant, and the day on which it became final where that is on it. */
static err first_acts(struct work *w, const struct order_new *in, int64_t order)
{
    struct act granted = {.kind = ACT_GRANTED,
                          .on = in->decision_date,
                          .start = order_start(in),
                          .end = order_end(in),
                          .term = in->term,
                          .effective = DATE_NONE};
    const struct act final = {.kind = ACT_FINAL,
                              .on = in->final_date,
                              .start = DATE_NONE,
                              .end = DATE_NONE,
                              .effective = DATE_NONE};
    int64_t id;
    err e;

    if (in->decided_at && (e = instant_parse_local(in->decision_date, in->decided_at, &granted.at)))
        return e;
    if ((e = act_append(w, order, &granted, in->number, NULL, &id)))
        return e;
    return in->final_date == DATE_NONE ? OK : act_append(w, order, &final, NULL, NULL, &id);
}

/* The guard comes before the check: what is wrong with an order can tell of the file it is for. */
err order_register(struct work *w, const struct order_new *in, int64_t *ret_id, int64_t *ret_case)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "order.register", .record = "protection_order"};
    int64_t order;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = file_known(w, in, &entry)) || (e = order_check(w, in)) ||
        (e = file_for(w, in, &entry)) || (e = order_insert(w, in, entry.case_id, &order)) ||
        (e = order_fill(w, in, entry.case_id, order)) || (e = first_acts(w, in, order)) ||
        (e = roles_raise(w, in, entry.case_id, order)) || (e = replacement_record(w, in, order)) ||
        (e = replacement_late_record(w, in, order)) || (e = order_refresh(w, order)))
        return e;
    entry.record_id = order;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = order;
    *ret_case = entry.case_id;
    return OK;
}
