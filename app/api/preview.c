/* Previews over HTTP: the same bodies as for saving, answered by what would change. Nothing of it stays: the
 * domain does the work in a transaction and takes it back. */
#include "api/preview.h"

#include "api/order_in.h"
#include "api/order_out.h"
#include "domain/law/case_role.h"
#include "domain/order/act_preview.h"
#include "domain/order/order.h"
#include "domain/order/order_preview.h"
#include "domain/order/registration.h"
#include "domain/payment/act_reclaim.h"
#include "http/reply.h"

/* null: no day at all. */
static void span_put(struct json_writer *j, const char *name, const struct span *s)
{
    if (s->from == DATE_NONE) {
        json_put_null(j, name);
        return;
    }
    json_put_object(j, name);
    json_put_date(j, "from", s->from);
    json_put_date(j, "until", s->until);
    json_put_bool(j, "open", s->until == DATE_OPEN);
    json_put_end(j);
}

static struct span term_of(const struct protection *p)
{
    if (!p->granted)
        return (struct span){.from = DATE_NONE, .until = DATE_NONE};
    return (struct span){.from = p->from, .until = p->until};
}

static void change_put(struct json_writer *j, const struct span *before, const struct span *after, date today)
{
    json_put_text(j, "change", standing_change_name(standing_change_of(before, after, today)));
}

static void order_put(struct json_writer *j, const struct standing_order *old,
                      const struct standing_order *new, date today)
{
    const struct span before = term_of(&old->protection), after = term_of(&new->protection);

    json_put_object(j, NULL);
    json_put_int(j, "order", old->order);
    json_put_text(j, "kind", order_kind_name(old->kind));
    json_put_text(j, "number", old->number);
    change_put(j, &before, &after, today);
    protection_put(j, "before", &old->protection, today);
    protection_put(j, "after", &new->protection, today);
    json_put_end(j);
}

static void right_put(struct json_writer *j, const struct act_effect *x, int64_t person, enum service service,
                      date today)
{
    const struct span before = standing_days(&x->before, person, service);
    const struct span after = standing_days(&x->after, person, service);

    json_put_object(j, NULL);
    json_put_int(j, "person", person);
    json_put_text(j, "service", service_name(service));
    change_put(j, &before, &after, today);
    span_put(j, "before", &before);
    span_put(j, "after", &after);
    json_put_end(j);
}

/* Only its last good day can change, so any first day serves; one that goes with its holder is good no more.
 */
static void card_put(struct json_writer *j, const struct standing_card *old, const struct standing_card *new,
                     date today)
{
    const date gone = date_add_days(today, -1);
    const struct span before = {.from = 0, .until = old->good_until};
    const struct span after = {.from = 0, .until = new ? new->good_until : gone};

    json_put_object(j, NULL);
    json_put_text(j, "number", old->number);
    json_put_int(j, "person", old->person);
    change_put(j, &before, &after, today);
    json_put_date(j, "printed_until", old->exp_day);
    json_put_date(j, "before", before.until);
    json_put_date(j, "after", after.until);
    json_put_end(j);
}

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct standing_person, person),
    JSON_WORD(struct standing_person, role, case_role_name),
    JSON_TEXT(struct standing_person, first_name),
    JSON_TEXT(struct standing_person, surname),
};

/* Those who were there before, then those who come. */
static void persons_put(struct json_writer *j, const struct act_effect *x)
{
    json_put_list(j, "persons");
    for (size_t i = 0; i < x->before.person_count; i++)
        json_put_struct(j, NULL, MEMBERS(PERSON_OUT), &x->before.persons[i]);
    for (size_t i = 0; i < x->after.person_count; i++)
        if (!standing_person_of(&x->before, x->after.persons[i].person))
            json_put_struct(j, NULL, MEMBERS(PERSON_OUT), &x->after.persons[i]);
    json_put_end(j);
}

/* Dependants whom the court protects by this: a card that day, and the payment once it is applied for. */
static void raised_put(struct json_writer *j, const struct act_effect *x)
{
    json_put_list(j, "raised");
    for (size_t i = 0; i < x->before.person_count; i++) {
        const struct standing_person *old = &x->before.persons[i],
                                     *new = standing_person_of(&x->after, old->person);

        if (new && old->role == ROLE_DEPENDANT &&new->role == ROLE_PROTECTED)
            json_put_int(j, NULL, old->person);
    }
    json_put_end(j);
}

