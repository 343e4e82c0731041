/* Cards over HTTP: issued to a person of a file, read, printed, ended. What a check at a door is told is not
 * here but in api/check.c. */
#include "api/card.h"

#include "api/case_id.h"
#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_print.h"
#include "domain/card/card_wait.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member SPAN_OUT[] = {
    JSON_WORD(struct card_span, service, service_name),
    JSON_DATE(struct card_span, from),
    JSON_DATE(struct card_span, until),
};
/* until: the last day printed on it. spans: what the orders say now, until null where one lies open. */
static const struct json_member CARD_OUT[] = {
    JSON_TEXT(struct card, number),
    JSON_INT(struct card, person),
    JSON_WORDS(struct card, services, card_service_name),
    JSON_DATE(struct card, issued_on),
    JSON_INSTANT(struct card, issued_at),
    JSON_DATE_AS(struct card, exp_day, "until"),
    JSON_DATE(struct card, closed_on),
    JSON_TEXT(struct card, flag),
    JSON_BOOL(struct card, reprint),
    JSON_LIST(struct card, spans, span_count, SPAN_OUT),
    JSON_INSTANT(struct card, revoked_at),
    JSON_TEXT(struct card, revoked_why),
    JSON_TEXT(struct card, replaced_by),
};
/* Where the card stands in the public list: for whoever wants to know why a device refuses it. */
static const struct json_member STATUS_OUT[] = {
    JSON_INT(struct card, list),
    JSON_INT(struct card, index),
    JSON_BOOL(struct card, bit),
};

/* Into the open object. */
static void card_put(struct json_writer *j, const struct card *c)
{
    json_put_members(j, MEMBERS(CARD_OUT), c);
    json_put_struct(j, "status", MEMBERS(STATUS_OUT), c);
    /* The signed text comes only where it was asked for: whoever has it has the card. */
    if (c->text)
        json_put_text(j, "text", c->text);
}

static err card_reply(struct req *rq, int status, const struct card *c)
{
    card_put(reply_object(rq), c);
    return reply_done(rq, status);
}

struct card_in {
    int64_t case_id, version;
    unsigned services;
    bool no_hint;
};
static const struct member CARD_IN[] = {
    MEMBER_INT(struct card_in, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct card_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_SET(struct card_in, services, card_service_parse, REQUIRED),
    MEMBER_BOOL(struct card_in, no_hint, OPTIONAL),
};

static err card_post(struct req *rq)
{
    struct card_new new = {0};
    struct card_in in;
    struct card card;
    err e;

    if ((e = req_id(rq, "id", &new.person)) || (e = input_read(rq, rq->body, CARD_IN, COUNT(CARD_IN), &in)))
        return e;
    new.case_id = in.case_id;
    new.version = in.version;
    new.services = in.services;
    new.no_hint = in.no_hint;
    if ((e = card_issue(&rq->work, &new, &card)))
        return e;
    return card_reply(rq, 201, &card);
}

static err card_get_all(struct req *rq)
{
    struct card *cards;
    int64_t person;
    size_t count;
    struct json_writer *j;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = card_list(&rq->work, person, &cards, &count)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "cards");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        card_put(j, &cards[i]);
        json_put_end(j);
    }
    json_put_end(j);
    return reply_done(rq, 200);
}

static err card_get(struct req *rq)
{
    struct card card;
    struct json_writer *j;
    date waits;
    err e;

    if ((e = card_read(&rq->work, req_param(rq, "no"), true, &card)) ||
        (e = card_waits_from(&rq->work, &card, &waits)))
        return e;
    j = reply_object(rq);
    card_put(j, &card);
    json_put_date(j, "waits_from", waits);
    return reply_done(rq, 200);
}

static err card_picture(struct req *rq, enum card_format format, const char *type, const char *name)
{
    CLEANUP(buf_wipe) struct buf picture = {0};
    int64_t back;
    err e;

    if ((e = req_query_int(rq, "back", 0, 1, 0, &back)) ||
        (e = card_print(&rq->work, req_param(rq, "no"), format, back != 0, &picture)))
        return e;
    return reply_file(rq, type, name, picture.data, picture.len);
}

