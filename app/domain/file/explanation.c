/* The answers of the pure core, with the paper behind them: which decision, which act, which rule. It decides
 * nothing: what holds is entitlement_on's to say, here it is put into words. */
#include "domain/file/explanation.h"

#include "base/text.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char *const WHY_TEXTS[][2] = {
    [WHY_ENTITLED] = {"", ""},
    [WHY_NOT_BENEFICIARY] = {"nuk përfiton nga ky shërbim", "not a beneficiary of this service"},
    [WHY_NO_ORDER] = {"asnjë urdhër nuk e përmend", "no order names the person"},
    [WHY_NOT_STARTED] = {"urdhri nuk ka nisur ende", "the order has not started yet"},
    [WHY_ENDED] = {"urdhri ka mbaruar", "the order has ended"},
    [WHY_NO_RULE_YET] = {"asnjë vendim nuk e jep ende këtë shërbim", "no decision grants this service yet"},
    [WHY_RULE_ENDED] = {"vendimi që e jepte ka mbaruar", "the decision that granted it has ended"},
    [WHY_POLICE_ONLY] = {"vetëm urdhër i policisë, ende pa vendim gjykate",
                         "a police order only, no court decision yet"},
    [WHY_NOT_FINAL] = {"vendimi nuk ka marrë ende formë të prerë", "the decision is not final yet"},
    [WHY_NO_APPLICATION] = {"nuk ka bërë kërkesë në zyrën e ndihmës ekonomike",
                            "no application at the economic-aid office"},
    [WHY_IN_INSTITUTION] = {"jeton në një institucion rezidencial ose strehëz",
                            "lives in a residential institution or shelter"},
    [WHY_NOT_ENROLLED] = {"nuk është regjistruar në çerdhe ose kopsht",
                          "not enrolled in a crèche or kindergarten"},
    [WHY_APPLICATION_LATER] = {"kërkesa vlen nga një muaj më vonë",
                               "the application counts from a later month"},
    [WHY_APPLICATION_OPEN] = {"kërkesa pret vendimin e zyrës", "the application waits for its decision"},
    [WHY_APPLICATION_REFUSED] = {"kërkesa nuk u pranua", "the application was refused"},
    [WHY_DECEASED] = {"ka ndërruar jetë", "has died"},
    [WHY_LIVES_OUTSIDE] = {"banon jashtë bashkisë", "lives outside the municipality"},
    [WHY_NOT_SIBLING] = {"vlen vetëm nga fëmija i dytë në të njëjtin institucion",
                         "from the second child in the same institution only"},
    [WHY_NOT_PAYABLE_PERIOD] = {"nuk paguhet në këtë periudhë", "not payable in this period"},
};

const char *why_not_text(enum why_not w, bool english)
{
    return WHY_TEXTS[w][english];
}

static const char SQL_BEHIND[] =
    "SELECT o.id, o.number_sealed, o.kind AS order_kind, o.issuer_sealed, a.kind AS act_kind, a.on_day, "
    "r.source FROM protection_order o JOIN order_act a ON a.order_id = o.id AND a.id = :act "
    "JOIN benefit_rule r ON r.id = :rule WHERE o.id = :order";
static const struct column BEHIND_COLUMNS[] = {
    COLUMN_INT_AS(struct explanation, because.order, "id"),
    COLUMN_SEALED_AS(struct explanation, order_number, "protection_order", because.order, "number_sealed",
                     "number"),
    COLUMN_TEXT(struct explanation, order_kind),
    COLUMN_SEALED(struct explanation, issuer, "protection_order", because.order),
    COLUMN_TEXT(struct explanation, act_kind),
    COLUMN_DATE_AS(struct explanation, act_on, "on_day"),
    COLUMN_TEXT_AS(struct explanation, rule_source, "source"),
};

static err behind_read(struct work *w, struct explanation *x)
{
    err e = row_read(
        w, SQL_BEHIND,
        BINDS(INT(":act", x->because.act), INT(":rule", x->because.rule), INT(":order", x->because.order)),
        COLUMNS(BEHIND_COLUMNS), x);

    return e == ERR_ABSENT ? ERR_CORRUPT : e; /* the reason names rows that must stand */
}

