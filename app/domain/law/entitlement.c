/* Who is entitled to what. One function answers for one day; the spans ask it once between any two days on
 * which something that it looks at changes. */
#include "domain/law/entitlement.h"

#include <string.h>

#include "base/err.h"
#include "base/month.h"

const enum service SERVICES[SV_COUNT] = {SV_TRANSPORT, SV_DOCUMENTS, SV_KINDERGARTEN, SV_PAYMENT};

static const char *const SERVICE_NAMES[SV_COUNT] = {"transport", "documents", "kindergarten", "payment"};

static const char *const WHY_NAMES[] = {
    [WHY_ENTITLED] = "entitled",
    [WHY_NOT_BENEFICIARY] = "not_beneficiary",
    [WHY_NO_ORDER] = "no_order",
    [WHY_NOT_STARTED] = "not_started",
    [WHY_ENDED] = "ended",
    [WHY_NO_RULE_YET] = "no_rule_yet",
    [WHY_RULE_ENDED] = "rule_ended",
    [WHY_POLICE_ONLY] = "police_only",
    [WHY_NOT_FINAL] = "not_final",
    [WHY_NO_APPLICATION] = "no_application",
    [WHY_IN_INSTITUTION] = "in_institution",
    [WHY_NOT_ENROLLED] = "not_enrolled",
    [WHY_APPLICATION_OPEN] = "application_open",
    [WHY_APPLICATION_LATER] = "counts_later",
    [WHY_APPLICATION_REFUSED] = "application_refused",
    [WHY_DECEASED] = "deceased",
    [WHY_LIVES_OUTSIDE] = "lives_outside",
    [WHY_NOT_SIBLING] = "not_sibling",
    [WHY_NOT_PAYABLE_PERIOD] = "not_payable_period",
};

const char *service_name(enum service s)
{
    for (size_t i = 0; i < SV_COUNT; i++)
        if (SERVICES[i] == s)
            return SERVICE_NAMES[i];
    return NULL;
}

bool service_parse(const char *name, enum service *ret)
{
    for (size_t i = 0; i < SV_COUNT; i++)
        if (strcmp(name, SERVICE_NAMES[i]) == 0) {
            *ret = SERVICES[i];
            return true;
        }
    return false;
}

const char *why_not_name(enum why_not w)
{
    return (size_t)w < sizeof WHY_NAMES / sizeof *WHY_NAMES ? WHY_NAMES[w] : NULL;
}

enum why_not why_not_veiled(enum why_not w)
{
    return w == WHY_IN_INSTITUTION ? WHY_NOT_PAYABLE_PERIOD : w;
}

struct span span_common(struct span a, struct span b)
{
    return (struct span){.from = a.from > b.from ? a.from : b.from,
                         .until = a.until < b.until ? a.until : b.until};
}

static bool spans_cover(const struct span *spans, size_t count, date on)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].from <= on && on <= spans[i].until)
            return true;
    return false;
}

/* The newest wins while an older one is still valid: a council that decides anew does not always end what it
 * decided before. */
const struct benefit_rule *benefit_rule_on(const struct benefit_rule *rules, size_t count, enum service s,
                                           date on, enum why_not *ret_why)
{
    const struct benefit_rule *best = NULL;

    *ret_why = WHY_NO_RULE_YET;
    for (size_t i = 0; i < count; i++) {
        const struct benefit_rule *r = &rules[i];

        if (r->service != s || r->from > on)
            continue;
        *ret_why = WHY_RULE_ENDED;
        if (r->until < on)
            continue;
        if (best == NULL || r->from > best->from || (r->from == best->from && r->id > best->id))
            best = r;
    }
    return best;
}

/* Only an UM can be appealed and so become final (law 9669/2006): where a rule asks for finality, the other
 * kinds qualify as they do without it. */
static bool order_final(const struct covering_order *o, date on)
{
    if (o->kind != ORDER_UM)
        return true;
    return o->protection.final_on != DATE_NONE && o->protection.final_on <= on;
}

