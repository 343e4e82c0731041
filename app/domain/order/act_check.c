/* What each kind of act may say, in which order acts may follow, and within which limits of the law
 * (9669/2006 as amended; the limits are dated rules). Nothing is written here, and what an act comes to is
 * the pure core's to say (law/protection.c). */
#include "domain/order/act_check.h"

#include "base/instant.h"
#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/order/act_content.h"
#include "domain/order/act_term_check.h"
#include "domain/order/appeal_check.h"
#include "domain/order/correction.h"
#include "domain/order/order.h"
#include "domain/order/order_term_check.h"
#include "domain/order/replacement.h"
#include "domain/work/fault.h"
#include "domain/work/question.h"
#include "gen/limits.h"

enum says { /* what an act may say besides its day */
            SAYS_START = 1,
            SAYS_END = 2,
            SAYS_EFFECTIVE = 4,
            SAYS_OTHER = 8,
            NEEDS_DECISION = 16, /* only a court act with number and date changes an order */
            NEEDS_UNCUT = 32,    /* makes no sense once a court has ended the order */
            SAYS_OUTCOME = 64,
            SAYS_ABOUT = 128,
            SAYS_CONTENT = 256, /* persons and measures, in and out */
};

/* The others say nothing but their day: served, petitioned, final, confirmed. A correction says what the act
 * that it corrects may say. */
static const unsigned GRAMMAR[ACT_KINDS] = {
    [ACT_GRANTED] = SAYS_START | SAYS_END,
    [ACT_AMENDED] = SAYS_END | SAYS_EFFECTIVE | SAYS_CONTENT | NEEDS_DECISION | NEEDS_UNCUT,
    [ACT_EXTENSION_REQUESTED] = NEEDS_UNCUT,
    [ACT_EXTENDED] = SAYS_START | SAYS_END | NEEDS_DECISION | NEEDS_UNCUT,
    [ACT_EXTENSION_REFUSED] = NEEDS_DECISION,
    [ACT_APPEALED] = SAYS_ABOUT,
    [ACT_APPEAL_DECIDED] =
        SAYS_END | SAYS_EFFECTIVE | SAYS_OUTCOME | SAYS_ABOUT | SAYS_CONTENT | NEEDS_DECISION,
    [ACT_TERMINATED] = SAYS_EFFECTIVE | NEEDS_DECISION | NEEDS_UNCUT,
    [ACT_ANNULLED] = SAYS_EFFECTIVE | NEEDS_DECISION | NEEDS_UNCUT,
    [ACT_REPLACED] = SAYS_EFFECTIVE | SAYS_OTHER | NEEDS_UNCUT,
    [ACT_PETITION_REFUSED] = SAYS_EFFECTIVE | NEEDS_DECISION | NEEDS_UNCUT,
    [ACT_NOT_CONFIRMED] = SAYS_EFFECTIVE | NEEDS_DECISION | NEEDS_UNCUT,
};

/* The kinds of orders that an act can meet; 0: all. */
static const unsigned MEETS[ACT_KINDS] = {
    [ACT_FINAL] = ORDER_UM,
    [ACT_EXTENDED] = ORDER_UMM | ORDER_UM,
    [ACT_EXTENSION_REQUESTED] = ORDER_UMM | ORDER_UM,
    [ACT_EXTENSION_REFUSED] = ORDER_UMM | ORDER_UM,
    [ACT_APPEALED] = ORDER_UMM | ORDER_UM,
    [ACT_APPEAL_DECIDED] = ORDER_UMM | ORDER_UM,
    [ACT_PETITION_REFUSED] = ORDER_UMM,
    [ACT_NOT_CONFIRMED] = ORDER_UMPMM,
    [ACT_CONFIRMED] = ORDER_UMPMM,
};

