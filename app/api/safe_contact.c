/* Safe contacts over HTTP: apart from the file, because fewer reads need them, and each reading of one stands
 * in the log by itself. */
#include "api/safe_contact.h"

#include "api/case_id.h"
#include "domain/file/case_contact.h"
#include "domain/file/safe_contact.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member CONTACT_OUT[] = {
    JSON_TEXT(struct safe_contact, channel),         JSON_TEXT(struct safe_contact, detail),
    JSON_TEXT(struct safe_contact, hours),           JSON_TEXT(struct safe_contact, address),
    JSON_INSTANT(struct safe_contact, unsafe_since),
};

static err contact_get(struct req *rq)
{
    struct safe_contact c;
    int64_t id, person;
    err e;

    if ((e = req_case(rq, &id)) || (e = req_id(rq, "person", &person)) ||
        (e = case_contact_read(&rq->work, id, person, &c)))
        return e;
    return reply_struct(rq, 200, MEMBERS(CONTACT_OUT), &c);
}

struct contact_in {
    int64_t version;
    const char *channel, *detail, *hours, *address;
};
static const struct member CONTACT_IN[] = {
    MEMBER_INT(struct contact_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct contact_in, channel, 12, REQUIRED),
    MEMBER_TEXT(struct contact_in, detail, LIMIT(ContactChange, detail), OPTIONAL),
    MEMBER_TEXT(struct contact_in, hours, LIMIT(ContactChange, hours), OPTIONAL),
    MEMBER_TEXT(struct contact_in, address, LIMIT(ContactChange, address), OPTIONAL),
};

static err contact_put(struct req *rq)
{
    struct safe_contact contact;
    int64_t id, person;
    struct contact_in in;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_id(rq, "person", &person)) ||
        (e = input_read(rq, rq->body, CONTACT_IN, COUNT(CONTACT_IN), &in)))
        return e;
    contact = (struct safe_contact){
        .channel = in.channel, .detail = in.detail, .hours = in.hours, .address = in.address};
    if ((e = case_contact_write(&rq->work, id, in.version, person, &contact)))
        return e;
    return contact_get(rq);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/persons/{person}/contact", R_COORDINATOR, 0, contact_get},
    {"PUT", "/api/v1/cases/{id}/persons/{person}/contact", R_COORDINATOR,
     RT_WRITE | RT_URGENT | RT_BODY | RT_FORM, contact_put},
};
const struct route_table SAFE_CONTACT_ROUTES = ROUTE_TABLE(ROUTES);
