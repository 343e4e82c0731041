/* Cards: issued to a person of a file, read, printed, ended. */
#include "api/card.h"

#include "api/instant.h"
#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_print.h"
#include "http/input.h"
#include "http/reply.h"

static json_t *day_json(date d)
{
    char text[DATE_TEXT];

    return date_known(d) ? json_string(date_format(d, text)) : json_null();
}

static json_t *services_json(unsigned services)
{
    static const enum card_service ALL[] = {SERVICE_TRANSPORT, SERVICE_DOCUMENTS, SERVICE_KINDERGARTEN};
    json_t *list = json_array();

    for (size_t i = 0; i < COUNT(ALL); i++)
        if (services & ALL[i])
            json_array_append_new(list, json_string(card_service_name(ALL[i])));
    return list;
}

static json_t *spans_json(const struct card *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->span_count; i++) {
        const struct card_span *s = &c->spans[i];

        json_array_append_new(list, json_pack("{s:s, s:o, s:o}", "service", service_name(s->service), "from",
                                              day_json(s->from), "until", day_json(s->until)));
    }
    return list;
}

/* until: the last day printed on it. spans: what the orders say now, until null where one lies open. */
static json_t *card_json(const struct card *c)
{
    json_t *json = json_pack(
        "{s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:s?, s:o, s:o, s:s?, s:s?, s:{s:I, s:I, s:b}}", "number",
        c->number, "person", (json_int_t)c->person, "services", services_json(c->services), "issued_on",
        day_json(c->issued_on), "issued_at", instant_json(c->issued_at), "until", day_json(c->exp_day),
        "closed_on", day_json(c->closed_on), "flag", c->flag, "spans", spans_json(c), "revoked_at",
        instant_json(c->revoked_at), "revoked_why", c->revoked_why, "replaced_by", c->replaced_by, "status",
        "list", (json_int_t)c->list, "index", (json_int_t)c->index, "bit", c->bit);

    if (json && c->text)
        json_object_set_new(json, "text", json_string(c->text));
    return json;
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
    return reply_json(rq, 201, card_json(&card));
}

static err card_get_all(struct req *rq)
{
    struct card *cards;
    int64_t person;
    size_t count;
    json_t *items;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = card_list(&rq->work, person, &cards, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, card_json(&cards[i]));
    return reply_json(rq, 200, json_pack("{s:o}", "cards", items));
}

static err card_get(struct req *rq)
{
    struct card card;
    err e;

    if ((e = card_read(&rq->work, req_param(rq, "no"), true, &card)))
        return e;
    return reply_json(rq, 200, card_json(&card));
}

static err card_picture(struct req *rq, enum card_format format, const char *type)
{
    CLEANUP(buf_wipe) struct buf picture = {0};
    err e;

    if ((e = card_print(&rq->work, req_param(rq, "no"), format, &picture)))
        return e;
    return reply_bytes(rq, type, NULL, picture.data, picture.len);
}

static err card_svg(struct req *rq)
{
    return card_picture(rq, CARD_SVG, "image/svg+xml");
}

static err card_png(struct req *rq)
{
    return card_picture(rq, CARD_PNG, "image/png");
}

static err card_pdf(struct req *rq)
{
    return card_picture(rq, CARD_PDF, "application/pdf");
}

static err sheet_pdf(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf sheets = {0};
    int64_t case_id;
    err e;

    if ((e = req_id(rq, "id", &case_id)) || (e = card_print_case(&rq->work, case_id, &sheets)))
        return e;
    return reply_bytes(rq, "application/pdf", NULL, sheets.data, sheets.len);
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
    if (in.why != CARD_REVOKED && in.why != CARD_LOST)
        return refuse(&rq->work, ERR_INPUT, "unknown_value", "why", "either revoked or lost");
    if ((e = card_revoke(&rq->work, number, in.why)) || (e = card_read(&rq->work, number, false, &card)))
        return e;
    return reply_json(rq, 200, card_json(&card));
}

static err card_post_replace(struct req *rq)
{
    struct card card;
    err e;

    if ((e = card_replace(&rq->work, req_param(rq, "no"), &card)))
        return e;
    return reply_json(rq, 201, card_json(&card));
}

/* {"card": null} with a warning where no new one could be issued. */
static err card_post_compromised(struct req *rq)
{
    struct card card;
    err e;

    if ((e = card_compromised(&rq->work, req_param(rq, "no"), &card)))
        return e;
    return reply_json(rq, card.id ? 201 : 200,
                      json_pack("{s:o}", "card", card.id ? card_json(&card) : json_null()));
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/persons/{id}/cards", R_COORDINATOR, RT_WRITE | RT_BODY, card_post},
    {"GET", "/api/v1/persons/{id}/cards", R_COORDINATOR, 0, card_get_all},
    {"GET", "/api/v1/cards/{no}", R_COORDINATOR, 0, card_get},
    {"GET", "/api/v1/cards/{no}.svg", R_COORDINATOR, 0, card_svg},
    {"GET", "/api/v1/cards/{no}.png", R_COORDINATOR, 0, card_png},
    {"GET", "/api/v1/cards/{no}.pdf", R_COORDINATOR, 0, card_pdf},
    {"GET", "/api/v1/cases/{id}/cards.pdf", R_COORDINATOR, 0, sheet_pdf},
    {"POST", "/api/v1/cards/{no}/revoke", R_COORDINATOR, RT_WRITE | RT_BODY, card_post_revoke},
    {"POST", "/api/v1/cards/{no}/replace", R_COORDINATOR, RT_WRITE, card_post_replace},
    {"POST", "/api/v1/cards/{no}/compromised", R_COORDINATOR, RT_WRITE, card_post_compromised},
};
const struct route_table CARD_ROUTES = ROUTE_TABLE(ROUTES);