static err kind_check(struct work *w, enum act_kind kind, enum order_kind order)
{
    if (!MEETS[kind] || MEETS[kind] & (unsigned)order)
        return OK;
    if (kind == ACT_FINAL)
        return refuse(w, ERR_INPUT, "not_for_this_kind", "kind", "Only an UM becomes final.");
    if (kind == ACT_EXTENDED)
        return refuse(w, ERR_INPUT, "not_for_this_kind", "kind",
                      "A police order is not extended: the court decides.");
    return refuse(w, ERR_INPUT, "not_for_this_kind", "kind",
                  "This does not happen to an order of this kind.");
}

static err members_check(struct work *w, const struct act_new *in, unsigned says, struct faults *f)
{
    const struct {
        bool given;
        unsigned bit;
        const char *field;
    } SAID[] = {
        {in->start != DATE_NONE, SAYS_START, "start"},
        {in->end != DATE_NONE, SAYS_END, "end"},
        {in->open_end, SAYS_END, "open_end"},
        {in->term.from != TERM_NONE, SAYS_END, "term_from"},
        {in->term.months != 0, SAYS_END, "term_months"},
        {in->term.days != 0, SAYS_END, "term_days"},
        {in->effective != DATE_NONE, SAYS_EFFECTIVE, "effective"},
        {in->other_order != 0, SAYS_OTHER, "other_order"},
        {in->outcome != APPEAL_NONE, SAYS_OUTCOME, "outcome"},
        {in->about != 0, SAYS_ABOUT, "about"},
        {in->content && in->content->persons_in_count, SAYS_CONTENT, "persons_in"},
        {in->content && in->content->persons_out_count, SAYS_CONTENT, "persons_out"},
        {in->content && in->content->measures_in_count, SAYS_CONTENT, "measures_in"},
        {in->content && in->content->measures_out_count, SAYS_CONTENT, "measures_out"},
    };
    err e = OK;

    for (size_t i = 0; !e && i < sizeof SAID / sizeof SAID[0]; i++)
        e = faults_when(w, f, SAID[i].given && !(says & SAID[i].bit), "not_for_this_act", SAID[i].field,
                        "An act of this kind does not say this.");
    if (e ||
        (e = faults_when(w, f, in->open_end && in->end != DATE_NONE, "contradiction", "open_end",
                         "An order has either a last day or no end.")) ||
        (e = faults_take(w, f, order_term_said_check(w, &in->term, in->open_end || in->end != DATE_NONE))))
        return e;
    return faults_when(w, f, (says & NEEDS_DECISION) && text_empty(in->decision), "required", "decision",
                       "Only a court act changes an order: its number is needed.");
}

