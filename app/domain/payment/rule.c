/* Changing what the municipality grants, from a day on. The new rule takes the place of the one that stood
 * there; none is put in before one that begins later. */
#include "domain/payment/rule.h"

#include "base/month.h"
#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

/* A month is paid by one rule: one that began or ended in the middle would leave open which. */
static err days_check(struct work *w, const struct benefit_rule *in, struct faults *f)
{
    const bool begins = in->from != DATE_NONE, whole = in->service == SV_PAYMENT;
    err e;

    if ((e = faults_when(w, f, !begins, "required", "from", "The first day is needed.")) ||
        (e = faults_when(w, f, begins && whole && in->from != month_first(in->from), "not_month_first",
                         "from", "This must be the first day of a month.")))
        return e;
    if (begins && in->until < in->from)
        return faults_when(w, f, true, "out_of_order", "until", "The last day lies before the first.");
    return faults_when(w, f, whole && in->until != DATE_OPEN && in->until != month_last(in->until),
                       "not_month_last", "until", "This must be the last day of a month.");
}

/* What a fee can be stated for. A payment is by the month, and whole. */
static bool unit_suits(enum service s, enum fee_unit unit)
{
    if (s == SV_DOCUMENTS)
        return unit == FEE_CERTIFICATE;
    if (unit == FEE_MONTH)
        return true;
    return (s == SV_TRANSPORT && unit == FEE_RIDE) || (s == SV_KINDERGARTEN && unit == FEE_DAY);
}

static bool percent(int64_t share)
{
    return share >= 0 && share <= FEE_WHOLE;
}

/* Groups that the service does not know. */
static err groups_check(struct work *w, const struct benefit_rule *in, struct faults *f)
{
    const bool paid = in->service == SV_PAYMENT, place = in->service == SV_KINDERGARTEN;
    err e;

    if ((e = faults_when(w, f,
                         !percent(in->share_dependant) ||
                             (in->share_dependant && (paid || !(in->who & ROLE_DEPENDANT))),
                         "share_unsuited", "share_dependant",
                         "A part of its own for dependants is 1 to 100 percent of a fee that is waived for "
                         "them.")) ||
        (e = faults_when(w, f, !percent(in->share_sibling) || (in->share_sibling && !place), "share_unsuited",
                         "share_sibling",
                         "A part from the second child on is 1 to 100 percent of the fee of kindergartens.")))
        return e;
    return faults_when(
        w, f, ((in->conditions & NEEDS_SIBLING) && !place) || ((in->conditions & NEEDS_RESIDENCE) && paid),
        "condition_unsuited", "conditions",
        "Second children are those of kindergartens; the payment does not ask where one lives.");
}

static err fee_check(struct work *w, const struct benefit_rule *in, struct faults *f)
{
    err e;

    if ((e = faults_when(w, f, in->amount < 0, "out_of_range", "amount",
                         "The amount is in new lekë and not below 0.")) ||
        (e = faults_when(w, f, in->unit && !unit_suits(in->service, in->unit), "unit_unsuited", "unit",
                         "This service is not counted by that.")) ||
        (e = faults_when(w, f, !percent(in->share) || (!fee_whole(in->share) && in->service == SV_PAYMENT),
                         "share_unsuited", "share",
                         "A fee is waived by 1 to 100 percent; a payment is paid whole.")))
        return e;
    if ((e = groups_check(w, in, f)))
        return e;
    return faults_when(w, f, in->amount_creche < 0 || (in->amount_creche && in->service != SV_KINDERGARTEN),
                       "creche_unsuited", "amount_creche",
                       "A fee of crèches belongs to the service of kindergartens.");
}

err rule_source_check(struct work *w, const char *source, size_t most)
{
    if (!text_empty(source) && text_length(source) <= most)
        return OK;
    return refuse(w, ERR_INPUT, text_empty(source) ? "required" : "too_long", "source",
                  "Name the decision behind it in at most %zu characters: \"VKB 41/2019\".", most);
}

static const char SQL_LATER[] =
    "SELECT count(*) FROM benefit_rule WHERE service = :service AND voided_at IS NULL AND "
    "(from_day > :from OR (from_day < :from AND until_day IS NOT NULL AND until_day >= :from))";

static err later_check(struct work *w, const struct benefit_rule *in)
{
    int64_t later;
    err e = db_int(w->db, SQL_LATER,
                   BINDS(TEXT(":service", service_name(in->service)), DATE(":from", in->from)), &later);

    if (e || !later)
        return e;
    return refuse(
        w, ERR_CONFLICT, "rule_overlaps", "from",
        "Another rule of this service begins later, or has an end of its own on or after that day.");
}