/* Which of two orders is named as the reason: the stronger kind (the bits of order_kind rise from UMPMM to
 * UM), then the one that lasts longer, then the older. A fixed choice, so that the same question has the same
 * answer tomorrow. */
static bool order_outranks(const struct covering_order *a, const struct covering_order *b)
{
    if (a->kind != b->kind)
        return a->kind > b->kind;
    if (a->protection.until != b->protection.until)
        return a->protection.until > b->protection.until;
    return a->id < b->id;
}

/* The last day on which exemptions go on behind the end of a term, if more is asked for by then; DATE_NONE:
 * the order is in force, has not begun, or was ended by more than its term. */
static date pending_until(const struct claim *c, const struct protection *p, date on)
{
    bool cut = true;
    date end = protection_ended(p, on, &cut);

    if (end == DATE_NONE || cut)
        return DATE_NONE;
    return date_add_days(end, (int)legal_value(c->legal, c->legal_count, LEGAL_PENDING_DAYS, end));
}

/* The order by which the rule applies, and its act that says how long. */
struct match {
    const struct covering_order *order; /* NULL: none */
    int64_t act;
    bool pending;
};

/* Whether the order protects on that day, or its exemptions wait with her for the court. */
static bool order_holds(const struct claim *c, const struct benefit_rule *r, const struct covering_order *o,
                        date on, struct match *ret)
{
    *ret = (struct match){.order = o, .act = o->protection.until_act};
    if (protection_in_force(&o->protection, on))
        return true;
    if (r->service == SV_PAYMENT || pending_until(c, &o->protection, on) < on)
        return false;
    ret->act = protection_awaits(&o->protection, on);
    ret->pending = true;
    return ret->act != 0;
}

static bool match_outranks(const struct match *a, const struct match *b)
{
    if (!b->order || a->pending != b->pending)
        return !b->order || b->pending;
    return order_outranks(a->order, b->order);
}

/* The match on that day; without one, why there is none. */
static struct match order_on(const struct claim *c, const struct benefit_rule *r, date on,
                             enum why_not *ret_why)
{
    struct match best = {0}, match;
    bool in_force = false, qualifies = false, began = false;

    for (size_t i = 0; i < c->order_count; i++) {
        const struct covering_order *o = &c->orders[i];

        began = began || (o->protection.granted && o->protection.from <= on);
        if (!order_holds(c, r, o, on, &match))
            continue;
        in_force = true;
        if (!(r->kinds & (unsigned)o->kind))
            continue;
        qualifies = true;
        if (r->needs_final && !order_final(o, on))
            continue;
        if (match_outranks(&match, &best))
            best = match;
    }
    *ret_why = qualifies ? WHY_NOT_FINAL : in_force ? WHY_POLICE_ONLY : began ? WHY_ENDED : WHY_NOT_STARTED;
    return best;
}

/* An order whose grant was voided never protected anybody. */
static bool any_granted(const struct claim *c)
{
    for (size_t i = 0; i < c->order_count; i++)
        if (c->orders[i].protection.granted)
            return true;
    return false;
}

/* Some of them reaches to that day or begins behind it. */
static bool spans_from(const struct span *spans, size_t count, date on)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].from <= spans[i].until && on <= spans[i].until)
            return true;
    return false;
}

/* None is granted for that day: what became of one that is not, also where it was filed late and would count
 * for a later month. What waits for its decision comes first: somebody has still to decide it. */
static enum why_not application_missed(const struct claim *c, date on)
{
    if (spans_from(c->open_applications, c->open_application_count, on))
        return WHY_APPLICATION_OPEN;
    if (spans_from(c->applications, c->application_count, on))
        return WHY_APPLICATION_LATER;
    if (spans_from(c->refused_applications, c->refused_application_count, on))
        return WHY_APPLICATION_REFUSED;
    return WHY_NO_APPLICATION;
}

/* The stay comes behind the application: it is for coordinators' eyes only, so it is named where nothing else
 * is missing. */
