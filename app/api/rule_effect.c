/* What a change of the rules would do, as counts: who keeps the rules may see no names. */
#include "api/rule_effect.h"

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

err rule_effect_reply(struct req *rq, rule_change *change, void *context, date from)
{
    struct rule_effect effect;
    struct json_writer *j;
    err e;

    if ((e = rule_effect_of(&rq->work, change, context, from, &effect)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(EFFECT_OUT), &effect);
    json_put_structs(j, "services", MEMBERS(SHIFT_OUT), effect.of, SV_COUNT);
    return reply_done(rq, 200);
}
