/* Meetings over HTTP: prepared and written down by coordinators, counted by directors. */
#include "api/meeting.h"

#include "api/case_work.h"
#include "domain/casework/meeting_minutes.h"
#include "domain/casework/meeting_pack.h"
#include "domain/casework/meeting_paper.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

#define INVITED_TEXT(f) MEMBER_TEXT(struct meeting_invited, f, LIMIT(MeetingInvited, f), OPTIONAL)
static const struct member INVITED_IN[] = {
    INVITED_TEXT(institution),
    INVITED_TEXT(name),
    INVITED_TEXT(nid),
    MEMBER_CHOICE(struct meeting_invited, state, invited_state_parse, OPTIONAL),
    MEMBER_BOOL(struct meeting_invited, head, OPTIONAL),
};

struct meeting_in {
    struct meeting_new meeting; /* first: its members are read in place */
    const char **confirm;
    size_t confirm_count;
    int64_t version;
    int64_t women, men, reports, initiatives;
};
#define SAID_TEXT(f, needed) MEMBER_TEXT(struct meeting_said, f, LIMIT(MeetingNew, f), needed)
#define COUNTED(f, most)     MEMBER_INT(struct meeting_in, f, 0, most, OPTIONAL)
#define MEETING_MEMBERS                                                                                      \
    MEMBER_TEXT(struct meeting_new, kind, LIMIT(MeetingNew, kind), REQUIRED),                                \
        MEMBER_DATE(struct meeting_new, on, REQUIRED), SAID_TEXT(hour, OPTIONAL),                            \
        SAID_TEXT(place, REQUIRED), SAID_TEXT(chair, OPTIONAL), SAID_TEXT(about, OPTIONAL),                  \
        MEMBER_BOOL(struct meeting_new, called_off, OPTIONAL), COUNTED(women, 100000), COUNTED(men, 100000), \
        COUNTED(reports, 1000), COUNTED(initiatives, 1000),                                                  \
        MEMBER_LIST(struct meeting_new, invited, INVITED_IN, struct meeting_invited,                         \
                    LIMIT(MeetingNew, invited), OPTIONAL),                                                   \
        MEMBER_TEXTS(struct meeting_new, files, LIMIT(MeetingNew, files_each), LIMIT(MeetingNew, files),     \
                     OPTIONAL),                                                                              \
        MEMBER_CONFIRM(struct meeting_in)
static const struct member MEETING_IN[] = {MEETING_MEMBERS};
static const struct member CHANGE_IN[] = {MEETING_MEMBERS,
                                          MEMBER_INT(struct meeting_in, version, 1, INT64_MAX, REQUIRED)};

static err meeting_read_in(struct req *rq, const struct member *members, size_t count, struct meeting_in *ret)
{
    err e;

    if ((e = input_read(rq, rq->body, members, count, ret)) ||
        (e = question_confirm(&rq->work, ret->confirm, ret->confirm_count)))
        return e;
    ret->meeting.counts = (struct meeting_counts){ret->women, ret->men, ret->reports, ret->initiatives};
    return OK;
}