static err on_check(struct work *w, const struct act_new *in, const struct act_history *h,
                    bool corrects_grant)
{
    if (in->on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The day of the act is needed.");
    if (in->on > w->today)
        return refuse(w, ERR_INPUT, "in_future", "on", "An act is recorded when it has happened.");
    /* Only a correction of the grant may move the decision itself to an earlier day. */
    if (in->on < h->order->decision_date && !corrects_grant)
        return refuse(w, ERR_INPUT, "out_of_order", "on",
                      "This day lies before the decision that the act is about.");
    return OK;
}

/* The hour is read on any day, so that a bad one is told beside a bad day; of a day to come it is not said
 * twice. */
static err time_check(struct work *w, const struct act_new *in)
{
    const bool dated = in->on != DATE_NONE && in->on <= w->today;
    int64_t at;

    if (!in->time)
        return OK;
    if (instant_parse_local(dated ? in->on : w->today, in->time, &at))
        return refuse(w, ERR_INPUT, "bad_time", "time", "A time of day is written HH:MM.");
    if (dated && at > w->now)
        return refuse(w, ERR_INPUT, "in_future", "time", "An act is recorded when it has happened.");
    return OK;
}

static err day_check(struct work *w, const struct act_new *in, const struct act_history *h,
                     bool corrects_grant, struct faults *f)
{
    err e = faults_take(w, f, on_check(w, in, h, corrects_grant));

    return e ? e : faults_take(w, f, time_check(w, in));
}

static err act_texts_check(struct work *w, const struct act_new *in, struct faults *f)
{
    err e = faults_when(w, f, in->decision && text_length(in->decision) > LIMIT(ActNew, decision), "too_long",
                        "decision", "The decision is longer than 60 characters.");

    return e ? e
             : faults_when(w, f, in->note && text_length(in->note) > LIMIT(ActNew, note), "too_long", "note",
                           "The note is longer than 2000 characters.");
}

/* The order's last day as the act leaves it; DATE_OPEN: it has none, or it is still to be known. */
static date end_known(const struct act_new *in, const struct protection *p)
{
    if (in->end != DATE_NONE)
        return in->end;
    return in->open_end || term_given(&in->term) || !date_known(p->last_day) ? DATE_OPEN : p->last_day;
}

/* Who is taken out has a first day without protection like any other: no day is made up for it. */
static err content_check(struct work *w, const struct act_new *in, const struct act_history *h,
                         const struct protection *p)
{
    const struct content_days days = {in->on, end_known(in, p)};
    struct faults f = {0};
    err e = OK;

    if (in->content && in->content->persons_out_count && in->effective == DATE_NONE)
        e = refuse(w, ERR_INPUT, "required", "effective",
                   "The first day on which whoever goes is not protected is needed.");
    else if (in->effective != DATE_NONE && in->effective < p->from)
        e = refuse(w, ERR_INPUT, "out_of_order", "effective", "This lies before the order's first day.");
    else if (in->effective != DATE_NONE && p->until != DATE_OPEN &&
             in->effective > date_add_days(p->until, 1))
        e = refuse(w, ERR_INPUT, "after_end", "effective", "This lies after the order's last day.");
    if ((e = faults_take(w, &f, e)))
        return e;
    if (in->content &&
        (e = in->kind == ACT_CORRECTED ? act_content_again_check(w, h->order, &days, in->content, &f)
                                       : act_content_check(w, h->order, &days, in->content, &f)))
        return e;
    return faults_refuse(w, &f);
}

/* A court that amends may keep an end that an extension has set, or set one within the law's term. */
static err amendment_check(struct work *w, const struct act_new *in, const struct act_history *h,
                           const struct protection *p, const struct act *root)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, content_check(w, in, h, p))) ||
        (e = faults_take(w, &f, act_amended_end_check(w, in, h, p, root))))
        return e;
    return faults_refuse(w, &f);
}

/* A police or immediate order lasts until the court decides (law 9669/2006), whatever last day was written
 * down, its hearing's say: a decision behind that day is taken, and answers what was open. */
static err cut_check(struct work *w, date effective, enum order_kind kind, const struct protection *p)
{
    if (effective == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "effective", "The first day without protection is needed.");
    if (effective < p->from)
        return refuse(w, ERR_INPUT, "out_of_order", "effective", "This lies before the order's first day.");
    if (p->until == DATE_OPEN || effective <= date_add_days(p->until, 1))
        return OK;
    if (kind == ORDER_UM)
        return refuse(w, ERR_INPUT, "after_end", "effective", "This lies after the order's last day.");
    work_warn(w, "after_last_day", "effective",
              "The last day of this order lies before: ask whether it was put off, and put its end right.");
    return OK;
}

/* What a court says of the past ends rights that were used meanwhile. */
static err end_check(struct work *w, date effective, enum order_kind kind, const struct protection *p)
{
    err e = cut_check(w, effective, kind, p);

    if (!e && effective < w->today)
        work_warn(w, "ends_in_past", "effective", "The first day without protection lies in the past.");
    return e;
}

