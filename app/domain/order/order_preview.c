/* An order registered in a transaction that is undone, and what its people would then be told. Registering
 * for real does the very same steps. */
#include "domain/order/order_preview.h"

#include <inttypes.h>
#include <string.h>

#include "base/month.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/order/order.h"
#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "domain/order/order_term_check.h"
#include "domain/work/question.h"
#include "store/db.h"

static const struct {
    enum service service;
    const char *sq, *en;
    const char *fee_sq, *fee_en; /* where only a part of it is waived */
} SERVICE_WORDS[] = {
    {SV_TRANSPORT, "Transport publik falas", "Free public transport", "Transport publik", "Public transport"},
    {SV_DOCUMENTS, "Përjashtim nga tarifa për dokumente e vërtetime", "No fee for documents and certificates",
     "Dokumente e vërtetime", "Documents and certificates"},
    {SV_KINDERGARTEN, "Përjashtim nga tarifa ushqimore në çerdhe e kopsht",
     "No food fee in crèche and kindergarten", "Tarifa ushqimore në çerdhe e kopsht",
     "Food fee in crèche and kindergarten"},
    {SV_PAYMENT, "Pagesë mujore", "Monthly payment", "Pagesë mujore", "Monthly payment"},
};

static size_t words_of(enum service service)
{
    size_t i = 0;

    while (i + 1 < sizeof SERVICE_WORDS / sizeof SERVICE_WORDS[0] && SERVICE_WORDS[i].service != service)
        i++;
    return i;
}

/* share: percent of the fee that is waived; below 100 the rest is paid, and nothing is called free. */
static err granted_text(struct work *w, int64_t share, struct order_follow *f)
{
    const size_t words = words_of(f->service);
    const char *sq = SERVICE_WORDS[words].sq, *en = SERVICE_WORDS[words].en;
    char from[DATE_TEXT], until[DATE_TEXT];

    if (!fee_whole(share)) {
        sq = arena_format(w->arena, "%s: ulje %d %%", SERVICE_WORDS[words].fee_sq, (int)share);
        en = arena_format(w->arena, "%s: %d %% off", SERVICE_WORDS[words].fee_en, (int)share);
        if (!sq || !en)
            return ERR_SYSTEM;
    }
    date_format_sq(f->days.from, from);
    if (f->days.until == DATE_OPEN) {
        f->text = arena_format(w->arena, "%s nga %s, sa kohë urdhri është në fuqi", sq, from);
        f->text_en = arena_format(w->arena, "%s from %s, while the order stands", en, from);
    } else {
        date_format_sq(f->days.until, until);
        f->text = arena_format(w->arena, "%s nga %s deri më %s", sq, from, until);
        f->text_en = arena_format(w->arena, "%s from %s to %s", en, from, until);
    }
    return f->text && f->text_en ? OK : ERR_SYSTEM;
}

/* The next last day of a month for applications, today among them: a Sunday or holiday moves it. */
static date filing_day_next(const struct rules *rules, date today)
{
    date last = rules_filing_day(rules, today);

    return last < today ? rules_filing_day(rules, month_last(today) + 1) : last;
}

/* What a person can do about it where something can be done, else why there is none. */
static err refused_text(struct work *w, const struct rules *rules, const struct explanation *x,
                        struct order_follow *f)
{
    const char *sq = SERVICE_WORDS[words_of(f->service)].sq, *en = SERVICE_WORDS[words_of(f->service)].en;
    char last[DATE_TEXT];