static err card_svg(struct req *rq)
{
    return card_picture(rq, CARD_SVG, "image/svg+xml; charset=utf-8", "karta.svg");
}

static err card_png(struct req *rq)
{
    return card_picture(rq, CARD_PNG, "image/png", "karta.png");
}

static err card_pdf(struct req *rq)
{
    return card_picture(rq, CARD_PDF, "application/pdf", "karta.pdf");
}

static err sheet_pdf(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf sheets = {0};
    int64_t case_id, back;
    err e;

    if ((e = req_query_int(rq, "back", 0, 1, 0, &back)) || (e = req_case(rq, &case_id)) ||
        (e = card_print_case(&rq->work, case_id, back != 0, &sheets)))
        return e;
    return reply_file(rq, "application/pdf", "kartat.pdf", sheets.data, sheets.len);
}

/* The other ends have routes of their own. */
static bool revocation_parse(const char *name, enum card_end *ret)
{
    return card_end_parse(name, ret) && (*ret == CARD_REVOKED || *ret == CARD_LOST);
}

struct revoke_in {
    enum card_end why;
};
static const struct member REVOKE_IN[] = {
    MEMBER_CHOICE(struct revoke_in, why, revocation_parse, REQUIRED),
};

static err card_post_revoke(struct req *rq)
{
    const char *number = req_param(rq, "no");
    struct revoke_in in;
    struct card card;
    err e;

    if ((e = input_read(rq, rq->body, REVOKE_IN, COUNT(REVOKE_IN), &in)))
        return e;
    if ((e = card_revoke(&rq->work, number, in.why)) || (e = card_read(&rq->work, number, false, &card)))
        return e;
    return card_reply(rq, 200, &card);
}

static err card_post_replace(struct req *rq)
{
    struct card card;
    err e;

    if ((e = card_replace(&rq->work, req_param(rq, "no"), &card)))
        return e;
    return card_reply(rq, 201, &card);
}

/* {"card": null} with a warning where no new one could be issued. */
static err card_post_compromised(struct req *rq)
{
    struct json_writer *j;
    struct card card;
    err e;

    if ((e = card_compromised(&rq->work, req_param(rq, "no"), &card)))
        return e;
    j = reply_object(rq);
    if (card.id) {
        json_put_object(j, "card");
        card_put(j, &card);
        json_put_end(j);
    } else {
        json_put_null(j, "card");
    }
    return reply_done(rq, card.id ? 201 : 200);
}

/* Pictures are GET though each is logged: the browser shows them as pictures. Their paths name the card's
 * number only. */
static const struct route ROUTES[] = {
    {"POST", "/api/v1/persons/{id}/cards", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, card_post},
    {"GET", "/api/v1/persons/{id}/cards", R_COORDINATOR, 0, card_get_all},
    {"GET", "/api/v1/cards/{no}", R_COORDINATOR, 0, card_get},
    {"GET", "/api/v1/cards/{no}.svg", R_COORDINATOR, RT_BYTES, card_svg},
    {"GET", "/api/v1/cards/{no}.png", R_COORDINATOR, RT_BYTES, card_png},
    {"GET", "/api/v1/cards/{no}.pdf", R_COORDINATOR, RT_BYTES, card_pdf},
    {"GET", "/api/v1/cases/{id}/cards.pdf", R_COORDINATOR, RT_BYTES | RT_HEAVY, sheet_pdf},
    {"POST", "/api/v1/cards/{no}/revoke", R_COORDINATOR, RT_WRITE | RT_URGENT | RT_BODY | RT_FORM,
     card_post_revoke},
    {"POST", "/api/v1/cards/{no}/replace", R_COORDINATOR, RT_WRITE | RT_URGENT, card_post_replace},
    {"POST", "/api/v1/cards/{no}/compromised", R_COORDINATOR, RT_WRITE | RT_URGENT, card_post_compromised},
};
const struct route_table CARD_ROUTES = ROUTE_TABLE(ROUTES);
