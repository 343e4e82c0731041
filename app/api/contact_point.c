/* The address book over HTTP: kept by coordinators, offered in referrals. */
#include "api/contact_point.h"

#include <string.h>

#include "domain/casework/contact_book.h"
#include "domain/casework/contact_import.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/contact_sheet.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

#define PAGE      50
#define NOTES_MAX 500 /* whoever has more begins with these */

#define PERSON_IN_TEXT(f, needed) MEMBER_TEXT(struct contact_person, f, LIMIT(ContactPerson, f), needed)
static const struct member PERSON_IN[] = {
    PERSON_IN_TEXT(name, REQUIRED),
    PERSON_IN_TEXT(task, OPTIONAL),
    PERSON_IN_TEXT(phone, OPTIONAL),
    PERSON_IN_TEXT(email, OPTIONAL),
    MEMBER_DATE(struct contact_person, from, OPTIONAL),
    MEMBER_DATE(struct contact_person, until, OPTIONAL),
    MEMBER_BOOL(struct contact_person, focal, OPTIONAL),
};

struct contact_in {
    struct contact_new point; /* first: its members are read in place */
    int64_t version;
};
#define POINT_TEXT(f, needed) MEMBER_TEXT(struct contact_new, f, LIMIT(ContactPointNew, f), needed)
#define SAID_TEXT(f)          MEMBER_TEXT(struct contact_said, f, LIMIT(ContactPointNew, f), OPTIONAL)
#define POINT_MEMBERS                                                                                        \
    POINT_TEXT(name, REQUIRED), POINT_TEXT(kind, REQUIRED), POINT_TEXT(level, REQUIRED),                     \
        MEMBER_BOOL(struct contact_new, public, OPTIONAL), POINT_TEXT(services, OPTIONAL), SAID_TEXT(area),  \
        SAID_TEXT(address), SAID_TEXT(hours), SAID_TEXT(phone), SAID_TEXT(email), SAID_TEXT(note),           \
        MEMBER_DATE(struct contact_new, confirmed_on, OPTIONAL),                                             \
        MEMBER_LIST(struct contact_new, persons, PERSON_IN, struct contact_person,                           \
                    LIMIT(ContactPointNew, persons), OPTIONAL)
static const struct member POINT_IN[] = {POINT_MEMBERS};
static const struct member CHANGE_IN[] = {POINT_MEMBERS,
                                          MEMBER_INT(struct contact_in, version, 1, INT64_MAX, REQUIRED)};

static err point_post(struct req *rq)
{
    struct contact_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, POINT_IN, COUNT(POINT_IN), &in)) ||
        (e = contact_point_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err point_put(struct req *rq)
{
    struct contact_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, CHANGE_IN, COUNT(CHANGE_IN), &in)) ||
        (e = contact_point_change(&rq->work, id, in.version, &in.point)))
        return e;
    return reply_id(rq, 200, id);
}

static err confirm_post(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = contact_point_confirm(&rq->work, id)))
        return e;
    return reply_id(rq, 200, id);
}