    if (x->why_not == WHY_NO_APPLICATION) {
        date_format_sq(filing_day_next(rules, w->today), last);
        f->text = arena_format(
            w->arena, "%s pas kërkesës në zyrën e ndihmës ekonomike, nga data 1 e muajit; afati i radhës: %s",
            sq, last);
        f->text_en = arena_format(
            w->arena, "%s after an application at the economic-aid office, from day 1 of a month; next by %s",
            en, last);
    } else if (x->why_not == WHY_NOT_ENROLLED) {
        f->text = arena_format(w->arena, "%s, sapo të regjistrohet në çerdhe ose kopsht", sq);
        f->text_en = arena_format(w->arena, "%s, as soon as enrolled in one", en);
    } else {
        f->text = arena_format(w->arena, "%s: %s", sq, x->text);
        f->text_en = arena_format(w->arena, "%s: %s", en, x->text_en);
    }
    return f->text && f->text_en ? OK : ERR_SYSTEM;
}

static err service_follow(struct work *w, const struct rules *rules, const struct claim *c, date born,
                          date on, struct order_follow *f, bool *ret_moot)
{
    struct explanation x = {.service = f->service};
    err e;

    if ((e = explanation_on(w, rules, c, on, &x)))
        return e;
    f->why_not = x.why_not;
    *ret_moot = explanation_moot(&x, c->role, born, on);
    if (x.why_not != WHY_ENTITLED)
        return refused_text(w, rules, &x, f);
    f->days = x.unbroken;
    if (f->days.from < on)
        f->days.from = on;
    return granted_text(w, x.because.share, f);
}

/* Of whom another file is closed to the actor nothing is told: the rights tell of the orders in it. */
static err person_follows(struct work *w, const struct order_line *o, int64_t person,
                          const struct rules *rules, struct order_outlook *x)
{
    date on = o->protection.from > w->today ? o->protection.from : w->today;
    enum case_role role;
    struct person who;
    struct claim c;
    bool moot;
    err e;

    e = case_person_may_open(w, person, o->case_id);
    if (e)
        return e == ERR_DENIED ? case_shut_tell(w, 0) : e;
    if ((e = case_person_role(w, o->case_id, person, "persons", &role)) ||
        (e = person_read(w, person, &who)) || (e = claim_load(w, person, rules, &c)))
        return e;
    for (size_t i = 0; i < SV_COUNT; i++) {
        struct order_follow *f = &x->follows[x->follow_count];

        *f = (struct order_follow){.first_name = who.first_name,
                                   .surname = who.surname,
                                   .role = role,
                                   .service = SERVICES[i],
                                   .days = {.from = DATE_NONE, .until = DATE_NONE}};
        if ((e = service_follow(w, rules, &c, who.birth_date, on, f, &moot)))
            return e;
        x->follow_count += !moot;
    }
    return OK;
}

