/* Grounds over HTTP: the economic-aid office's own. What an answer tells of a card is the same whatever else
 * its holder has (domain/ground/ground_card.h). */
#include "api/ground.h"

#include <string.h>

#include "domain/claim/ground_claim.h"
#include "domain/ground/ground.h"
#include "domain/ground/ground_card.h"
#include "domain/ground/ground_cover.h"
#include "domain/ground/ground_import.h"
#include "domain/ground/ground_kind.h"
#include "domain/ground/ground_view.h"
#include "domain/office/organisation.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

#define ROWS_MAX  5000 /* a few seconds, in which nobody else writes; the command line takes more */
#define CARDS_MAX 200  /* made at once: a second or two */
#define NOTES_MAX 500

#define GROUND_TEXT(f, needed) MEMBER_TEXT(struct ground_new, f, LIMIT(GroundNew, f), needed)
static const struct member GROUND_IN[] = {
    GROUND_TEXT(first_name, REQUIRED),
    GROUND_TEXT(surname, OPTIONAL),
    MEMBER_INT(struct ground_new, birth_year, 1900, 2200, OPTIONAL),
    GROUND_TEXT(nid, OPTIONAL),
    GROUND_TEXT(unit, OPTIONAL),
    GROUND_TEXT(kind, REQUIRED),
    GROUND_TEXT(decision, REQUIRED),
    MEMBER_DATE(struct ground_new, decided_on, REQUIRED),
    MEMBER_DATE(struct ground_new, from, OPTIONAL),
    MEMBER_DATE(struct ground_new, until, OPTIONAL),
};

static err ground_post(struct req *rq)
{
    struct ground_new in;
    int64_t holder;
    err e;

    if ((e = input_read(rq, rq->body, GROUND_IN, COUNT(GROUND_IN), &in)) ||
        (e = ground_add(&rq->work, &in, &holder)))
        return e;
    return reply_id(rq, 201, holder);
}

struct end_in {
    date until;
};
static const struct member END_IN[] = {MEMBER_DATE(struct end_in, until, REQUIRED)};

static err end_with(struct req *rq, err (*end)(struct work *w, int64_t id, date until))
{
    struct end_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, END_IN, COUNT(END_IN), &in)) ||
        (e = end(&rq->work, id, in.until)))
        return e;
    return reply_id(rq, 200, id);
}

static err end_post(struct req *rq)
{
    return end_with(rq, ground_end);
}

static const struct json_member GROUND_OUT[] = {
    JSON_INT(struct ground, id),          JSON_TEXT(struct ground, kind), JSON_TEXT(struct ground, decision),
    JSON_DATE(struct ground, decided_on), JSON_DATE(struct ground, from), JSON_DATE(struct ground, until),
};
static const struct json_member CARD_OUT[] = {
    JSON_TEXT(struct ground_card, number),    JSON_WORDS(struct ground_card, services, card_service_name),
    JSON_DATE(struct ground_card, until),     JSON_BOOL(struct ground_card, outdated),
    JSON_BOOL(struct ground_card, unprinted),
};
static const struct json_member HOLDER_OUT[] = {
    JSON_INT(struct ground_view, id),
    JSON_TEXT(struct ground_view, first_name),
    JSON_TEXT(struct ground_view, surname),
    JSON_TEXT(struct ground_view, birth_year),
    JSON_TEXT(struct ground_view, unit),
    JSON_BOOL(struct ground_view, numbered),
    JSON_LIST(struct ground_view, grounds, ground_count, GROUND_OUT),
    JSON_STRUCT(struct ground_view, card, CARD_OUT),
};

static err holder_reply(struct req *rq, int64_t id)
{
    struct ground_view h;
    err e = ground_view_read(&rq->work, id, &h);

    return e ? e : reply_struct(rq, 200, MEMBERS(HOLDER_OUT), &h);
}

static err holder_get(struct req *rq)
{
    int64_t id;
    err e = req_id(rq, "id", &id);

    return e ? e : holder_reply(rq, id);
}