static err end_post(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = contact_point_end(&rq->work, id)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct json_member PERSON_OUT[] = {
    JSON_TEXT(struct contact_person, name),  JSON_TEXT(struct contact_person, task),
    JSON_TEXT(struct contact_person, phone), JSON_TEXT(struct contact_person, email),
    JSON_DATE(struct contact_person, from),  JSON_DATE(struct contact_person, until),
    JSON_BOOL(struct contact_person, focal),
};
static const struct json_member SAID_OUT[] = {
    JSON_TEXT(struct contact_said, area),  JSON_TEXT(struct contact_said, address),
    JSON_TEXT(struct contact_said, hours), JSON_TEXT(struct contact_said, phone),
    JSON_TEXT(struct contact_said, email), JSON_TEXT(struct contact_said, note),
};
static const struct json_member POINT_OUT[] = {
    JSON_INT(struct contact_point, id),
    JSON_INT(struct contact_point, version),
    JSON_TEXT(struct contact_point, name),
    JSON_TEXT(struct contact_point, kind),
    JSON_TEXT(struct contact_point, level),
    JSON_BOOL(struct contact_point, public),
    JSON_TEXT(struct contact_point, services),
    JSON_FLAT(struct contact_point, said, SAID_OUT),
    JSON_DATE(struct contact_point, confirmed_on),
    JSON_BOOL(struct contact_point, stale),
    JSON_DATE(struct contact_point, ended_on),
    JSON_LIST(struct contact_point, persons, persons_count, PERSON_OUT),
};

static err filter_read(struct req *rq, struct contact_filter *ret)
{
    struct contact_filter f = {.limit = PAGE};
    int64_t unconfirmed, ended, skip;
    err e;

    if ((e = req_query(rq, "words", &f.words)) || (e = req_query(rq, "kind", &f.kind)) ||
        (e = req_query_int(rq, "unconfirmed", 0, 1, 0, &unconfirmed)) ||
        (e = req_query_int(rq, "ended", 0, 1, 0, &ended)) ||
        (e = req_query_int(rq, "skip", 0, INT32_MAX, 0, &skip)))
        return e;
    f.unconfirmed = unconfirmed == 1;
    f.ended = ended == 1;
    f.skip = (size_t)skip;
    *ret = f;
    return OK;
}

static err point_get_all(struct req *rq)
{
    struct contact_filter f;
    struct contact_point *list;
    struct json_writer *j;
    size_t count, total;
    err e;

    if ((e = filter_read(rq, &f)) || (e = contact_point_list(&rq->work, &f, &list, &count, &total)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "total", (int64_t)total);
    json_put_structs(j, "contact_points", MEMBERS(POINT_OUT), list, count);
    return reply_done(rq, 200);
}

static const struct json_member NAME_OUT[] = {
    JSON_INT(struct contact_name, id),
    JSON_TEXT(struct contact_name, name),
    JSON_TEXT(struct contact_name, kind),
    JSON_BOOL(struct contact_name, stale),
};

static err name_get_all(struct req *rq)
{
    struct contact_name names[CONTACT_NAMES];
    const char *words;
    size_t count;
    err e;

    if ((e = req_query(rq, "words", &words)) || (e = contact_name_list(&rq->work, words, names, &count)))
        return e;
    return reply_structs(rq, "names", MEMBERS(NAME_OUT), names, count);
}

static err csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    err e = contact_sheet_write(&rq->work, &out);

    return e ? e : reply_file(rq, "text/csv; charset=utf-8", "adresari.csv", out.data, out.len);
}

static err pdf_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    err e = contact_book_write(&rq->work, &out);

    return e ? e : reply_file(rq, "application/pdf", "adresari.pdf", out.data, out.len);
}

static const struct json_member NOTE_OUT[] = {
    JSON_INT(struct contact_note, line),
    JSON_TEXT(struct contact_note, column),
    JSON_TEXT(struct contact_note, code),
    JSON_TEXT(struct contact_note, reason),
};
static const struct json_member REPORT_OUT[] = {
    JSON_INT(struct contact_report, read),     JSON_INT(struct contact_report, added),
    JSON_INT(struct contact_report, changed),  JSON_INT(struct contact_report, bad),
    JSON_BOOL(struct contact_report, written), JSON_LIST(struct contact_report, notes, note_count, NOTE_OUT),
};

static err import_put(struct req *rq)
{
    struct contact_report report;
    err e = contact_import(&rq->work, rq->in->body ? rq->in->body : "", rq->in->body_size, &report);

    if (e == ERR_LIMIT && !strcmp(rq->work.problem.code, "too_many_rows"))
        rq->status_override = 413;
    if (e)
        return e;
    if (report.note_count > NOTES_MAX)
        report.note_count = NOTES_MAX;
    return reply_struct(rq, 200, MEMBERS(REPORT_OUT), &report);
}

#define LIST "/api/v1/contact-points"
static const struct route ROUTES[] = {
    {"GET", LIST, R_COORDINATOR, 0, point_get_all},
    {"POST", LIST, R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, point_post},
    {"GET", LIST "/names", R_COORDINATOR | R_ADMINISTRATOR, 0, name_get_all},
    {"PUT", LIST "/{id}", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, point_put},
    {"POST", LIST "/{id}/confirm", R_COORDINATOR, RT_WRITE, confirm_post},
    {"POST", LIST "/{id}/end", R_COORDINATOR, RT_WRITE, end_post},
    {"GET", LIST ".csv", R_COORDINATOR, RT_BYTES | RT_HEAVY, csv_get},
    {"GET", LIST ".pdf", R_COORDINATOR, RT_BYTES | RT_HEAVY, pdf_get},
    {"PUT", "/api/v1/imports/contact-points", R_COORDINATOR, RT_WRITE | RT_UPLOAD | RT_NO_TX | RT_HEAVY,
     import_put},
};
const struct route_table CONTACT_POINT_ROUTES = ROUTE_TABLE(ROUTES);
