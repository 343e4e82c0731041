/* Services that a council waives beside those that every register knows. Who is entitled is the pure core's
 * to say, by a rule like any other. */
#include "domain/payment/municipal_service.h"

#include <string.h>

#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

struct service_row {
    struct municipal_service s;
    bool umpmm, umm, um, for_protected, for_dependants;
};
static const char SQL_LIST[] =
    "SELECT id, text, text_en, source, umpmm, umm, um, needs_final, for_protected, for_dependants, amount, "
    "unit, share, "
    "from_day, until_day FROM municipal_service WHERE voided_at IS NULL ORDER BY id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT_AS(struct service_row, s.rule.id, "id"),
    COLUMN_TEXT_AS(struct service_row, s.text, "text"),
    COLUMN_TEXT_AS(struct service_row, s.text_en, "text_en"),
    COLUMN_TEXT_AS(struct service_row, s.rule.source, "source"),
    COLUMN_BOOL(struct service_row, umpmm),
    COLUMN_BOOL(struct service_row, umm),
    COLUMN_BOOL(struct service_row, um),
    COLUMN_BOOL_AS(struct service_row, s.rule.needs_final, "needs_final"),
    COLUMN_BOOL(struct service_row, for_protected),
    COLUMN_BOOL(struct service_row, for_dependants),
    COLUMN_INT_AS(struct service_row, s.rule.amount, "amount"),
    COLUMN_WORD_AS(struct service_row, s.rule.unit, fee_unit_parse, "unit"),
    COLUMN_INT_AS(struct service_row, s.rule.share, "share"),
    COLUMN_DATE_AS(struct service_row, s.rule.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct service_row, s.rule.until, "until_day"),
};

/* The core asks rules by service; here each is asked for itself, under the name of any. */
#define UNDER SV_TRANSPORT

static struct municipal_service service_of(const struct service_row *row)
{
    struct municipal_service s = row->s;

    s.rule.service = UNDER;
    s.rule.kinds = (row->umpmm ? ORDER_UMPMM : 0u) | (row->umm ? ORDER_UMM : 0u) | (row->um ? ORDER_UM : 0u);
    s.rule.who = (row->for_protected ? ROLE_PROTECTED : 0u) | (row->for_dependants ? ROLE_DEPENDANT : 0u);
    return s;
}

static err services_load(struct work *w, struct municipal_service **ret, size_t *ret_count)
{
    struct municipal_service *list;
    struct service_row *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(LIST_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        list[i] = service_of(&rows[i]);
    *ret = list;
    *ret_count = count;
    return OK;
}

static const char SQL_PERSONS[] = "SELECT DISTINCT person_id FROM order_person ORDER BY person_id";

static err persons_count(struct work *w, struct municipal_service *list, size_t count)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct because because;
    struct rules rules;
    struct claim claim;
    int64_t *persons;
    size_t named;
    err e;

    if ((e = rules_load(w, &rules)) || (e = rows_ids(w, SQL_PERSONS, NO_BINDS, &persons, &named)) ||
        (e = claim_walk_begin(w, &rules, &walk)))
        return e;
    for (size_t p = 0; p < named; p++) {
        if ((e = claim_walk_to(walk, persons[p], &claim)))
            return e;
        for (size_t i = 0; i < count; i++)
            list[i].persons +=
                entitlement_on(&claim, &list[i].rule, 1, UNDER, w->today, &because) == WHY_ENTITLED;
    }
    for (size_t i = 0; i < count; i++)
        list[i].waived = list[i].persons * (list[i].rule.amount * list[i].rule.share / FEE_WHOLE);
    return OK;
}

