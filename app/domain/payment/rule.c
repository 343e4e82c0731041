/* Changing what the municipality grants, from a day on. The new rule takes the place of the one that stood
 * there; none is put in before one that begins later. */
#include "domain/payment/rule.h"

#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/office/audit.h"
#include "gen/limits.h"
#include "store/db.h"

static err rule_check(struct work *w, const struct benefit_rule *in)
{
    if (!service_name(in->service))
        return refuse(w, ERR_INPUT, "unknown_service", "service",
                      "The service is transport, documents, kindergarten or payment.");
    if (text_empty(in->source) || text_length(in->source) > LIMIT(RuleNew, source))
        return refuse(w, ERR_INPUT, text_empty(in->source) ? "required" : "too_long", "source",
                      "Name the decision behind it in at most %d characters: \"VKB 41/2019\".",
                      LIMIT(RuleNew, source));
    if (in->kinds == 0)
        return refuse(w, ERR_INPUT, "required", "kinds", "At least one kind of order is needed.");
    if (in->who == 0 || (in->who & ROLE_RESPONDENT))
        return refuse(w, ERR_INPUT, "unknown_role", "who",
                      "A rule is for protected persons, dependants or both.");
    if (in->amount < 0)
        return refuse(w, ERR_INPUT, "out_of_range", "amount", "The amount is in new lekë and not below 0.");
    if (in->from == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "from", "The first day is needed.");
    if (in->until < in->from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    return OK;
}

static const char SQL_LATER[] =
    "SELECT count(*) FROM benefit_rule WHERE service = :service AND "
    "(from_day > :from OR (from_day < :from AND until_day IS NOT NULL AND until_day >= :from))";
static const char SQL_BEFORE[] = "SELECT amount FROM benefit_rule WHERE service = :service "
                                 "ORDER BY from_day DESC, id DESC LIMIT 1";
static const char SQL_CLOSE[] = "UPDATE benefit_rule SET until_day = :last WHERE service = :service AND "
                                "(until_day IS NULL OR from_day = :from)";

/* Ends the rule that stands open on the day before the new one begins. So does one of the same first day,
 * which leaves it no day at all: it must not come back when the new one ends. *ret_amount: of the rule
 * before; 0: there was none. */
static err rule_before(struct work *w, const struct benefit_rule *in, int64_t *ret_amount)
{
    int64_t later;
    err e;

    if ((e = db_int(w->db, SQL_LATER,
                    BINDS(TEXT(":service", service_name(in->service)), DATE(":from", in->from)), &later)))
        return e;
    if (later)
        return refuse(
            w, ERR_CONFLICT, "rule_overlaps", "from",
            "Another rule of this service begins later, or has an end of its own on or after that day.");
    *ret_amount = 0;
    e = db_int(w->db, SQL_BEFORE, BINDS(TEXT(":service", service_name(in->service))), ret_amount);
    if (e && e != ERR_ABSENT)
        return e;
    return db_exec(w->db, SQL_CLOSE,
                   BINDS(DATE(":last", date_add_days(in->from, -1)), DATE(":from", in->from),
                         TEXT(":service", service_name(in->service))));
}

static const char SQL_ADD[] = "INSERT INTO benefit_rule (id, service, source, umpmm, umm, um, needs_final, "
                              "for_protected, for_dependants, "
                              "needs_application, not_in_institution, needs_enrolment, amount, from_day, "
                              "until_day) VALUES (:id, :service, :source, "
                              ":umpmm, :umm, :um, :final, :protected, :dependants, :application, "
                              ":institution, :enrolment, :amount, :from, :until)";

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
                         INT(":enrolment", !!(in->conditions & NEEDS_ENROLMENT)), INT(":amount", in->amount),
                         DATE(":from", in->from), DATE(":until", in->until)));
}

/* The rule is written first, because the cards are worked out anew by the rules as they stand then. */
err rule_add(struct work *w, const struct benefit_rule *in, int64_t *ret_id, int64_t *ret_affected)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "rule.add", .record = "benefit_rule", .why = in->source};
    int64_t id, before, affected;
    err e;

    if ((e = rule_check(w, in)) || (e = tx_begin(&tx, w->db)) || (e = rule_before(w, in, &before)))
        return e;
    /* People still say "old lekë", ten of which are one new lek: a warning, for the council may have meant
     * it. */
    if ((before && in->amount >= 10 * before) || in->amount > RULE_AMOUNT_ODD)
        work_warn(w, "amount_odd", "amount", "This is ten times what it was, or more: are these old lekë?");
    if (in->from < w->today)
        work_warn(w, "in_past", "from",
                  "The rule counts from a day that is over: rights of days past change with it.");
    if ((e = id_next(w, "benefit_rule", &id)) || (e = rule_insert(w, in, id)) ||
        (e = card_refresh_all(w, &affected)))
        return e;
    entry.record_id = id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    *ret_affected = affected;
    return OK;
}
