/* What a change of the rules would do: as counts, for who keeps the rules may see no names; by name for those
 * who may see the files. */
#include "api/rule_effect.h"

#include "domain/payment/rule_person.h"
#include "http/reply.h"

static const struct json_member SHIFT_OUT[] = {
    JSON_WORD(struct rule_shift, service, service_name),
    JSON_INT(struct rule_shift, gaining),
    JSON_INT(struct rule_shift, losing),
    JSON_INT(struct rule_shift, more),
    JSON_INT(struct rule_shift, less),
};
static const struct json_member SUM_OUT[] = {
    JSON_INT(struct payment_sum, lines),
    JSON_INT(struct payment_sum, amount),
};
static const struct json_member EFFECT_OUT[] = {
    JSON_INT_AS(struct rule_effect, persons, "persons_affected"),
    JSON_INT(struct rule_effect, gaining),
    JSON_INT(struct rule_effect, losing),
    JSON_INT(struct rule_effect, cards_ended),
    JSON_INT(struct rule_effect, cards_shortened),
    JSON_MONTH(struct rule_effect, month),
    JSON_INT(struct rule_effect, due_before),
    JSON_INT(struct rule_effect, due_after),
    JSON_STRUCT(struct rule_effect, reclaimed, SUM_OUT),
    JSON_STRUCT(struct rule_effect, arrears, SUM_OUT),
};

err rule_preview_asked(struct req *rq, bool *ret)
{
    int64_t preview;
    err e = req_query_int(rq, "preview", 0, 1, 0, &preview);

    if (!e)
        *ret = preview != 0;
    return e;
}

/* Members of the open object. */
static void effect_put(struct json_writer *j, const struct rule_effect *effect)
{
    json_put_members(j, MEMBERS(EFFECT_OUT), effect);
    json_put_structs(j, "services", MEMBERS(SHIFT_OUT), effect->of, SV_COUNT);
}

err rule_effect_reply(struct req *rq, rule_change *change, void *context, date from)
{
    struct rule_effect effect;
    err e;

    if ((e = rule_effect_of(&rq->work, change, context, from, &effect)))
        return e;
    effect_put(reply_object(rq), &effect);
    return reply_done(rq, 200);
}

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct rule_person, person),
    JSON_INT(struct rule_person, case_id),
    JSON_TEXT(struct rule_person, file),
    JSON_TEXT(struct rule_person, first_name),
    JSON_TEXT(struct rule_person, surname),
    JSON_WORD(struct rule_person, service, service_name),
    JSON_WORD(struct rule_person, what, rule_move_name),
    JSON_DATE(struct rule_person, day),
};

err rule_persons_reply(struct req *rq, rule_change *change, void *context, date from)
{
    struct rule_persons persons;
    struct rule_effect effect;
    struct json_writer *j;
    err e;

    if ((e = rule_effect_of(&rq->work, change, context, from, &effect)) ||
        (e = rule_persons(&rq->work, &effect, &persons)))
        return e;
    j = reply_object(rq);
    effect_put(j, &effect);
    json_put_structs(j, "persons", MEMBERS(PERSON_OUT), persons.at, persons.count);
    json_put_int(j, "closed", persons.closed);
    return reply_done(rq, 200);
}
