/* The clocks of the law. Each task is a small question about one order, open until somebody answers it; where
 * the law counts hours the clock runs in UTC seconds (a day of 23 or 25 hours changes nothing), where it
 * counts days it ends with the civil day in Tirana. */
#include "domain/law/deadline.h"

#include <stdlib.h>

#include "base/instant.h"

#define HOUR 3600

static const char *const TASK_NAMES[TASK_KINDS] = {
    [TASK_POLICE_TO_COURT] = "police_to_court",
    [TASK_UMM_DECISION] = "umm_decision",
    [TASK_COPIES] = "copies",
    [TASK_HEARING_DAY] = "hearing_day",
    [TASK_HEARING] = "hearing",
    [TASK_UM_DECISION] = "um_decision",
    [TASK_APPEAL] = "appeal",
    [TASK_FINALITY] = "finality",
    [TASK_APPEAL_DECISION] = "appeal_decision",
    [TASK_EXTENSION_REQUEST] = "extension_request",
    [TASK_EXTENSION_DECISION] = "extension_decision",
    [TASK_TERM_EVENT] = "term_event",
    [TASK_EXPIRY] = "expiry",
};

const char *task_kind_name(enum task_kind k)
{
    return (unsigned)k < TASK_KINDS ? TASK_NAMES[k] : NULL;
}

/* What every question needs, and where the answers go. */
struct asking {
    const struct filed_order *orders;
    size_t order_count;
    const struct legal_rule *rules;
    size_t rule_count;
    int64_t now;
    date today;
    bool ended; /* the order that is asked about */
    struct arena *arena;
    struct deadline *found;
    size_t count, room;
};

static int64_t number(const struct asking *q, enum legal_number n, date on)
{
    return legal_value(q->rules, q->rule_count, n, on);
}

/* Where only the day is known the clock starts with its last second: nothing shows overdue too early. */
static int64_t instant_of(date on, int64_t at)
{
    return at != 0 ? at : date_day_end(on);
}

static err add(struct asking *q, const struct deadline *d)
{
    struct deadline *place = arena_grow(q->arena, &q->found, &q->count, &q->room, sizeof *place);

    if (place == NULL)
        return ERR_SYSTEM;
    *place = *d;
    place->overdue = d->due_at < q->now;
    place->ended = q->ended;
    return OK;
}

static err add_instant(struct asking *q, enum task_kind kind, const struct filed_order *o, int64_t due_at)
{
    struct deadline d = {
        .kind = kind, .order = o->id, .due_on = instant_date(due_at), .due_at = due_at, .hours = true};

    return add(q, &d);
}

static err add_day(struct asking *q, enum task_kind kind, const struct filed_order *o, date due_on, int stage)
{
    struct deadline d = {
        .kind = kind, .order = o->id, .due_on = due_on, .due_at = date_day_end(due_on), .stage = stage};

    return add(q, &d);
}

/* Another order has come and takes over. One that starts while this one lasts only stands beside it, as when
 * it names fewer persons, and answers no question about this one. */
static bool followed(const struct asking *q, const struct filed_order *o)
{
    for (size_t i = 0; i < q->order_count; i++) {
        const struct filed_order *next = &q->orders[i];

        if (next->follows == o->id && next != o && next->protection.granted &&
            next->protection.from > o->protection.until)
            return true;
    }
    return false;
}

/* The court, or another order, has settled what becomes of it. */
static bool settled(const struct asking *q, const struct filed_order *o)
{
    return o->protection.settled || followed(q, o);
}

/* A day before the grant is a slip of the pen. */
static bool hearing_known(const struct filed_order *o)
{
    return date_known(o->hearing_on) && o->hearing_on >= o->protection.granted_on;
}

/* What did the court decide? Due on the day of the hearing that the paper names, else as the law counts (20
 * days, article 19); asked until it is known, whatever last day was typed. */
static err ask_hearing(struct asking *q, const struct filed_order *o, date since)
{
    int days = (int)number(q, LEGAL_HEARING_DAYS, since);

    if (hearing_known(o))
        return add_day(q, TASK_HEARING, o, o->hearing_on, 0);
    return days > 0 ? add_day(q, TASK_HEARING, o, date_add_days(since, days), 0) : OK;
}

/* The police bring their order to the court within 48 hours; the court decides within 48 hours of the
 * petition, 24 where it is about a minor. Without a known petition the second clock starts where the first
 * ends. The numbers are those of law 9669/2006 today: the code takes them from the dated rules. An order that
 * the court has confirmed lasts until it decides on more. */