/* What a right comes to: a sum a month, all of a fee, or a part of it, which is no "free". */
static err what_make(struct work *w, const struct because *b, enum service service, const char **ret,
                     const char **ret_en)
{
    const char *what = "falas", *what_en = "free";
    char lek[TEXT_GROUPED];

    if (service == SV_PAYMENT) {
        text_grouped(b->amount, lek);
        what = arena_format(w->arena, "%s lekë të reja në muaj", lek);
        what_en = arena_format(w->arena, "%s new lekë a month", lek);
    } else if (!fee_whole(b->share)) {
        what = arena_format(w->arena, "ulje %d %% e tarifës", (int)b->share);
        what_en = arena_format(w->arena, "%d %% off the fee", (int)b->share);
    }
    /* A council frees its own buses: elsewhere nobody need take the card. */
    if (service == SV_TRANSPORT && what && what_en) {
        what = arena_format(w->arena, "%s brenda territorit të Bashkisë", what);
        what_en = arena_format(w->arena, "%s within the municipality's territory", what_en);
    }
    *ret = what;
    *ret_en = what_en;
    return what && what_en ? OK : ERR_SYSTEM;
}

/* The order and the act that set an end. What was corrected is cited by the paper that it is about. */
struct ending {
    int64_t order, act, root;
    enum act_kind kind;
    date on;
    struct term term;                              /* not given: it names a day, or none */
    const char *number, *decision, *root_decision; /* NULL: none */
};
static const char SQL_ENDING[] =
    "SELECT o.id AS order_id, a.id AS act_id, coalesce(c.id, 0) AS root_id, coalesce(c.kind, a.kind) AS "
    "kind, "
    "a.on_day, a.term_months, a.term_days, a.term_from, o.number_sealed, a.decision_sealed, "
    "c.decision_sealed AS root_decision_sealed "
    "FROM protection_order o JOIN order_act a ON a.order_id = o.id "
    "LEFT JOIN order_act c ON c.id = a.corrects_id WHERE a.id = :act AND o.id = :order";
static const struct column ENDING_COLUMNS[] = {
    COLUMN_INT_AS(struct ending, order, "order_id"),
    COLUMN_INT_AS(struct ending, act, "act_id"),
    COLUMN_INT_AS(struct ending, root, "root_id"),
    COLUMN_WORD_AS(struct ending, kind, act_kind_parse, "kind"),
    COLUMN_DATE_AS(struct ending, on, "on_day"),
    COLUMN_INT_AS(struct ending, term.months, "term_months"),
    COLUMN_INT_AS(struct ending, term.days, "term_days"),
    COLUMN_WORD_OR_NULL_AS(struct ending, term.from, term_from_parse, "term_from"),
    COLUMN_SEALED_AS(struct ending, number, "protection_order", order, "number_sealed", "number"),
    COLUMN_SEALED_AS(struct ending, decision, "order_act", act, "decision_sealed", "decision"),
    COLUMN_SEALED_AS(struct ending, root_decision, "order_act", root, "root_decision_sealed", "decision"),
};

static err ending_read(struct work *w, const struct because *b, struct ending *ret)
{
    err e = row_read(w, SQL_ENDING, BINDS(INT(":act", b->act), INT(":order", b->order)),
                     COLUMNS(ENDING_COLUMNS), ret);

    return e == ERR_ABSENT ? ERR_CORRUPT : e;
}

/* ", zgjatur me vendimin 9/2027": what a court did to the end that the order itself gave. */
static err act_cite(struct work *w, const struct ending *x, const char **ret, const char **ret_en)
{
    const char *decision = x->decision ? x->decision : x->root_decision, *how = NULL, *how_en = NULL;

    if (x->kind == ACT_EXTENDED) {
        how = "zgjatur";
        how_en = "extended";
    } else if (x->kind == ACT_AMENDED || x->kind == ACT_APPEAL_DECIDED) {
        how = "ndryshuar";
        how_en = "changed";
    } else if (x->kind == ACT_TERMINATED || x->kind == ACT_ANNULLED || x->kind == ACT_PETITION_REFUSED ||
               x->kind == ACT_NOT_CONFIRMED) {
        how = "përfunduar";
        how_en = "ended";
    }
    *ret = *ret_en = "";
    if (!how || !decision)
        return OK;
    *ret = arena_format(w->arena, ", %s me vendimin %s,", how, decision);
    *ret_en = arena_format(w->arena, ", %s by decision %s,", how_en, decision);
    return *ret && *ret_en ? OK : ERR_SYSTEM;
}

