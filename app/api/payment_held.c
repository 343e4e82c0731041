/* What a run holds back over HTTP, and the word that lets it be paid or left. */
#include "api/payment_held.h"

#include "domain/payment/payment_held.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member HELD_OUT[] = {
    JSON_INT(struct payment_held, n),
    JSON_ID(struct payment_held, person),
    JSON_TEXT(struct payment_held, first_name),
    JSON_TEXT(struct payment_held, father_name),
    JSON_TEXT(struct payment_held, surname),
    JSON_MONTH(struct payment_held, month),
    JSON_INT(struct payment_held, amount),
    JSON_WORD(struct payment_held, why, payment_hold_name),
    JSON_ID(struct payment_held, order),
    JSON_ID(struct payment_held, application),
    JSON_WORD(struct payment_held, said, hold_word_name),
    JSON_BOOL(struct payment_held, may_say),
};

static err held_get_all(struct req *rq)
{
    struct payment_held *held;
    struct payment_filter f = {0};
    struct json_writer *j;
    int64_t limit;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &f.run)) || (e = req_query_int(rq, "after", 0, INT64_MAX, 0, &f.after)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listPaymentHeld, limit), DEFAULT(listPaymentHeld, limit),
                           &limit)))
        return e;
    f.limit = (int)limit;
    if ((e = payment_held_list(&rq->work, &f, &held, &count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "held", MEMBERS(HELD_OUT), held, count);
    json_put_id(j, "next", count == (size_t)limit ? held[count - 1].n : 0);
    return reply_done(rq, 200);
}

static bool word_parse(const char *name, enum hold_word *ret)
{
    return hold_word_parse(name, ret) && *ret != WORD_HOLD;
}

static const struct member WORD_IN[] = {
    MEMBER_CHOICE(struct held_word, word, word_parse, REQUIRED),
    MEMBER_TEXT(struct held_word, reason, LIMIT(HeldWord, reason), REQUIRED),
};

static err word_post(struct req *rq)
{
    struct held_word in;
    int64_t run, n, id;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = req_id(rq, "n", &n)) ||
        (e = input_read(rq, rq->body, WORD_IN, COUNT(WORD_IN), &in)) ||
        (e = payment_held_say(&rq->work, run, n, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

/* Coordinators look, too: some of it waits for their word. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs/{id}/held", R_AID_OFFICER | R_DIRECTOR | R_COORDINATOR, 0, held_get_all},
    {"POST", "/api/v1/payment-runs/{id}/held/{n}", R_AID_OFFICER | R_COORDINATOR,
     RT_WRITE | RT_BODY | RT_FORM, word_post},
};
const struct route_table PAYMENT_HELD_ROUTES = ROUTE_TABLE(ROUTES);