static err ask_police_order(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    bool petitioned = p->petitioned_on != DATE_NONE;
    int64_t to_court = number(q, LEGAL_POLICE_TO_COURT_HOURS, p->granted_on);
    int64_t brought = instant_of(p->granted_on, p->granted_at) + to_court * HOUR;
    enum legal_number n = o->names_minor ? LEGAL_UMM_MINOR_HOURS : LEGAL_UMM_DECISION_HOURS;
    int64_t decide;
    err e;

    if (settled(q, o))
        return OK;
    if (p->confirmed_on != DATE_NONE)
        return ask_hearing(q, o, p->confirmed_on);
    if (!petitioned && to_court > 0 && (e = add_instant(q, TASK_POLICE_TO_COURT, o, brought)))
        return e;
    if (petitioned)
        brought = instant_of(p->petitioned_on, p->petitioned_at);
    decide = number(q, n, instant_date(brought));
    return decide > 0 ? add_instant(q, TASK_UMM_DECISION, o, brought + decide * HOUR) : OK;
}

/* Of the copies: this office asks from the day on which it has its own. */
static int64_t copies_due(const struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    int64_t since = instant_of(p->granted_on, p->granted_at);

    if (date_known(o->received_on) && o->received_on > p->granted_on)
        since = date_day_end(o->received_on);
    return since + number(q, LEGAL_COPIES_HOURS, p->granted_on) * HOUR;
}

/* Copies go to the parties within 24 hours, and this office asks from the day on which it has its own; the
 * act that records how the order was served closes the question. */
static err ask_copies(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;

    if (q->ended || p->served_on != DATE_NONE || number(q, LEGAL_COPIES_HOURS, p->granted_on) == 0)
        return OK;
    return add_instant(q, TASK_COPIES, o, copies_due(q, o));
}

/* An immediate order calls a hearing within 20 days; a petition for the UM is decided within 15. A paper that
 * names no day of the hearing leaves it to be asked of the court. */
static err ask_immediate_order(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    int decision;
    err e;

    if (settled(q, o))
        return OK;
    if (!hearing_known(o) && (e = add_day(q, TASK_HEARING_DAY, o, instant_date(copies_due(q, o)), 0)))
        return e;
    if ((e = ask_hearing(q, o, p->granted_on)) || p->petitioned_on == DATE_NONE)
        return e;
    decision = (int)number(q, LEGAL_UM_DECISION_DAYS, p->petitioned_on);
    return decision > 0 ? add_day(q, TASK_UM_DECISION, o, date_add_days(p->petitioned_on, decision), 0) : OK;
}

/* While the window to appeal is open this only informs. An appeal does not suspend the order, so nothing else
 * hangs on this clock. */
static err ask_window(struct asking *q, const struct filed_order *o, enum legal_number n)
{
    const struct protection *p = &o->protection;
    int days = (int)number(q, n, p->granted_on);
    date closes = date_add_days(p->granted_on, days);

    if (q->ended || days == 0 || q->today > closes || p->final_on != DATE_NONE || p->appeal_on != DATE_NONE ||
        p->appeal_decided_on != DATE_NONE)
        return OK;
    return add_day(q, TASK_APPEAL, o, closes, 0);
}

/* Once the window has closed with nobody appealing, or the court above has left the order standing, the day
 * on which it became final is to be recorded, for benefits may hang on it. */
static err ask_finality(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    int days = (int)number(q, LEGAL_APPEAL_DAYS, p->granted_on);
    date since = date_add_days(p->granted_on, days);

    if (days == 0 || p->appeal_on != DATE_NONE || (q->ended && !o->final_matters))
        return OK;
    if (protection_end_waits(p) && p->counted.term.from == TERM_FINALITY)
        return OK; /* that is asked in any case (ask_term_event) */
    if (p->cut && (p->cut_by == ACT_APPEAL_DECIDED || p->until < p->from))
        return OK; /* overturned, or ended before it began: it never becomes final */
    if (p->appeal_decided_on != DATE_NONE) {
        since = p->appeal_decided_on;
        if (p->final_last_on != DATE_NONE && p->final_last_on >= since)
            return OK;
    } else if (p->final_on != DATE_NONE) {
        return OK;
    }
    return q->today > since ? add_day(q, TASK_FINALITY, o, date_add_days(since, 1), 0) : OK;
}

/* What somebody has recorded as a question of hers, or of his, to the court. */
static err ask_recorded(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    date end = p->until > p->extension_requested_on ? p->until : p->extension_requested_on;
    int review;
    err e;

    if (p->appeal_on != DATE_NONE) {
        review = (int)number(q, LEGAL_APPEAL_REVIEW_DAYS, p->appeal_on);
        if ((e = add_day(q, TASK_APPEAL_DECISION, o, date_add_days(p->appeal_on, review), 0)))
            return e;
    }
    /* Without a decision the order ends on its last day, however early it was asked for: the law knows no
     * silent extension. The answer is awaited all the same. */
    if (p->cut || !p->extension_pending || !date_known(p->until))
        return OK;
    return add_day(q, TASK_EXTENSION_DECISION, o, end, 0);
}