struct holder_in {
    const char *first_name, *surname, *nid, *unit;
    int64_t birth_year;
    bool same;
};
#define CORRECT_TEXT(f, needed) MEMBER_TEXT(struct holder_in, f, LIMIT(GroundHolderNew, f), needed)
static const struct member CORRECT_IN[] = {
    CORRECT_TEXT(first_name, REQUIRED),
    CORRECT_TEXT(surname, OPTIONAL),
    MEMBER_INT(struct holder_in, birth_year, 1900, 2200, OPTIONAL),
    CORRECT_TEXT(nid, OPTIONAL),
    CORRECT_TEXT(unit, OPTIONAL),
    MEMBER_BOOL(struct holder_in, same, OPTIONAL),
};

static err holder_put(struct req *rq)
{
    struct holder_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, CORRECT_IN, COUNT(CORRECT_IN), &in)) ||
        (e = ground_holder_correct(&rq->work, id,
                                   &(struct ground_new){.first_name = in.first_name,
                                                        .surname = in.surname,
                                                        .birth_year = in.birth_year,
                                                        .nid = in.nid,
                                                        .unit = in.unit},
                                   in.same, &id)))
        return e;
    return holder_reply(rq, id);
}

static const struct member SEARCH_IN[] = {
    MEMBER_TEXT(struct ground_filter, words, LIMIT(GroundSearch, words), OPTIONAL),
    MEMBER_TEXT(struct ground_filter, kind, LIMIT(GroundSearch, kind), OPTIONAL),
    MEMBER_CHOICE(struct ground_filter, due, ground_due_parse, OPTIONAL),
    MEMBER_INT(struct ground_filter, skip, 0, INT32_MAX, OPTIONAL),
};

static err search_post(struct req *rq)
{
    struct ground_filter f;
    struct ground_view *list;
    struct json_writer *j;
    size_t count, total;
    err e;

    if ((e = input_read(rq, rq->body, SEARCH_IN, COUNT(SEARCH_IN), &f)) ||
        (e = ground_view_list(&rq->work, &f, &list, &count, &total)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "total", (int64_t)total);
    json_put_structs(j, "holders", MEMBERS(HOLDER_OUT), list, count);
    return reply_done(rq, 200);
}

/* ---- cards */

struct card_in {
    bool no_hint;
};
static const struct member CARD_IN[] = {MEMBER_BOOL(struct card_in, no_hint, OPTIONAL)};

static err card_post(struct req *rq)
{
    struct card_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, CARD_IN, COUNT(CARD_IN), &in)) ||
        (e = ground_card_issue(&rq->work, id, in.no_hint)))
        return e;
    return holder_reply(rq, id);
}

struct card_end_in {
    enum card_end why;
};
/* Of its ends the two that people tell; the others are the program's own. */
static bool end_parse(const char *name, enum card_end *ret)
{
    enum card_end why;

    if (!card_end_parse(name, &why) || (why != CARD_REVOKED && why != CARD_LOST))
        return false;
    *ret = why;
    return true;
}
static const struct member CARD_END_IN[] = {MEMBER_CHOICE(struct card_end_in, why, end_parse, REQUIRED)};

static err card_end_post(struct req *rq)
{
    struct card_end_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, CARD_END_IN, COUNT(CARD_END_IN), &in)) ||
        (e = ground_card_end(&rq->work, id, in.why)))
        return e;
    return holder_reply(rq, id);
}

static err card_pdf(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t id, back;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query_int(rq, "back", 0, 1, 0, &back)) ||
        (e = ground_card_print(&rq->work, id, back != 0, &out)))
        return e;
    return reply_file(rq, "application/pdf", "karta.pdf", out.data, out.len);
}

/* ---- many cards */

struct many_in {
    int64_t most;
};
static const struct member MANY_IN[] = {
    MEMBER_INT(struct many_in, most, 1, CARDS_MAX, REQUIRED),
};