static void rights_put(struct json_writer *j, const struct act_effect *x, date today)
{
    json_put_list(j, "rights");
    for (size_t i = 0; i < x->before.person_count; i++)
        for (size_t k = 0; k < SV_COUNT; k++)
            right_put(j, x, x->before.persons[i].person, SERVICES[k], today);
    for (size_t i = 0; i < x->after.person_count; i++)
        for (size_t k = 0; k < SV_COUNT; k++)
            if (!standing_person_of(&x->before, x->after.persons[i].person))
                right_put(j, x, x->after.persons[i].person, SERVICES[k], today);
    json_put_end(j);
}

static void effect_put(struct json_writer *j, const struct act_effect *x, date today)
{
    const struct standing *old = &x->before, *new = &x->after;

    json_put_list(j, "orders");
    for (size_t i = 0; i < old->order_count; i++)
        order_put(j, &old->orders[i], &new->orders[i], today);
    json_put_end(j);
    persons_put(j, x);
    raised_put(j, x);
    rights_put(j, x, today);
    json_put_list(j, "cards");
    for (size_t i = 0; i < old->card_count; i++)
        card_put(j, &old->cards[i], standing_card_of(new, old->cards[i].id), today);
    json_put_end(j);
}

static const struct json_member RECLAIM_OUT[] = {
    JSON_INT(struct reclaim, months),
    JSON_INT(struct reclaim, amount),
};

static err effect_reply(struct req *rq, const struct act_effect *x, const struct reclaim *back)
{
    struct json_writer *j = reply_object(rq);

    json_put_int(j, "case_id", x->case_id);
    json_put_date(j, "today", rq->work.today);
    json_put_struct(j, "reclaims", MEMBERS(RECLAIM_OUT), back);
    effect_put(j, x, rq->work.today);
    return reply_done(rq, 200);
}

static err act_preview_post(struct req *rq)
{
    struct act_effect x;
    struct reclaim back;
    struct act_new in;
    int64_t order;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = act_in_read(rq, &in)) ||
        (e = act_preview(&rq->work, order, &in, &x)) || (e = act_reclaim(&rq->work, order, &in, &back)))
        return e;
    return effect_reply(rq, &x, &back);
}

static err registration_preview_post(struct req *rq)
{
    struct registration_new in;
    struct act_effect x;
    struct reclaim back;
    int64_t order;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = registration_in_read(rq, &in)) ||
        (e = registration_preview(&rq->work, order, &in, &x)) ||
        (e = registration_reclaim(&rq->work, order, &in, &back)))
        return e;
    return effect_reply(rq, &x, &back);
}

static const struct json_member DOUBLE_OUT[] = {
    JSON_WORD_AS(struct order_double, kind, double_kind_name, "what"),
    JSON_TEXT(struct order_double, field),
    JSON_ID(struct order_double, case_id),
    JSON_TEXT(struct order_double, case_number),
    JSON_TEXT(struct order_double, text),
    JSON_TEXT(struct order_double, text_en),
};

static void follow_put(struct json_writer *j, const struct order_follow *f)
{
    bool entitled = f->why_not == WHY_ENTITLED;

    json_put_object(j, NULL);
    json_put_text(j, "first_name", f->first_name);
    json_put_text(j, "surname", f->surname);
    json_put_text(j, "role", case_role_name(f->role));
    json_put_text(j, "service", service_name(f->service));
    json_put_bool(j, "entitled", entitled);
    json_put_text(j, "why_not", entitled ? NULL : why_not_name(f->why_not));
    json_put_date(j, "from", f->days.from);
    json_put_date(j, "until", f->days.until);
    json_put_bool(j, "open", f->days.until == DATE_OPEN);
    json_put_text(j, "text", f->text);
    json_put_text(j, "text_en", f->text_en);
    json_put_end(j);
}

static err order_preview_post(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct order_outlook x;
    struct order_new in;
    err e;

    if ((e = order_in_read(rq, true, &in)))
        return e;
    if ((e = order_preview(&rq->work, &in, &x))) {
        if (e == ERR_LIMIT)
            rq->reply.retry_after = req_seconds_left_today(rq);
        return e;
    }
    json_put_date(j, "today", rq->work.today);
    faults_put(j, "errors", x.faults.at, x.faults.count);
    json_put_structs(j, "doubles", MEMBERS(DOUBLE_OUT), x.doubles, x.double_count);
    json_put_date(j, "latest_end", x.latest_end);
    json_put_list(j, "follows");
    for (size_t i = 0; i < x.follow_count; i++)
        follow_put(j, &x.follows[i]);
    json_put_end(j);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/orders/preview", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, order_preview_post},
    {"POST", "/api/v1/orders/{id}/acts/preview", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM,
     act_preview_post},
    {"POST", "/api/v1/orders/{id}/registration/preview", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM,
     registration_preview_post},
};
const struct route_table PREVIEW_ROUTES = ROUTE_TABLE(ROUTES);