static enum why_not conditions_on(const struct claim *c, unsigned conditions, date on)
{
    if ((conditions & NEEDS_RESIDENCE) && c->outside)
        return WHY_LIVES_OUTSIDE;
    if ((conditions & NEEDS_APPLICATION) && !spans_cover(c->applications, c->application_count, on))
        return application_missed(c, on);
    if ((conditions & NOT_IN_INSTITUTION) && spans_cover(c->stays, c->stay_count, on))
        return WHY_IN_INSTITUTION;
    if ((conditions & NEEDS_ENROLMENT) && !spans_cover(c->enrolments, c->enrolment_count, on))
        return WHY_NOT_ENROLLED;
    if ((conditions & NEEDS_SIBLING) && !spans_cover(c->siblings, c->sibling_count, on))
        return WHY_NOT_SIBLING;
    return WHY_ENTITLED;
}

/* A court may make a protected person of a child that its order covered as a dependant. */
static enum case_role role_on(const struct claim *c, date on)
{
    return c->role == ROLE_PROTECTED && on < c->protected_from ? ROLE_DEPENDANT : c->role;
}

/* The part for the narrowest group that she belongs to on that day. */
static int64_t share_on(const struct claim *c, const struct benefit_rule *r, date on)
{
    if (r->share_sibling && spans_cover(c->siblings, c->sibling_count, on))
        return r->share_sibling;
    if (r->share_dependant && role_on(c, on) == ROLE_DEPENDANT)
        return r->share_dependant;
    return r->share;
}

enum why_not entitlement_on(const struct claim *c, const struct benefit_rule *rules, size_t rule_count,
                            enum service s, date on, struct because *ret)
{
    const struct benefit_rule *r;
    struct match m;
    enum why_not why;

    *ret = (struct because){0};
    if (c->role == ROLE_RESPONDENT)
        return WHY_NOT_BENEFICIARY;
    /* The day of the death still counts: what was due on it stays due. */
    if (c->deceased && on > c->died_on)
        return WHY_DECEASED;
    if (!any_granted(c))
        return WHY_NO_ORDER;
    if ((r = benefit_rule_on(rules, rule_count, s, on, &why)) == NULL)
        return why;
    if (!(r->who & (unsigned)role_on(c, on)))
        return WHY_NOT_BENEFICIARY;
    m = order_on(c, r, on, &why);
    if (m.order == NULL)
        return why;
    if ((why = conditions_on(c, r->conditions, on)) != WHY_ENTITLED)
        return why;
    *ret = (struct because){.rule = r->id,
                            .order = m.order->id,
                            .act = m.act,
                            .pending = m.pending,
                            .amount = r->amount,
                            .unit = r->unit,
                            .share = share_on(c, r, on),
                            .amount_creche = r->amount_creche};
    return WHY_ENTITLED;
}

static void sooner(date d, date after, date *next)
{
    if (d > after && d < *next)
        *next = d;
}

/* A span changes the answer on its first day and on the day behind its last. */
static void sooner_edges(date from, date until, date after, date *next)
{
    sooner(from, after, next);
    if (until < DATE_OPEN)
        sooner(until + 1, after, next);
}

static void sooner_spans(const struct span *spans, size_t count, date after, date *next)
{
    for (size_t i = 0; i < count; i++)
        sooner_edges(spans[i].from, spans[i].until, after, next);
}

/* Where a term ends, and so many days behind; and where more was asked for and answered. */
static void sooner_pending(const struct claim *c, const struct protection *p, date after, date *next)
{
    for (size_t g = 0; g < p->gap_count; g++)
        if (!p->gaps[g].cut)
            sooner(pending_until(c, p, p->gaps[g].from) + 1, after, next);
    if (!p->cut && date_known(p->until) && p->until >= p->from)
        sooner(pending_until(c, p, p->until + 1) + 1, after, next);
    for (size_t i = 0; i < p->wait_count; i++)
        sooner_edges(p->waits[i].from, p->waits[i].until, after, next);
}

/* The first day after that one on which the answer can differ; DATE_OPEN: none. Applications that are open or
 * refused are passed over: they change why not, and never whether. */
static date next_edge(const struct claim *c, const struct benefit_rule *rules, size_t rule_count,
                      enum service s, date after)
{
    date next = DATE_OPEN;