static err cards_post(struct req *rq)
{
    struct many_in in;
    struct json_writer *j;
    size_t made;
    err e;

    if ((e = input_read(rq, rq->body, MANY_IN, COUNT(MANY_IN), &in)) ||
        (e = ground_card_issue_all(&rq->work, (size_t)in.most, NULL, NULL, &made)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "made", (int64_t)made);
    return reply_done(rq, 200);
}

static err cards_pdf(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t back;
    err e;

    if ((e = req_query_int(rq, "back", 0, 1, 0, &back)) ||
        (e = ground_card_sheet(&rq->work, back != 0, &out)))
        return e;
    return reply_file(rq, "application/pdf", "kartat.pdf", out.data, out.len);
}

struct printed_in {
    struct holder_named {
        int64_t id;
    } * holders;
    size_t holders_count;
};
static const struct member HOLDER_IN[] = {MEMBER_INT(struct holder_named, id, 1, INT64_MAX, REQUIRED)};
static const struct member PRINTED_IN[] = {
    MEMBER_LIST(struct printed_in, holders, HOLDER_IN, struct holder_named, GROUND_SHEET_MOST, REQUIRED),
};

static err printed_post(struct req *rq)
{
    struct printed_in in;
    struct json_writer *j;
    err e;

    if ((e = input_read(rq, rq->body, PRINTED_IN, COUNT(PRINTED_IN), &in)))
        return e;
    for (size_t i = 0; i < in.holders_count; i++)
        if ((e = ground_card_printed(&rq->work, in.holders[i].id)))
            return e;
    j = reply_object(rq);
    json_put_int(j, "printed", (int64_t)in.holders_count);
    return reply_done(rq, 200);
}

static const struct member PLACE_IN[] = {
    MEMBER_INT(struct ground_place, organisation, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct ground_place, from, REQUIRED),
    MEMBER_DATE(struct ground_place, until, OPTIONAL),
};

static err place_post(struct req *rq)
{
    struct ground_place in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, PLACE_IN, COUNT(PLACE_IN), &in)) ||
        (e = ground_enrol(&rq->work, id, &in)))
        return e;
    return holder_reply(rq, id);
}

/* ---- rules */

static const struct json_member KIND_OUT[] = {
    JSON_TEXT(struct ground_kind, code),    JSON_TEXT(struct ground_kind, text),
    JSON_TEXT(struct ground_kind, text_en), JSON_DATE(struct ground_kind, from),
    JSON_DATE(struct ground_kind, until),
};

static void rule_put(struct json_writer *j, const struct ground_rule *r)
{
    json_put_object(j, NULL);
    json_put_int(j, "id", r->id);
    json_put_text(j, "kind", r->kind);
    json_put_text(j, "service", service_name(r->service));
    json_put_text(j, "source", r->source);
    json_put_date(j, "from", r->days.from);
    json_put_date(j, "until", r->days.until);
    json_put_end(j);
}

static void kindergartens_put(struct json_writer *j, const struct organisation *list, size_t count)
{
    json_put_list(j, "kindergartens");
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind != ORGANISATION_KINDERGARTEN || !list[i].active)
            continue;
        json_put_object(j, NULL);
        json_put_int(j, "id", list[i].id);
        json_put_text(j, "name", list[i].name);
        json_put_end(j);
    }
    json_put_end(j);
}