static const char *const SINCE[][2] = {
    [TERM_NONE] = {"", ""},
    [TERM_DECISION] = {"data e vendimit", "the day of the decision"},
    [TERM_START] = {"dita e parë në fuqi", "the first day in force"},
    [TERM_SERVICE] = {"njoftimi i urdhrit", "its service"},
    [TERM_FINALITY] = {"forma e prerë", "finality"},
};

/* " (6 muaj nga forma e prerë)": the paper names no day, and whoever reads one asks where it comes from. */
static err term_make(struct work *w, const struct term *t, const char **ret, const char **ret_en)
{
    const char *months = "", *months_en = "", *days = "", *days_en = "";

    *ret = *ret_en = "";
    if (!term_given(t))
        return OK;
    if (t->months) {
        months = arena_format(w->arena, "%d muaj", t->months);
        months_en = arena_format(w->arena, "%d month%s", t->months, t->months == 1 ? "" : "s");
    }
    if (t->days) {
        days = arena_format(w->arena, "%s%d ditë", t->months ? " e " : "", t->days);
        days_en =
            arena_format(w->arena, "%s%d day%s", t->months ? " and " : "", t->days, t->days == 1 ? "" : "s");
    }
    if (!months || !months_en || !days || !days_en)
        return ERR_SYSTEM;
    *ret = arena_format(w->arena, " (%s%s nga %s)", months, days, SINCE[t->from][0]);
    *ret_en = arena_format(w->arena, " (%s%s from %s)", months_en, days_en, SINCE[t->from][1]);
    return *ret && *ret_en ? OK : ERR_SYSTEM;
}

/* Until when, in both languages. firm: the last day that does not wait for the court; DATE_NONE: all days do.
 */
static err until_make(struct work *w, const struct explanation *x, date firm, date asked, const char **ret,
                      const char **ret_en)
{
    char day[DATE_TEXT], more[DATE_TEXT], on[DATE_TEXT];

    date_format_sq(firm, day);
    date_format_sq(x->unbroken.until, more);
    date_format_sq(asked, on);
    if (x->unbroken.until == DATE_OPEN) {
        *ret = "sa kohë urdhri është në fuqi";
        *ret_en = "while the order stands";
    } else if (firm == DATE_NONE) {
        *ret = arena_format(w->arena, "deri më %s, derisa gjykata të vendosë për zgjatjen e kërkuar më %s",
                            more, on);
        *ret_en = arena_format(
            w->arena, "until %s, while the court decides on the extension asked for on %s,", more, on);
    } else if (firm < x->unbroken.until) {
        *ret = arena_format(
            w->arena, "deri më %s, dhe deri më %s sa kohë gjykata nuk ka vendosur për zgjatjen", day, more);
        *ret_en = arena_format(w->arena, "until %s, and until %s while the court has not decided on more,",
                               day, more);
    } else {
        *ret = arena_format(w->arena, "deri më %s", day);
        *ret_en = arena_format(w->arena, "until %s", day);
    }
    return *ret && *ret_en ? OK : ERR_SYSTEM;
}

/* In two languages: a screen switches without asking again, and paper is written in Albanian. last: why the
 * firm days end, or, where all wait for the court, why those do. */
static err text_make(struct work *w, struct explanation *x, const struct entitlement *last)
{
    const char *what, *what_en, *until, *until_en, *cited, *cited_en, *term, *term_en;
    const bool waits = last->because.pending;
    struct ending end;
    err e;

    if ((e = what_make(w, &x->because, x->service, &what, &what_en)) ||
        (e = ending_read(w, &last->because, &end)) || (e = act_cite(w, &end, &cited, &cited_en)) ||
        (e = term_make(w, &end.term, &term, &term_en)) ||
        (e = until_make(w, x, waits ? DATE_NONE : last->until, end.on, &until, &until_en)))
        return e;
    x->text = arena_format(w->arena, "%s %s%s, sipas vendimit %s%s dhe %s", what, until, term, end.number,
                           cited, x->rule_source);
    x->text_en = arena_format(w->arena, "%s %s%s because of decision %s%s and %s", what_en, until_en, term_en,
                              end.number, cited_en, x->rule_source);
    return x->text && x->text_en ? OK : ERR_SYSTEM;
}