static err rule_check(struct work *w, const struct benefit_rule *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_when(w, &f, !service_name(in->service), "unknown_service", "service",
                         "The service is transport, documents, kindergarten or payment.")) ||
        (e = faults_take(w, &f, rule_source_check(w, in->source, LIMIT(RuleNew, source)))) ||
        (e = faults_when(w, &f, in->kinds == 0, "required", "kinds",
                         "At least one kind of order is needed.")) ||
        (e = faults_when(w, &f, in->who == 0 || (in->who & ROLE_RESPONDENT), "unknown_role", "who",
                         "A rule is for protected persons, dependants or both.")) ||
        (e = fee_check(w, in, &f)) || (e = days_check(w, in, &f)) ||
        (e = in->from != DATE_NONE && service_name(in->service) ? faults_take(w, &f, later_check(w, in))
                                                                : OK))
        return e;
    return faults_refuse(w, &f);
}

/* Of the days before; one that was superseded or taken back says nothing. */
static const char SQL_BEFORE[] =
    "SELECT amount FROM benefit_rule WHERE service = :service AND voided_at IS NULL AND from_day <= :from "
    "AND (until_day IS NULL OR until_day >= from_day) ORDER BY from_day DESC, id DESC LIMIT 1";

/* Somebody pays a part, and without the whole nobody knows how much. (Rides that are free are not counted.)
 */
static bool part_left(const struct benefit_rule *in)
{
    return !fee_whole(in->share) || (in->share_dependant && !fee_whole(in->share_dependant));
}

/* People still say "old lekë", ten of which are one new lek: a warning, for the council may have meant it. */
static err amount_warn(struct work *w, const struct benefit_rule *in)
{
    int64_t before = 0;
    err e = db_int(w->db, SQL_BEFORE,
                   BINDS(TEXT(":service", service_name(in->service)), DATE(":from", in->from)), &before);

    if (e && e != ERR_ABSENT)
        return e;
    if (!in->amount && (in->service != SV_TRANSPORT || part_left(in)))
        work_warn(w, "amount_unknown", "amount", "Without an amount what is waived is counted as 0.");
    if (before && in->amount >= 10 * before)
        work_warn(w, "amount_odd", "amount", "This is ten times what it was, or more: are these old lekë?");
    else if (in->amount > RULE_AMOUNT_ODD)
        work_warn(w, "amount_large", "amount", "This is more than %d: are these old lekë?", RULE_AMOUNT_ODD);
    return OK;
}

static const char SQL_CLOSE[] =
    "UPDATE benefit_rule SET until_was = until_day, until_day = :last, ended_by = :id WHERE id <> :id AND "
    "service = :service AND voided_at IS NULL AND (until_day IS NULL OR (from_day = :from AND until_day >= "
    "from_day))";

/* Ends the rule that stands open on the day before the new one begins. So does one of the same first day,
 * which leaves it no day at all: it must not come back when the new one ends. */
static err before_close(struct work *w, const struct benefit_rule *in, int64_t id)
{
    return db_exec(w->db, SQL_CLOSE,
                   BINDS(INT(":id", id), DATE(":last", date_add_days(in->from, -1)), DATE(":from", in->from),
                         TEXT(":service", service_name(in->service))));
}

/* What the amount of a service mostly counts, where nothing is said. */
static enum fee_unit rule_unit(enum service s)
{
    switch (s) {
    case SV_TRANSPORT:
        return FEE_RIDE;
    case SV_DOCUMENTS:
        return FEE_CERTIFICATE;
    case SV_KINDERGARTEN:
        return FEE_DAY;
    default:
        return FEE_MONTH;
    }
}

static const char SQL_ADD[] =
    "INSERT INTO benefit_rule (id, service, source, umpmm, umm, um, needs_final, "
    "for_protected, for_dependants, "
    "needs_application, not_in_institution, needs_enrolment, needs_sibling, needs_residence, amount, unit, "
    "share, share_dependant, share_sibling, amount_creche, from_day, until_day, recorded_at) VALUES (:id, "
    ":service, :source, :umpmm, :umm, :um, :final, :protected, :dependants, :application, "
    ":institution, :enrolment, :sibling, :residence, :amount, :unit, :share, :share_dependant, "
    ":share_sibling, :creche, :from, :until, :now)";