/* When did it happen, that from which the order's end counts? Until that is known the end is open. */
static err ask_term_event(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    const struct counted *c = &p->counted;
    date last = date_add_days(c->said_on, (int)number(q, LEGAL_APPEAL_DAYS, c->said_on));

    if (!protection_end_waits(p))
        return OK;
    if (c->term.from == TERM_SERVICE)
        return add_day(q, TASK_TERM_EVENT, o, instant_date(copies_due(q, o)), 0);
    if (p->appeal_on != DATE_NONE)
        last = date_add_days(p->appeal_on, (int)number(q, LEGAL_APPEAL_REVIEW_DAYS, p->appeal_on));
    else if (p->appeal_decided_on != DATE_NONE && p->appeal_decided_on >= c->said_on)
        last = p->appeal_decided_on;
    return add_day(q, TASK_TERM_EVENT, o, date_add_days(last, 1), 0);
}

/* The last reminder reached before the end: 45, 30 or 15 (as the law's numbers are today); 0: none yet. */
static int reminder(const struct asking *q, date until)
{
    static const enum legal_number steps[] = {LEGAL_REMINDER_DAYS, LEGAL_REMINDER_AGAIN_DAYS,
                                              LEGAL_EXTENSION_DAYS};
    int reached = 0;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int days = (int)number(q, steps[i], q->today);

        if (days > 0 && q->today >= date_add_days(until, -days) && (reached == 0 || days < reached))
            reached = days;
    }
    return reached;
}

/* A police or immediate order with a last day is no concern once another follows; an UM is, whatever follows
 * it: who is not told in time cannot ask the court for more. */
static err ask_end(struct asking *q, const struct filed_order *o)
{
    const struct protection *p = &o->protection;
    int stage, ahead = (int)number(q, LEGAL_EXTENSION_DAYS, q->today);
    err e;

    if (q->ended || q->today < p->from || !date_known(p->until) || (o->kind != ORDER_UM && followed(q, o)))
        return OK;
    if ((stage = reminder(q, p->until)) == 0)
        return OK;
    /* Only an UM can be extended. */
    if (o->kind == ORDER_UM && !p->cut && !p->extension_pending && ahead > 0 &&
        (e = add_day(q, TASK_EXTENSION_REQUEST, o, date_add_days(p->until, -ahead), stage)))
        return e;
    return add_day(q, TASK_EXPIRY, o, p->until, stage);
}

/* It had ended long before anybody registered it. */
static bool history(const struct asking *q, const struct filed_order *o)
{
    int days = (int)number(q, LEGAL_HISTORY_DAYS, q->today);

    return date_known(o->registered_on) && date_known(o->protection.until) &&
           o->protection.until < date_add_days(o->registered_on, -days);
}

static err ask(struct asking *q, const struct filed_order *o)
{
    err e;

    if (!o->protection.granted)
        return OK;
    q->ended = o->protection.until < q->today;
    if ((e = ask_recorded(q, o)) || history(q, o))
        return e;
    if ((e = ask_copies(q, o)) || (e = ask_term_event(q, o)))
        return e;
    switch (o->kind) {
    case ORDER_UMPMM:
        e = ask_police_order(q, o);
        break;
    case ORDER_UMM:
        e = (e = ask_window(q, o, LEGAL_UMM_APPEAL_DAYS)) ? e : ask_immediate_order(q, o);
        break;
    case ORDER_UM:
        e = (e = ask_window(q, o, LEGAL_APPEAL_DAYS)) ? e : ask_finality(q, o);
        break;
    default:
        e = ERR_INPUT;
    }
    return e ? e : ask_end(q, o);
}

/* Down to the kind, so that the list of a file is the same each time. */
static int by_due(const void *left, const void *right)
{
    const struct deadline *a = left, *b = right;

    if (a->due_at != b->due_at)
        return a->due_at < b->due_at ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

err deadline_open(const struct filed_order *orders, size_t count, const struct legal_rule *rules,
                  size_t rule_count, int64_t now, struct arena *a, struct deadline **ret, size_t *ret_count)
{
    struct asking q = {.orders = orders,
                       .order_count = count,
                       .rules = rules,
                       .rule_count = rule_count,
                       .now = now,
                       .today = instant_date(now),
                       .arena = a};
    err e;

    for (size_t i = 0; i < count; i++)
        if ((e = ask(&q, &orders[i])))
            return e;
    if (q.count > 0)
        qsort(q.found, q.count, sizeof *q.found, by_due);
    *ret = q.found;
    *ret_count = q.count;
    return OK;
}
