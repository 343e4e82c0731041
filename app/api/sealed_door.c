/* The doors of sealed files: by the file, or by what somebody holds of a person in one. No other route takes
 * a reason. */
#include "api/sealed_door.h"

#include "base/json_writer.h"
#include "domain/card/card.h"
#include "domain/export/export_person.h"
#include "domain/file/case_guard.h"
#include "domain/payment/application.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static err until_reply(struct req *rq, int64_t until)
{
    json_put_instant(reply_object(rq), "until", until);
    return reply_done(rq, 200);
}

struct open_in {
    const char *why;
};
static const struct member OPEN_IN[] = {MEMBER_TEXT(struct open_in, why, LIMIT(OpenRequest, why), REQUIRED)};

static err case_open_post(struct req *rq)
{
    struct open_in in;
    int64_t id, until;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, OPEN_IN, COUNT(OPEN_IN), &in)))
        return e;
    rq->work.why = in.why;
    if ((e = case_glass_open(&rq->work, id, &until)))
        return e;
    return until_reply(rq, until);
}

struct person_open_in {
    const char *why, *nid, *card;
    int64_t application;
};
static const struct member PERSON_OPEN_IN[] = {
    MEMBER_TEXT(struct person_open_in, why, LIMIT(PersonOpenRequest, why), REQUIRED),
    MEMBER_TEXT(struct person_open_in, nid, LIMIT(PersonOpenRequest, nid), OPTIONAL),
    MEMBER_TEXT(struct person_open_in, card, LIMIT(PersonOpenRequest, card), OPTIONAL),
    MEMBER_INT(struct person_open_in, application, 1, INT64_MAX, OPTIONAL),
};

/* The aid office has to do with her through her application alone. */
static err handle_check(struct req *rq, const struct person_open_in *in)
{
    if (!in->nid + !in->card + !in->application != 2)
        return refuse(&rq->work, ERR_INPUT, "not_one", "nid",
                      "Name exactly one of nid, card and application.");
    if (!in->application && !(rq->work.actor.roles & R_COORDINATOR))
        return refuse(&rq->work, ERR_DENIED, "forbidden", "application",
                      "Your role opens sealed files by an application alone.");
    return OK;
}

static err person_find_by(struct work *w, const struct person_open_in *in, int64_t *ret)
{
    struct card card;
    err e;

    if (in->application)
        return application_person(w, in->application, ret);
    if (in->nid)
        return person_by_nid(w, in->nid, ret);
    if ((e = card_find_of_file(w, in->card, false, &card)))
        return e;
    *ret = card.person;
    return OK;
}

static err person_open_post(struct req *rq)
{
    struct person_open_in in;
    int64_t person, until;
    err e;

    if ((e = input_read(rq, rq->body, PERSON_OPEN_IN, COUNT(PERSON_OPEN_IN), &in)) ||
        (e = handle_check(rq, &in)) || (e = person_find_by(&rq->work, &in, &person)))
        return e;
    rq->work.why = in.why;
    if ((e = case_person_glass_open(&rq->work, person, &until)))
        return e;
    return until_reply(rq, until);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/cases/{id}/open", R_COORDINATOR, RT_WRITE | RT_URGENT | RT_BODY | RT_FORM,
     case_open_post},
    {"POST", "/api/v1/persons/open", R_COORDINATOR | R_AID_OFFICER, RT_WRITE | RT_URGENT | RT_BODY | RT_FORM,
     person_open_post},
};
const struct route_table SEALED_DOOR_ROUTES = ROUTE_TABLE(ROUTES);