static err rule_get_all(struct req *rq)
{
    struct organisation *organisations;
    struct ground_rule *rules;
    struct ground_kind *kinds;
    size_t kind_count, rule_count, organisation_count;
    struct json_writer *j;
    err e;

    if ((e = ground_kind_list(&rq->work, &kinds, &kind_count)) ||
        (e = ground_rules_load(&rq->work, &rules, &rule_count)) ||
        (e = organisation_list(&rq->work, &organisations, &organisation_count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "kinds", MEMBERS(KIND_OUT), kinds, kind_count);
    json_put_list(j, "rules");
    for (size_t i = 0; i < rule_count; i++)
        rule_put(j, &rules[i]);
    json_put_end(j);
    kindergartens_put(j, organisations, organisation_count);
    return reply_done(rq, 200);
}

static bool rule_service_parse(const char *name, enum service *ret)
{
    enum service s;

    if (!service_parse(name, &s) || s == SV_PAYMENT)
        return false;
    *ret = s;
    return true;
}
static const struct member RULE_IN[] = {
    MEMBER_TEXT(struct ground_rule_new, kind, LIMIT(GroundRuleNew, kind), REQUIRED),
    MEMBER_CHOICE(struct ground_rule_new, service, rule_service_parse, REQUIRED),
    MEMBER_TEXT(struct ground_rule_new, source, LIMIT(GroundRuleNew, source), REQUIRED),
    MEMBER_DATE(struct ground_rule_new, from, REQUIRED),
    MEMBER_DATE(struct ground_rule_new, until, OPTIONAL),
};

static err rule_post(struct req *rq)
{
    struct ground_rule_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, RULE_IN, COUNT(RULE_IN), &in)) ||
        (e = ground_rule_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err rule_end_post(struct req *rq)
{
    return end_with(rq, ground_rule_end);
}

/* ---- lists, and the cover */

static void note_put(struct json_writer *j, const struct import_note *n)
{
    json_put_object(j, NULL);
    json_put_int(j, "line", (int64_t)n->line);
    json_put_text(j, "column", n->column);
    json_put_text(j, "code", n->code);
    json_put_text(j, "reason", n->reason);
    json_put_end(j);
}

static err import_put(struct req *rq)
{
    struct ground_import_options options = {.rows_max = ROWS_MAX};
    struct ground_report r;
    struct json_writer *j;
    int64_t skip_bad;
    size_t shown;
    err e;

    if ((e = req_query_int(rq, "skip_bad", 0, 1, 0, &skip_bad)))
        return e;
    options.skip_bad = skip_bad == 1;
    e = ground_import(&rq->work, rq->in->body ? rq->in->body : "", rq->in->body_size, &options, &r);
    if (e == ERR_LIMIT && !strcmp(rq->work.problem.code, "too_many_rows"))
        rq->status_override = 413;
    if (e)
        return e;
    shown = r.note_count < NOTES_MAX ? r.note_count : NOTES_MAX;
    j = reply_object(rq);
    json_put_int(j, "read", (int64_t)r.read);
    json_put_int(j, "added", (int64_t)r.added);
    json_put_int(j, "already_there", (int64_t)r.there);
    json_put_int(j, "bad", (int64_t)r.bad);
    json_put_bool(j, "written", r.written);
    json_put_list(j, "notes");
    for (size_t i = 0; i < shown; i++)
        note_put(j, &r.notes[i]);
    json_put_end(j);
    json_put_int(j, "notes_left_off", (int64_t)(r.note_count - shown));
    return reply_done(rq, 200);
}

static const struct json_member LINE_OUT[] = {
    JSON_TEXT(struct cover_line, name), JSON_WORD(struct cover_line, service, service_name),
    JSON_INT(struct cover_line, other), JSON_INT(struct cover_line, orders),
    JSON_BOOL(struct cover_line, thin),
};
static const struct json_member COVER_OUT[] = {
    JSON_LIST(struct cover, all, all_count, LINE_OUT),
    JSON_LIST(struct cover, units, units_count, LINE_OUT),
    JSON_LIST(struct cover, kindergartens, kindergartens_count, LINE_OUT),
};

static err cover_get(struct req *rq)
{
    struct cover c;
    err e = cover_count(&rq->work, &c);

    return e ? e : reply_struct(rq, 200, MEMBERS(COVER_OUT), &c);
}

#define GROUNDS "/api/v1/grounds"
#define HOLDER  "/api/v1/ground-holders/{id}"
#define CARDS   "/api/v1/ground-cards"
#define RULES   "/api/v1/ground-rules"
static const struct route ROUTES[] = {
    {"POST", GROUNDS, R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, ground_post},
    {"POST", GROUNDS "/search", R_AID_OFFICER, RT_BODY, search_post},
    {"POST", GROUNDS "/{id}/end", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM | RT_URGENT, end_post},
    {"GET", HOLDER, R_AID_OFFICER, 0, holder_get},
    {"PUT", HOLDER, R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, holder_put},
    {"POST", HOLDER "/card", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, card_post},
    {"POST", HOLDER "/card/end", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM | RT_URGENT, card_end_post},
    {"GET", HOLDER "/card.pdf", R_AID_OFFICER, RT_BYTES | RT_HEAVY, card_pdf},
    {"POST", HOLDER "/enrolments", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, place_post},
    {"POST", CARDS, R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM | RT_HEAVY, cards_post},
    {"GET", CARDS ".pdf", R_AID_OFFICER, RT_BYTES | RT_HEAVY, cards_pdf},
    {"POST", CARDS "/printed", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, printed_post},
    {"GET", RULES, R_AID_OFFICER | R_ADMINISTRATOR | R_DIRECTOR, 0, rule_get_all},
    {"POST", RULES, R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, rule_post},
    {"POST", RULES "/{id}/end", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, rule_end_post},
    {"PUT", "/api/v1/imports/grounds", R_AID_OFFICER, RT_WRITE | RT_UPLOAD | RT_NO_TX | RT_HEAVY, import_put},
    {"GET", "/api/v1/cover", R_COORDINATOR | R_DIRECTOR, 0, cover_get},
};
const struct route_table GROUND_ROUTES = ROUTE_TABLE(ROUTES);