static err rule_insert(struct work *w, const struct benefit_rule *in, int64_t id)
{
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", id), TEXT(":service", service_name(in->service)),
                         TEXT(":source", in->source), INT(":umpmm", !!(in->kinds & ORDER_UMPMM)),
                         INT(":umm", !!(in->kinds & ORDER_UMM)), INT(":um", !!(in->kinds & ORDER_UM)),
                         INT(":final", in->needs_final), INT(":protected", !!(in->who & ROLE_PROTECTED)),
                         INT(":dependants", !!(in->who & ROLE_DEPENDANT)),
                         INT(":application", !!(in->conditions & NEEDS_APPLICATION)),
                         INT(":institution", !!(in->conditions & NOT_IN_INSTITUTION)),
                         INT(":enrolment", !!(in->conditions & NEEDS_ENROLMENT)),
                         INT(":sibling", !!(in->conditions & NEEDS_SIBLING)),
                         INT(":residence", !!(in->conditions & NEEDS_RESIDENCE)), INT(":amount", in->amount),
                         TEXT(":unit", fee_unit_name(in->unit ? in->unit : rule_unit(in->service))),
                         INT(":share", in->share ? in->share : FEE_WHOLE),
                         INT_OR_NULL(":share_dependant", in->share_dependant, in->share_dependant),
                         INT_OR_NULL(":share_sibling", in->share_sibling, in->share_sibling),
                         INT_OR_NULL(":creche", in->amount_creche, in->amount_creche),
                         DATE(":from", in->from), DATE(":until", in->until), INT(":now", w->now)));
}

/* The rule is written first, because the cards are worked out anew by the rules as they stand then. */
err rule_add(struct work *w, const struct benefit_rule *in, int64_t *ret_id, int64_t *ret_affected)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "rule.add", .record = "benefit_rule", .why = in->source};
    int64_t id, affected;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rule_check(w, in)) || (e = amount_warn(w, in)))
        return e;
    if (in->from < w->today)
        work_warn(w, "in_past", "from",
                  "The rule counts from a day that is over: rights of days past change with it.");
    if ((e = id_next(w, "benefit_rule", &id)) || (e = rule_insert(w, in, id)) ||
        (e = before_close(w, in, id)) || (e = card_refresh_all(w, &affected)))
        return e;
    entry.record_id = id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    *ret_affected = affected;
    return OK;
}

struct rule_state {
    int64_t voided_at, relied_on;
};
/* Approved payments name their rule; certificates that were given free count the fee of their day. */
static const char SQL_STATE[] =
    "SELECT voided_at, (SELECT count(*) FROM payment_line l JOIN payment_run r ON r.id = l.run_id "
    "WHERE r.state = 'approved' AND l.rule_id = b.id) + (SELECT count(*) FROM certificate_count c "
    "WHERE b.service = 'documents' AND c.sum > 0 AND c.on_day >= b.from_day AND "
    "(b.until_day IS NULL OR c.on_day <= b.until_day)) AS relied_on FROM benefit_rule b WHERE b.id = :id";
static const struct column STATE_COLUMNS[] = {
    COLUMN_INT(struct rule_state, voided_at),
    COLUMN_INT(struct rule_state, relied_on),
};

static err void_check(struct work *w, int64_t id)
{
    struct rule_state s;
    err e = row_read(w, SQL_STATE, BINDS(INT(":id", id)), COLUMNS(STATE_COLUMNS), &s);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_rule_of_id", "", "There is no such rule.");
    if (e)
        return e;
    if (s.voided_at)
        return refuse(w, ERR_CONFLICT, "already_voided", "", "It was taken back before.");
    if (s.relied_on)
        return refuse(w, ERR_CONFLICT, "rule_relied_on", "",
                      "What was approved rests on it: another rule takes its place, from a day on.");
    return OK;
}

/* What it had ended goes on: to the end it had, or to that which a later rule has set since. */
static const char SQL_REOPEN[] =
    "UPDATE benefit_rule SET until_day = CASE WHEN (SELECT v.ended_by FROM benefit_rule v WHERE v.id = :id) "
    "IS NULL THEN until_was ELSE (SELECT v.until_day FROM benefit_rule v WHERE v.id = :id) END, "
    "ended_by = (SELECT v.ended_by FROM benefit_rule v WHERE v.id = :id) WHERE ended_by = :id";
static const char SQL_VOID[] = "UPDATE benefit_rule SET voided_at = :now WHERE id = :id";

err rule_void(struct work *w, int64_t id, int64_t *ret_affected)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "rule.void", .record = "benefit_rule", .record_id = id};
    int64_t affected;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = void_check(w, id)) ||
        (e = db_exec(w->db, SQL_REOPEN, BINDS(INT(":id", id)))) ||
        (e = db_exec(w->db, SQL_VOID, BINDS(INT(":now", w->now), INT(":id", id)))) ||
        (e = card_refresh_all(w, &affected)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_affected = affected;
    return OK;
}