static err replacement_check(struct work *w, const struct act_history *h, const struct protection *p,
                             date effective)
{
    const struct order_line *other = h->other;
    const bool there = other && other->id != h->order->id;
    struct faults f = {0};
    err e;

    /* Where the day is not given it is the other's first, so without the other it is not asked for. */
    if ((e = faults_when(w, &f, !there, "other_file", "other_order",
                         "The order that takes over must stand in the same file.")) ||
        (e = there || effective != DATE_NONE ? faults_take(w, &f, cut_check(w, effective, h->order->kind, p))
                                             : OK) ||
        (e = faults_refuse(w, &f)) || !other)
        return e;
    /* A police or immediate order without a written end gives way to a higher kind that has one: that
     * shortens nothing, so nothing is warned of. */
    if (other->protection.until < p->until && (p->until != DATE_OPEN || other->kind <= h->order->kind))
        work_warn(w, "shortened", "other_order", "The order that takes over ends earlier.");
    /* Days on which neither order stands: the paper may say so, and a person looks at it. */
    if (effective < other->protection.from)
        work_warn(w, "days_between", "effective", "The order that takes over starts later.");
    if (!replacement_names_all(other, h->order))
        work_warn(w, "persons_not_named", "other_order",
                  "The order that takes over does not name all persons of this one.");
    return OK;
}

static err grant_correction_check(struct work *w, const struct act_new *in, const struct act_history *h,
                                  const struct act *root)
{
    const date start = in->start == DATE_NONE ? in->on : in->start;
    struct faults f = {0};
    err e;

    if ((e = faults_when(w, &f, in->start == DATE_NONE, "required", "start",
                         "The corrected first day is needed.")) ||
        (e = faults_take(w, &f, order_start_ask(w, start, in->on, h->rules))) ||
        (e = faults_take(w, &f, act_granted_end_check(w, in, h, root))))
        return e;
    return faults_refuse(w, &f);
}

/* On which days it no longer counts what a court above overturned. */
static err overturning_check(struct work *w, const struct act_history *h, const struct protection *p,
                             const struct appealed *a, date effective)
{
    err e;

    if (a->kind == ACT_GRANTED) {
        if ((e = end_check(w, effective, h->order->kind, p)))
            return e;
        /* The order before it gave way to this one: whether it stands again is the court's to say. */
        if (h->order->follows)
            work_warn(
                w, "order_before", "outcome",
                "The order that this one took the place of does not stand again by itself: if the court "
                "says so, record it there.");
        return OK;
    }
    if (effective < p->from)
        return refuse(w, ERR_INPUT, "out_of_order", "effective", "This lies before the order's first day.");
    if (!a->ends && effective < w->today)
        work_warn(w, "ends_in_past", "effective", "The first day without protection lies in the past.");
    return OK;
}

/* The end as a court above has moved it: the days of the term count, and not those that the end left. */
static err moved_end_check(struct work *w, date effective, const struct protection *p)
{
    if (effective < p->from)
        return refuse(w, ERR_INPUT, "out_of_order", "effective", "This lies before the order's first day.");
    if (p->last_day != DATE_OPEN && effective > date_add_days(p->last_day, 1))
        return refuse(w, ERR_INPUT, "after_end", "effective", "This lies after the order's last day.");
    return OK;
}

/* root: the act under correction; NULL: the act is new. */
static err appeal_meaning_check(struct work *w, enum act_kind kind, const struct act_new *in,
                                const struct act_history *h, const struct protection *p,
                                const struct act *root, struct act *act)
{
    const struct acts_before before = {h->acts, h->act_count};
    struct appealed a;
    err e;

    if ((e = appeal_check(w, kind, in, &before, root, &a)))
        return e;
    act->about = a.act;
    if (in->content && (in->outcome != APPEAL_CHANGED || a.ends))
        return refuse(w, ERR_INPUT, "not_for_this_act", "outcome",
                      "Persons and measures are said where a court above changed the order.");
    if (kind == ACT_APPEALED || in->outcome == APPEAL_UPHELD)
        return OK;
    if (in->outcome == APPEAL_CHANGED)
        return a.ends ? moved_end_check(w, in->effective, p) : amendment_check(w, in, h, p, root);
    if (act->effective == DATE_NONE)
        act->effective = in->on;
    return a.kind == ACT_EXTENSION_REFUSED ? OK : overturning_check(w, h, p, &a, act->effective);
}

/* The victim asks 15 days before the end (law 9669/2006): later it is taken all the same, and the court
 * decides whether it was in time. */
