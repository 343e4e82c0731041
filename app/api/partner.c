/* For the account of a partner institution: its own referrals and their answers, and nothing else. */
#include "api/partner.h"

#include <string.h>

#include "domain/casework/case_word.h"
#include "domain/casework/partner.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member LINE_OUT[] = {
    JSON_INT(struct partner_referral, id),       JSON_TEXT(struct partner_referral, case_number),
    JSON_DATE(struct partner_referral, on),      JSON_DATE(struct partner_referral, due),
    JSON_TEXT(struct partner_referral, service), JSON_TEXT(struct partner_referral, urgency),
    JSON_TEXT(struct partner_referral, outcome), JSON_BOOL(struct partner_referral, open),
};

static const struct json_member WORD_OUT[] = {
    JSON_TEXT(struct case_word, list),    JSON_TEXT(struct case_word, code),
    JSON_TEXT(struct case_word, text),    JSON_TEXT(struct case_word, text_en),
    JSON_BOOL(struct case_word, offered),
};

/* The words of its own page, and none of those by which files are described. */
static err words_put(struct req *rq, struct json_writer *j)
{
    static const char *const LISTS[] = {"referral_service", "urgency", "referral_answer"};
    struct case_words words;
    err e;

    if ((e = case_words_read(&rq->work, &words)))
        return e;
    json_put_list(j, "words");
    for (size_t i = 0; i < words.count; i++)
        for (size_t k = 0; k < COUNT(LISTS); k++)
            if (!strcmp(words.at[i].list, LISTS[k]))
                json_put_struct(j, NULL, MEMBERS(WORD_OUT), &words.at[i]);
    json_put_end(j);
    return json_err(j);
}

static err referral_get_all(struct req *rq)
{
    struct partner_referral *list;
    struct json_writer *j;
    size_t count;
    err e;

    if ((e = partner_referral_list(&rq->work, &list, &count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "referrals", MEMBERS(LINE_OUT), list, count);
    if ((e = words_put(rq, j)))
        return e;
    return reply_done(rq, 200);
}

static const struct json_member REFERRAL_OUT[] = {
    JSON_TEXT(struct partner_referral, reason),
    JSON_TEXT(struct partner_referral, names),
};

static err referral_get(struct req *rq)
{
    struct partner_referral r;
    struct json_writer *j;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = partner_referral_read(&rq->work, id, &r)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(LINE_OUT), &r);
    json_put_members(j, MEMBERS(REFERRAL_OUT), &r);
    if ((e = words_put(rq, j)))
        return e;
    return reply_done(rq, 200);
}

static const struct member ANSWER_IN[] = {
    MEMBER_TEXT(struct partner_answer, outcome, LIMIT(PartnerAnswer, outcome), REQUIRED),
    MEMBER_TEXT(struct partner_answer, why, LIMIT(PartnerAnswer, why), OPTIONAL),
    MEMBER_TEXT(struct partner_answer, result, LIMIT(PartnerAnswer, result), OPTIONAL),
};

static err answer_post(struct req *rq)
{
    struct partner_answer in;
    int64_t id, added;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, ANSWER_IN, COUNT(ANSWER_IN), &in)) ||
        (e = partner_referral_answer(&rq->work, id, &in, &added)))
        return e;
    return reply_id(rq, 201, added);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/partner/referrals", R_PARTNER, 0, referral_get_all},
    {"GET", "/api/v1/partner/referrals/{id}", R_PARTNER, 0, referral_get},
    {"POST", "/api/v1/partner/referrals/{id}/answers", R_PARTNER, RT_WRITE | RT_BODY | RT_FORM, answer_post},
};
const struct route_table PARTNER_ROUTES = ROUTE_TABLE(ROUTES);