err municipal_service_list(struct work *w, struct municipal_service **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct municipal_service *list;
    size_t count;
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = services_load(w, &list, &count)) ||
        (e = count ? persons_count(w, list, count) : OK) || (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

err municipal_services_sums(struct work *w, int year, int64_t ret[RIGHT_FEE_MONTHS], int64_t *ret_unstated)
{
    int64_t sums[RIGHT_FEE_MONTHS] = {0}, unstated = 0;
    struct municipal_service *list;
    struct right_fee *fees;
    size_t count;
    err e;

    if ((e = services_load(w, &list, &count)))
        return e;
    if (!(fees = arena_array(w->arena, count + 1, sizeof *fees)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        fees[i] = (struct right_fee){.rules = &list[i].rule, .rule_count = 1, .service = UNDER};
    if ((e = right_fees_sum(w, year, fees, count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        unstated += fees[i].met && fees[i].unstated;
        for (int m = 0; m < RIGHT_FEE_MONTHS; m++)
            sums[m] += fees[i].sums[m];
    }
    memcpy(ret, sums, sizeof sums);
    *ret_unstated = unstated;
    return OK;
}

static err service_check(struct work *w, const struct municipal_service *in)
{
    const struct benefit_rule *r = &in->rule;
    const size_t text = LIMIT(MunicipalServiceNew, text), source = LIMIT(MunicipalServiceNew, source);
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, field_text_check(w, "text", in->text, text, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "text_en", in->text_en, text, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "source", r->source, source, true))) ||
        (e = faults_when(w, &f, !r->kinds, "required", "kinds", "At least one kind of order is needed.")) ||
        (e = faults_when(w, &f, !r->who, "required", "who",
                         "It is for protected persons, dependants or both.")) ||
        (e = faults_when(w, &f, r->unit != FEE_MONTH && r->unit != FEE_YEAR, "unit_unsuited", "unit",
                         "Such a fee is for a month or a year.")) ||
        (e = faults_when(w, &f, r->amount < 0, "out_of_range", "amount",
                         "The amount is in new lekë and not below 0.")) ||
        (e = faults_when(w, &f, r->share < 1 || r->share > FEE_WHOLE, "share_unsuited", "share",
                         "A fee is waived by 1 to 100 percent.")) ||
        (e = faults_when(w, &f, r->from == DATE_NONE, "required", "from", "The first day is needed.")) ||
        (e = faults_when(w, &f, r->from != DATE_NONE && r->until < r->from, "out_of_order", "until",
                         "The last day lies before the first.")))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO municipal_service (id, text, text_en, source, umpmm, umm, um, needs_final, for_protected, "
    "for_dependants, amount, unit, share, from_day, until_day, recorded_at) VALUES (:id, :text, :text_en, "
    ":source, :umpmm, "
    ":umm, :um, :final, :protected, :dependants, :amount, :unit, :share, :from, :until, :now)";

err municipal_service_add(struct work *w, const struct municipal_service *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "municipal_service.add", .record = "municipal_service", .why = in->rule.source};
    const struct benefit_rule *r = &in->rule;
    err e;

    if ((e = service_check(w, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = id_next(w, "municipal_service", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), TEXT(":text", in->text),
                           TEXT(":text_en", in->text_en), TEXT(":source", r->source),
                           INT(":umpmm", !!(r->kinds & ORDER_UMPMM)), INT(":umm", !!(r->kinds & ORDER_UMM)),
                           INT(":um", !!(r->kinds & ORDER_UM)), INT(":final", r->needs_final),
                           INT(":protected", !!(r->who & ROLE_PROTECTED)),
                           INT(":dependants", !!(r->who & ROLE_DEPENDANT)), INT(":amount", r->amount),
                           TEXT(":unit", fee_unit_name(r->unit)), INT(":share", r->share),
                           DATE(":from", r->from), DATE(":until", r->until), INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    if (!r->amount)
        work_warn(w, "amount_unknown", "amount", "Without an amount what is waived is counted as 0.");
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_VOIDED[] = "SELECT coalesce(voided_at, 0) FROM municipal_service WHERE id = :id";
static const char SQL_VOID[] = "UPDATE municipal_service SET voided_at = :now WHERE id = :id";

err municipal_service_void(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "municipal_service.void", .record = "municipal_service", .record_id = id};
    int64_t voided;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = db_int(w->db, SQL_VOIDED, BINDS(INT(":id", id)), &voided)))
        return e == ERR_ABSENT ? refuse(w, e, "no_service", "", "There is no such service.") : e;
    if (voided)
        return refuse(w, ERR_CONFLICT, "already_voided", "", "It was taken back before.");
    if ((e = db_exec(w->db, SQL_VOID, BINDS(INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

/* Of those whose files are shut to the actor nothing is told. */
static const char SQL_SEEN[] =
    "SELECT DISTINCT k.person_id AS person, c.id AS case_id, c.number AS file FROM order_person o "
    "JOIN protection_order p ON p.id = o.order_id JOIN case_file c ON c.id = p.case_id "
    "JOIN case_person k ON k.case_id = c.id AND k.person_id = o.person_id WHERE NOT " PERSON_CLOSED(
        "k.person_id") "ORDER BY k.person_id, c.id";
static const struct column SEEN_COLUMNS[] = {
    COLUMN_INT(struct service_person, person),
    COLUMN_INT(struct service_person, case_id),
    COLUMN_TEXT(struct service_person, file),
};

/* Whether the rule gives something on that day, and the days without a gap around it. */
static err entitled_on(struct work *w, const struct claim *claim, const struct benefit_rule *rule, date on,
                       struct span *ret_around, bool *ret)
{
    struct entitlement *spans;
    size_t count;
    err e = entitlement_spans(claim, rule, 1, UNDER, w->arena, &spans, &count);

    *ret = !e && entitlement_unbroken(spans, count, on, ret_around) && ret_around->from <= on;
    return e;
}

static err persons_keep(struct work *w, const struct benefit_rule *rule, struct service_person *list,
                        size_t count, size_t *ret_count)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct claim claim;
    struct rules rules;
    struct span around;
    bool entitled = false;
    size_t kept = 0;
    err e;

    if ((e = rules_load(w, &rules)) || (e = claim_walk_begin(w, &rules, &walk)))
        return e;
    for (size_t i = 0; i < count; i++) {
        /* Who stands in two files is asked once. */
        if ((!i || list[i].person != list[i - 1].person) &&
            ((e = claim_walk_to(walk, list[i].person, &claim)) ||
             (e = entitled_on(w, &claim, rule, w->today, &around, &entitled))))
            return e;
        if (!entitled)
            continue;
        list[kept] = list[i];
        list[kept++].until = around.until;
    }
    *ret_count = kept;
    return OK;
}

err municipal_service_persons(struct work *w, int64_t id, struct service_person **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "municipal_service.persons", .record = "municipal_service", .record_id = id};
    struct municipal_service *services;
    struct service_person *list;
    size_t count, service_count, at = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = services_load(w, &services, &service_count)))
        return e;
    while (at < service_count && services[at].rule.id != id)
        at++;
    if (at == service_count)
        return refuse(w, ERR_ABSENT, "no_service", "", "There is no such service.");
    if ((e = rows_read(w, SQL_SEEN, BINDS(INT(":account", w->actor.account)), COLUMNS(SEEN_COLUMNS), NULL,
                       &list, &count)) ||
        (e = persons_keep(w, &services[at].rule, list, count, &count)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

static const char SQL_FILE[] = "SELECT DISTINCT person_id FROM case_person WHERE case_id = :case AND role <> "
                               "'respondent' ORDER BY person_id";

struct rights {
    struct service_right *at;
    size_t count, room;
};

static err right_add(struct work *w, struct rights *list, int64_t person, const struct municipal_service *s,
                     date until)
{
    struct service_right *right = arena_grow(w->arena, &list->at, &list->count, &list->room, sizeof *right);

    if (!right)
        return ERR_SYSTEM;
    *right = (struct service_right){.person = person,
                                    .service = s->rule.id,
                                    .text = s->text,
                                    .text_en = s->text_en,
                                    .source = s->rule.source,
                                    .until = until,
                                    .amount = s->rule.amount,
                                    .share = s->rule.share,
                                    .unit = s->rule.unit};
    return OK;
}

static err person_rights(struct work *w, const struct claim *claim, int64_t person, date on,
                         const struct municipal_service *services, size_t count, struct rights *list)
{
    struct span around;
    bool entitled;
    err e = OK;

    for (size_t i = 0; !e && i < count; i++)
        if (!(e = entitled_on(w, claim, &services[i].rule, on, &around, &entitled)) && entitled)
            e = right_add(w, list, person, &services[i], around.until);
    return e;
}

err municipal_service_rights(struct work *w, int64_t case_id, date on, struct service_right **ret,
                             size_t *ret_count)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct municipal_service *services;
    struct rights list = {0};
    struct rules rules;
    struct claim claim;
    int64_t *persons;
    size_t named, count;
    err e;

    if ((e = services_load(w, &services, &count)) || (e = rules_load(w, &rules)) ||
        (e = rows_ids(w, SQL_FILE, BINDS(INT(":case", case_id)), &persons, &named)) ||
        (e = claim_walk_begin(w, &rules, &walk)))
        return e;
    for (size_t i = 0; count && i < named; i++)
        if ((e = claim_walk_to(walk, persons[i], &claim)) ||
            (e = person_rights(w, &claim, persons[i], on, services, count, &list)))
            return e;
    *ret = list.at;
    *ret_count = list.count;
    return OK;
}