static err meeting_post(struct req *rq)
{
    struct meeting_in in;
    int64_t id;
    err e;

    if ((e = meeting_read_in(rq, MEETING_IN, COUNT(MEETING_IN), &in)) ||
        (e = meeting_add(&rq->work, &in.meeting, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err meeting_put(struct req *rq)
{
    struct meeting_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = meeting_read_in(rq, CHANGE_IN, COUNT(CHANGE_IN), &in)) ||
        (e = meeting_change(&rq->work, id, in.version, &in.meeting)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct json_member SAID_OUT[] = {
    JSON_TEXT(struct meeting_said, hour),
    JSON_TEXT(struct meeting_said, place),
};
static const struct json_member COUNTS_OUT[] = {
    JSON_INT(struct meeting_counts, women),
    JSON_INT(struct meeting_counts, men),
    JSON_INT(struct meeting_counts, reports),
    JSON_INT(struct meeting_counts, initiatives),
};
static const struct json_member MEETING_OUT[] = {
    JSON_INT(struct meeting, id),
    JSON_INT(struct meeting, version),
    JSON_TEXT(struct meeting, kind),
    JSON_DATE(struct meeting, on),
    JSON_BOOL(struct meeting, called_off),
    JSON_FLAT(struct meeting, said, SAID_OUT),
    JSON_FLAT(struct meeting, counts, COUNTS_OUT),
    JSON_INT(struct meeting, present),
    JSON_INT(struct meeting, heads),
    JSON_INT_AS(struct meeting, files, "files_count"),
    JSON_INT(struct meeting, copies_out),
    JSON_INSTANT(struct meeting, signed_at),
    JSON_TEXT(struct meeting, signed_by),
};

static err meeting_get_all(struct req *rq)
{
    struct meeting *list;
    int64_t skip;
    size_t count;
    err e;

    if ((e = req_query_int(rq, "skip", 0, INT32_MAX, 0, &skip)) ||
        (e = meeting_list(&rq->work, skip, &list, &count)))
        return e;
    return reply_structs(rq, "meetings", MEMBERS(MEETING_OUT), list, count);
}

static const struct json_member INVITED_OUT[] = {
    JSON_TEXT(struct meeting_invited, institution),
    JSON_TEXT(struct meeting_invited, name),
    JSON_TEXT(struct meeting_invited, nid),
    JSON_WORD(struct meeting_invited, state, invited_state_name),
    JSON_BOOL(struct meeting_invited, head),
};
static const struct json_member FILE_OUT[] = {
    JSON_INT(struct meeting_file, case_id),
    JSON_TEXT(struct meeting_file, number),
    JSON_TEXT(struct meeting_file, unit),
    JSON_BOOL(struct meeting_file, shut),
};
static const struct json_member PAIR_OUT[] = {SAID_PAIR_OUT};
static const struct json_member RECORD_OUT[] = {
    JSON_INT(struct record, id),
    JSON_WORD(struct record, kind, record_kind_name),
    JSON_INT(struct record, root),
    JSON_ID(struct record, answers),
    JSON_ID(struct record, corrects),
    JSON_ID(struct record, case_id),
    JSON_TEXT(struct record, case_number),
    JSON_ID(struct record, meeting),
    JSON_DATE(struct record, on),
    JSON_DATE(struct record, due),
    RECORD_WRITTEN_OUT,
};
static const struct json_member MINUTE_OUT[] = {
    JSON_FLAT(struct case_work, record, RECORD_OUT),
    JSON_BOOL(struct case_work, open),
    JSON_BOOL(struct case_work, later),
    JSON_LIST(struct case_work, said, said_count, PAIR_OUT),
};
static const struct json_member COPY_OUT[] = {
    JSON_INT(struct meeting_copy, number),
    JSON_TEXT(struct meeting_copy, who),
    JSON_INSTANT(struct meeting_copy, printed_at),
    JSON_DATE(struct meeting_copy, returned_on),
};
static const struct json_member LED_OUT[] = {
    JSON_TEXT(struct meeting_said, chair),
    JSON_TEXT(struct meeting_said, about),
};

static err meeting_get(struct req *rq)
{
    struct meeting_copy *copies;
    struct meeting_read m;
    struct json_writer *j;
    size_t copy_count;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = meeting_read(&rq->work, id, &m)) ||
        (e = meeting_copy_list(&rq->work, id, &copies, &copy_count)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(MEETING_OUT), &m.meeting);
    json_put_members(j, MEMBERS(LED_OUT), &m.meeting.said);
    json_put_structs(j, "invited", MEMBERS(INVITED_OUT), m.invited, m.invited_count);
    json_put_structs(j, "files", MEMBERS(FILE_OUT), m.files, m.file_count);
    json_put_structs(j, "minutes", MEMBERS(MINUTE_OUT), m.minutes, m.minutes_count);
    json_put_structs(j, "carried", MEMBERS(MINUTE_OUT), m.carried, m.carried_count);
    json_put_structs(j, "copies", MEMBERS(COPY_OUT), copies, copy_count);
    return reply_done(rq, 200);
}

static const struct member PAIR_IN[] = {SAID_PAIR_IN};
static const struct member MINUTE_IN[] = {
    MEMBER_CHOICE(struct case_work_new, kind, record_kind_parse, REQUIRED),
    MEMBER_INT(struct meeting_minute_new, case_id, 1, INT64_MAX, OPTIONAL),
    MEMBER_DATE(struct case_work_new, on, OPTIONAL),
    MEMBER_DATE(struct case_work_new, due, OPTIONAL),
    MEMBER_INT(struct case_work_new, answers, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct case_work_new, corrects, 1, INT64_MAX, OPTIONAL),
    MEMBER_LIST(struct case_work_new, said, PAIR_IN, struct said_pair, LIMIT(MeetingMinuteNew, said),
                OPTIONAL),
};

static err minute_post(struct req *rq)
{
    struct meeting_minute_new in;
    int64_t id, record;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, MINUTE_IN, COUNT(MINUTE_IN), &in)) ||
        (e = meeting_minute_add(&rq->work, id, &in, &record)))
        return e;
    return reply_id(rq, 201, record);
}

static const struct member SIGN_IN[] = {
    MEMBER_INT(struct meeting_sign, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct meeting_sign, last_record, 0, INT64_MAX, REQUIRED),
};

static err sign_post(struct req *rq)
{
    struct meeting_sign in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, SIGN_IN, COUNT(SIGN_IN), &in)) ||
        (e = meeting_sign(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

static err pack_post(struct req *rq)
{
    int64_t id, added;
    struct json_writer *j;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = meeting_pack_make(&rq->work, id, &added)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "added", added);
    return reply_done(rq, 201);
}

static err pack_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = meeting_pack_write(&rq->work, id, &out)))
        return e;
    return reply_file(rq, "application/pdf", "paketa.pdf", out.data, out.len);
}