/* Read inside the transaction that is undone: for these few moments the order stands. */
static err follows_read(struct work *w, int64_t order, const struct rules *rules, struct order_outlook *x)
{
    struct order_line o;
    err e;

    if ((e = order_load(w, order, &o)))
        return e;
    if (!(x->follows = arena_array(w->arena, o.person_count * SV_COUNT + 1, sizeof *x->follows)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < o.person_count; i++)
        if ((e = person_follows(w, &o, o.persons[i], rules, x)))
            return e;
    return OK;
}

/* As if all that is asked had been confirmed beside what was, so that what follows is seen with the question.
 */
static err questions_suppose(struct work *w, const struct confirmed *given, size_t given_count,
                             const struct faults *f)
{
    const char **texts = arena_array(w->arena, given_count + f->count + 1, sizeof *texts);

    if (!texts)
        return ERR_SYSTEM;
    for (size_t i = 0; i < given_count; i++)
        texts[i] = given[i].what;
    for (size_t i = 0; i < f->count; i++)
        if (!(texts[given_count + i] = arena_format(w->arena, "%s:%s", f->at[i].code, f->at[i].field)))
            return ERR_SYSTEM;
    return question_confirm(w, texts, given_count + f->count);
}

static bool supposed(const struct faults *f, const struct problem *warned)
{
    for (size_t i = 0; i < f->count; i++)
        if (!strcmp(f->at[i].code, warned->code) && !strcmp(f->at[i].field, warned->field))
            return true;
    return false;
}

/* What was only supposed to be confirmed is no warning. */
static void suppositions_drop(struct work *w, const struct faults *f)
{
    size_t kept = 0;

    for (size_t i = 0; i < w->warning_count; i++)
        if (!supposed(f, &w->warnings[i]->what))
            w->warnings[kept++] = w->warnings[i];
    w->warning_count = kept;
}

/* What only the writing itself finds out joins the faults. That a file is closed is said as a double. */
static err order_try(struct work *w, const struct order_new *in, const struct rules *rules,
                     struct order_outlook *x)
{
    CLEANUP(tx_end) struct tx undone = {0};
    int64_t order, case_id;
    err e;

    /* Inside the preview's own transaction, and never committed: what was tried goes, the log of the preview
     * stays. */
    if ((e = tx_begin(&undone, w->db)))
        return e;
    w->warning_count = 0; /* said again by the same steps */
    e = order_register(w, in, &order, &case_id);
    if (e)
        return e == ERR_DENIED ? case_shut_tell(w, 0) : faults_take(w, &x->faults, e);
    return follows_read(w, order, rules, x);
}

/* The writing may ask more, one after the other; no order has more to ask of than persons. */
static err order_suppose(struct work *w, const struct order_new *in, const struct rules *rules,
                         struct order_outlook *x)
{
    struct confirmed *given = w->confirmed;
    size_t given_count = w->confirmed_count, before;
    err e;

    do {
        before = x->faults.count;
        if ((e = questions_suppose(w, given, given_count, &x->faults)))
            return e;
        e = order_try(w, in, rules, x);
    } while (!e && x->faults.count > before && x->faults.at[before].question && before < ORDER_PERSONS_MAX);
    w->confirmed = given;
    w->confirmed_count = given_count;
    suppositions_drop(w, &x->faults);
    return e;
}

/* An UM without a last day is a form half written: it is tried with the longest that the law allows. */
static bool only_end_missing(const struct faults *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (!f->at[i].question && (strcmp(f->at[i].field, "end") || strcmp(f->at[i].code, "required")))
            return false;
    return true;
}

/* Whoever types in numbers until one is known would find out who stands in sealed files, one by one. Beyond
 * the limit the question is refused whatever it is about, so that the refusal tells nothing either;
 * registering goes on. */
static err questions_check(struct work *w, const struct rules *rules)
{
    int64_t most = legal_value(rules->legal, rules->legal_count, LEGAL_SEALED_QUESTIONS, w->today), asked;
    err e = case_shuts_today(w, &asked);

    if (e || !most || asked < most)
        return e;
    return refuse(w, ERR_LIMIT, "too_many_questions", "",
                  "Today's previews have told of %" PRId64
                  " sealed files: there are no more until tomorrow. Orders are registered as always.",
                  asked);
}

static err outlook_make(struct work *w, const struct order_new *in, struct order_outlook *x)
{
    struct order_new tried = *in;
    struct rules rules;
    err e;

    if ((in->case_id && (e = case_may_open(w, in->case_id))) || (e = rules_load(w, &rules)) ||
        (e = questions_check(w, &rules)) || (e = order_faults(w, in, &x->faults)) ||
        (e = order_doubles(w, in, &x->doubles, &x->double_count)))
        return e;
    x->latest_end = in->kind == ORDER_UM ? order_latest_end(in, &rules) : DATE_NONE;
    if (!only_end_missing(&x->faults))
        return OK;
    if (in->end == DATE_NONE && !term_given(&in->term))
        tried.end = x->latest_end;
    return order_suppose(w, &tried, &rules, x);
}

err order_preview(struct work *w, const struct order_new *in, struct order_outlook *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "order.preview", .record = "case_file", .record_id = in->case_id, .case_id = in->case_id};
    struct order_outlook x = {.latest_end = DATE_NONE};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = outlook_make(w, in, &x)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = x;
    return OK;
}