static void request_warn(struct work *w, const struct act_new *in, const struct act_history *h,
                         const struct protection *p)
{
    int64_t days = legal_value(h->rules->legal, h->rules->legal_count, LEGAL_EXTENSION_DAYS, in->on);

    if (date_known(p->until) && in->on > date_add_days(p->until, -(int)days))
        work_warn(w, "extension_late", "on",
                  "The law wants this asked %lld days before the last day: check with the court.",
                  (long long)days);
}

/* kind: what the act is; of a correction, what the act that it corrects is. */
static err meaning_check(struct work *w, enum act_kind kind, const struct act_new *in,
                         const struct act_history *h, const struct protection *p, const struct act *root,
                         struct act *act)
{
    err e = kind_check(w, kind, h->order->kind);

    if (e)
        return e;
    switch (kind) {
    case ACT_GRANTED:
        return grant_correction_check(w, in, h, root);
    case ACT_EXTENDED:
        return act_extension_check(w, in, h, p, root);
    case ACT_AMENDED:
        return amendment_check(w, in, h, p, root);
    case ACT_REPLACED:
        return replacement_check(w, h, p, act->effective);
    case ACT_TERMINATED:
    case ACT_ANNULLED:
    case ACT_PETITION_REFUSED:
    case ACT_NOT_CONFIRMED:
        return end_check(w, act->effective, h->order->kind, p);
    case ACT_EXTENSION_REQUESTED:
        request_warn(w, in, h, p);
        return OK;
    case ACT_FINAL:
        order_final_warn(w, "on", in->on, p->granted_on, h->rules);
        return act_event_check(w, kind, in, h, act);
    case ACT_SERVED:
        return act_event_check(w, kind, in, h, act);
    case ACT_APPEALED:
    case ACT_APPEAL_DECIDED:
        return appeal_meaning_check(w, kind, in, h, p, root, act);
    default:
        return OK;
    }
}

/* The order as it stood before the act under correction, with the corrections of what was there since: what
 * the corrected act is held against. (An extension is not too short because a later one went further.) */
static struct protection before(const struct act_history *h, const struct act *root, struct act *room)
{
    size_t n = 0;

    for (size_t i = 0; i < h->act_count; i++)
        if (h->acts[i].id < root->id || h->acts[i].kind == ACT_CORRECTED)
            room[n++] = h->acts[i];
    return protection_of(room, n);
}

/* A correction of the same day that gives no hour keeps the hour; one of another day has none. */
static struct act act_made(const struct act_new *in, const struct act_history *h)
{
    struct act a = {.kind = in->kind,
                    .on = in->on,
                    .start = in->start,
                    .end = in->open_end ? DATE_OPEN : in->end,
                    .term = in->term,
                    .effective = in->effective,
                    .other_order = in->other_order,
                    .outcome = in->outcome,
                    .about = in->about,
                    .corrects = in->corrects,
                    .voids = in->voids};

    if (in->time && instant_parse_local(in->on, in->time, &a.at))
        a.at = 0;
    if (!in->time && h->base && h->base->on == in->on)
        a.at = h->base->at;
    if (in->kind == ACT_REPLACED && a.effective == DATE_NONE && h->other)
        a.effective = h->other->protection.from;
    return a;
}

static err correction_check(struct work *w, const struct act_new *in, const struct act_history *h,
                            struct act *ret)
{
    const struct act *root = correction_root(h->acts, h->act_count, in->corrects);
    const struct act_new full = correction_fill(in, h->base);
    struct act *room = arena_array(w->arena, h->act_count + 1, sizeof *room);
    struct faults f = {0};
    struct protection p;
    struct act made;
    unsigned says;
    err e;