static err minutes_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t id, names;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query_int(rq, "names", 0, 1, 0, &names)) ||
        (e = meeting_minutes_write(&rq->work, id, names == 1, &out)))
        return e;
    return reply_file(rq, "application/pdf", "procesverbal.pdf", out.data, out.len);
}

struct tick {
    bool returned;
};
static const struct member TICK_IN[] = {MEMBER_BOOL(struct tick, returned, REQUIRED)};

static err copy_put(struct req *rq)
{
    struct tick in;
    int64_t id, number;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_id(rq, "number", &number)) ||
        (e = input_read(rq, rq->body, TICK_IN, COUNT(TICK_IN), &in)) ||
        (e = meeting_copy_tick(&rq->work, id, number, in.returned)))
        return e;
    return reply_id(rq, 200, id);
}

#define LIST "/api/v1/meetings"
static const struct route ROUTES[] = {
    {"GET", LIST, R_COORDINATOR | R_DIRECTOR, 0, meeting_get_all},
    {"POST", LIST, R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, meeting_post},
    {"GET", LIST "/{id}", R_COORDINATOR, 0, meeting_get},
    {"PUT", LIST "/{id}", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, meeting_put},
    {"POST", LIST "/{id}/minutes", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, minute_post},
    {"POST", LIST "/{id}/sign", R_COORDINATOR, RT_WRITE | RT_BODY, sign_post},
    {"POST", LIST "/{id}/pack", R_COORDINATOR, RT_WRITE, pack_post},
    {"GET", LIST "/{id}/pack.pdf", R_COORDINATOR, RT_BYTES | RT_HEAVY, pack_get},
    {"GET", LIST "/{id}/minutes.pdf", R_COORDINATOR, RT_BYTES | RT_HEAVY, minutes_get},
    {"PUT", LIST "/{id}/copies/{number}", R_COORDINATOR, RT_WRITE | RT_BODY, copy_put},
};
const struct route_table MEETING_ROUTES = ROUTE_TABLE(ROUTES);