    for (size_t i = 0; i < c->order_count; i++) {
        const struct protection *p = &c->orders[i].protection;

        sooner_edges(p->from, p->until, after, &next);
        for (size_t g = 0; g < p->gap_count; g++)
            sooner_edges(p->gaps[g].from, p->gaps[g].until, after, &next);
        if (s != SV_PAYMENT)
            sooner_pending(c, p, after, &next);
        sooner(p->final_on, after, &next);
    }
    for (size_t i = 0; i < rule_count; i++)
        if (rules[i].service == s)
            sooner_edges(rules[i].from, rules[i].until, after, &next);
    sooner_spans(c->stays, c->stay_count, after, &next);
    sooner_spans(c->applications, c->application_count, after, &next);
    if (c->deceased)
        sooner(c->died_on + 1, after, &next);
    sooner_spans(c->enrolments, c->enrolment_count, after, &next);
    sooner_spans(c->siblings, c->sibling_count, after, &next);
    sooner(c->protected_from, after, &next);
    return next;
}

static bool because_same(const struct because *a, const struct because *b)
{
    return a->rule == b->rule && a->order == b->order && a->act == b->act && a->amount == b->amount &&
           a->share == b->share && a->pending == b->pending;
}

static bool spans_touch(const struct entitlement *a, const struct entitlement *b)
{
    return a->until != DATE_OPEN && a->until + 1 == b->from;
}

err entitlement_spans(const struct claim *c, const struct benefit_rule *rules, size_t rule_count,
                      enum service s, struct arena *a, struct entitlement **ret, size_t *ret_count)
{
    struct entitlement *spans = NULL, span = {.service = s}, *place;
    size_t count = 0, room = 0;

    /* Between two edges nothing changes, so one day answers for all of them; there are a few dozen edges in a
     * life. */
    for (date next, on = next_edge(c, rules, rule_count, s, DATE_NONE); on != DATE_OPEN; on = next) {
        next = next_edge(c, rules, rule_count, s, on);
        if (entitlement_on(c, rules, rule_count, s, on, &span.because) != WHY_ENTITLED)
            continue;
        span.from = on;
        span.until = next == DATE_OPEN ? DATE_OPEN : next - 1;
        if (count > 0 && spans_touch(&spans[count - 1], &span) &&
            because_same(&spans[count - 1].because, &span.because)) {
            spans[count - 1].until = span.until;
            continue;
        }
        if ((place = arena_grow(a, &spans, &count, &room, sizeof span)) == NULL)
            return ERR_SYSTEM;
        *place = span;
    }
    *ret = spans;
    *ret_count = count;
    return OK;
}

/* Whether the days go on from one span to the next. */
static bool spans_join(const struct entitlement *a, const struct entitlement *b, bool even)
{
    return spans_touch(a, b) && (!even || a->because.share == b->because.share);
}

static bool days_around(const struct entitlement *spans, size_t count, date on, bool even, struct span *ret)
{
    size_t first = 0, last;

    while (first < count && spans[first].until < on)
        first++;
    if (first == count)
        return false;
    for (last = first; last + 1 < count && spans_join(&spans[last], &spans[last + 1], even);)
        last++;
    while (first > 0 && spans_join(&spans[first - 1], &spans[first], even))
        first--;
    *ret = (struct span){.from = spans[first].from, .until = spans[last].until};
    return true;
}

bool entitlement_unbroken(const struct entitlement *spans, size_t count, date on, struct span *ret)
{
    return days_around(spans, count, on, false, ret);
}

bool entitlement_even(const struct entitlement *spans, size_t count, date on, struct span *ret)
{
    return days_around(spans, count, on, true, ret);
}

date application_payable_from(date filed_on, date last)
{
    date first = month_first(filed_on);

    if (!date_known(filed_on))
        return filed_on;
    /* VKM 597/2019: applications are taken from the first to the tenth; one filed later counts for the next
     * month and is never refused. */
    return filed_on <= last ? first : date_add_months(first, 1);
}