    if (!room)
        return ERR_SYSTEM;
    if (!root)
        return refuse(w, ERR_INPUT, "other_order", "corrects", "This order has no such act.");
    /* A correction needs no decision of its own: what is put right is a slip of this office, and the court's
     * act stays what it was. */
    says = in->voids ? 0 : GRAMMAR[root->kind] & ~(unsigned)(NEEDS_UNCUT | NEEDS_DECISION);
    made = act_made(&full, h);
    p = before(h, root, room);
    if ((e = members_check(w, in, says, &f)) || (e = act_texts_check(w, in, &f)) ||
        (e = day_check(w, in, h, root->kind == ACT_GRANTED, &f)) ||
        (!in->voids && (e = faults_take(w, &f, meaning_check(w, root->kind, &full, h, &p, root, &made)))) ||
        (e = faults_refuse(w, &f)))
        return e;
    *ret = made;
    return OK;
}

/* The order as it stood on that day, by what was decided until then, whenever it was recorded: paper comes in
 * any order. An end that was moved further since leaves room for what the act says. */
static struct protection stood(const struct act_history *h, date on, const struct protection *now,
                               struct act *room)
{
    struct protection p;
    struct act value;
    size_t n = 0;

    for (size_t i = 0; i < h->act_count; i++) {
        const struct act *a = &h->acts[i];

        if (a->kind == ACT_GRANTED || a->kind == ACT_CORRECTED ||
            (act_value(h->acts, h->act_count, a, &value) && value.on <= on))
            room[n++] = *a;
    }
    p = protection_of(room, n);
    if (!now->cut && now->until > p.until)
        p.until = now->until;
    return p;
}

/* What a court decided while the order stood counts for the days until it ended, and cannot move that end
 * behind what ended it (law/protection.c): so it is taken, and said. */
static err state_check(struct work *w, date on, const struct protection *now, const struct protection *then)
{
    const char *name = act_kind_name(now->cut_by);

    if (!now->granted)
        return refuse(w, ERR_CONFLICT, "order_void", "kind", "The grant of this order is recorded as void.");
    if (!now->cut)
        return OK;
    if (then->cut && then->until < on)
        return refuse(w, ERR_CONFLICT, "order_ended", "kind", "This order was %s already.", name);
    work_warn(w, "ended_since", "on",
              "This order was %s since: what this act says counts for the days before that.", name);
    return OK;
}

/* Of an order that is over nothing more is asked. */
static err sense_check(struct work *w, const struct act_new *in, const struct act_history *h,
                       const struct protection *now, struct act *made)
{
    struct protection then = *now;
    struct act *room;
    err e;

    if (!(GRAMMAR[in->kind] & NEEDS_UNCUT))
        return meaning_check(w, in->kind, in, h, now, NULL, made);
    if (in->on != DATE_NONE) {
        if (!(room = arena_array(w->arena, h->act_count + 1, sizeof *room)))
            return ERR_SYSTEM;
        then = stood(h, in->on, now, room);
    }
    if ((e = state_check(w, in->on, now, &then)))
        return e;
    return meaning_check(w, in->kind, in, h, &then, NULL, made);
}

err act_check(struct work *w, const struct act_new *in, const struct act_history *h, struct act *ret)
{
    struct protection p = protection_of(h->acts, h->act_count);
    struct faults f = {0};
    struct act made;
    err e;

    if (in->kind == ACT_CORRECTED)
        return correction_check(w, in, h, ret);
    /* The grant comes with the registration of the order and only once; what puts that right is no act of a
     * court. */
    if (in->kind == ACT_GRANTED || in->kind == ACT_REGISTRATION_CORRECTED || !act_kind_name(in->kind))
        return refuse(w, ERR_INPUT, "unknown_kind", "kind", "No act of this kind can be recorded.");
    if (in->corrects || in->voids)
        return refuse(w, ERR_INPUT, "not_for_this_act", in->corrects ? "corrects" : "voids",
                      "Only a correction says this.");
    made = act_made(in, h);
    if ((e = members_check(w, in, GRAMMAR[in->kind], &f)) || (e = act_texts_check(w, in, &f)) ||
        (e = day_check(w, in, h, false, &f)) || (e = faults_take(w, &f, sense_check(w, in, h, &p, &made))) ||
        (e = faults_refuse(w, &f)))
        return e;
    *ret = made;
    return OK;
}