/* The last of the unbroken days' spans that does not wait for the court; where the day itself waits, its own.
 */
static const struct entitlement *last_firm(const struct entitlement *spans, size_t count, date on, date until)
{
    const struct entitlement *last = NULL;

    for (size_t i = 0; i < count && spans[i].from <= until; i++)
        if (spans[i].until >= on && (last == NULL || !spans[i].because.pending))
            last = &spans[i];
    return last;
}

/* Nobody waits for a place in a kindergarten any more. */
#define PLACE_MONTHS (8 * 12)

bool explanation_moot(const struct explanation *x, enum case_role role, date born, date on)
{
    return x->why_not != WHY_ENTITLED && x->service == SV_KINDERGARTEN &&
           (role != ROLE_DEPENDANT || (date_known(born) && on >= date_add_months(born, PLACE_MONTHS)));
}

err explanation_on(struct work *w, const struct rules *rules, const struct claim *c, date on,
                   struct explanation *x)
{
    struct entitlement *spans;
    size_t count;
    err e;

    x->why_not = entitlement_on(c, rules->benefits, rules->benefit_count, x->service, on, &x->because);
    if (x->why_not != WHY_ENTITLED) {
        x->text = why_not_text(x->why_not, false);
        x->text_en = why_not_text(x->why_not, true);
        return OK;
    }
    if ((e = entitlement_spans(c, rules->benefits, rules->benefit_count, x->service, w->arena, &spans,
                               &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (spans[i].from <= on && on <= spans[i].until)
            x->span = (struct span){.from = spans[i].from, .until = spans[i].until};
    if (!entitlement_even(spans, count, on, &x->unbroken))
        return ERR_CORRUPT;
    return (e = behind_read(w, x)) ? e : text_make(w, x, last_firm(spans, count, on, x->unbroken.until));
}

/* One reason by itself: what the days around it come to is not said, so both ends are its own. */
err explanation_span(struct work *w, const struct entitlement *span, struct explanation *x)
{
    err e;

    x->service = span->service;
    x->because = span->because;
    x->span = x->unbroken = (struct span){.from = span->from, .until = span->until};
    return (e = behind_read(w, x)) ? e : text_make(w, x, span);
}

static const char SQL_PERSONS[] =
    "SELECT person_id FROM case_person WHERE case_id = :case AND role <> 'respondent' ORDER BY id";

static err person_explain(struct work *w, int64_t person, date on, const struct rules *rules,
                          struct explanation *ret)
{
    struct person who;
    struct claim c;
    err e;

    if ((e = claim_load(w, person, rules, &c)) || (e = person_read(w, person, &who)))
        return e;
    for (size_t i = 0; i < SV_COUNT; i++) {
        ret[i] = (struct explanation){.person = person, .service = SERVICES[i]};
        if ((e = explanation_on(w, rules, &c, on, &ret[i])))
            return e;
        ret[i].moot = explanation_moot(&ret[i], c.role, who.birth_date, on);
    }
    return OK;
}

static err persons_explain(struct work *w, int64_t case_id, date on, const struct rules *rules,
                           struct explanation **ret, size_t *ret_count)
{
    struct explanation *list;
    int64_t *persons;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_PERSONS, BINDS(INT(":case", case_id)), &persons, &count)))
        return e;
    if (!(list = arena_array(w->arena, count * SV_COUNT + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = case_person_may_open(w, persons[i], case_id)) ||
            (e = person_explain(w, persons[i], on, rules, &list[i * SV_COUNT])))
            return e;
    *ret = list;
    *ret_count = count * SV_COUNT;
    return OK;
}

err explanation_list(struct work *w, int64_t case_id, date on, struct explanation **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "entitlement.read", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct explanation *list = NULL;
    struct rules rules;
    size_t count = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) || (e = rules_load(w, &rules)) ||
        (e = persons_explain(w, case_id, on, &rules, &list, &count)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
