/* Catalogues over HTTP: measures, courts and police, coordinators. They are names for forms and say nothing
 * of anybody in a file. */
#include "api/catalogue.h"

#include "domain/office/municipality.h"
#include "domain/order/catalogue.h"
#include "domain/order/measure.h"
#include "http/reply.h"

static const struct json_member MEASURE_OUT[] = {
    JSON_TEXT(struct measure, code),    JSON_TEXT(struct measure, text),
    JSON_TEXT(struct measure, text_en), JSON_TEXT(struct measure, former),
    JSON_BOOL(struct measure, active),  JSON_WORDS(struct measure, takes, measure_detail_word),
};

static const struct json_member LETTER_OUT[] = {
    JSON_TEXT(struct measure_letter, code),   JSON_TEXT(struct measure_letter, letter),
    JSON_TEXT(struct measure_letter, source), JSON_DATE(struct measure_letter, from),
    JSON_DATE(struct measure_letter, until),
};

static const struct json_member MENU_OUT[] = {
    JSON_WORD(struct measure_menu, kind, order_kind_name),
    JSON_TEXT(struct measure_menu, code),
    JSON_TEXT(struct measure_menu, text),
    JSON_TEXT(struct measure_menu, text_en),
    JSON_TEXT(struct measure_menu, source),
    JSON_DATE(struct measure_menu, from),
    JSON_DATE(struct measure_menu, until),
};

static err measure_get_all(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct measure_book b;
    err e;

    if ((e = measure_book_read(&rq->work, &b)))
        return e;
    json_put_structs(j, "measures", MEMBERS(MEASURE_OUT), b.measures, b.measure_count);
    json_put_structs(j, "letters", MEMBERS(LETTER_OUT), b.letters, b.letter_count);
    json_put_structs(j, "menus", MEMBERS(MENU_OUT), b.menus, b.menu_count);
    return reply_done(rq, 200);
}

static const struct json_member COURT_OUT[] = {
    JSON_TEXT(struct court, name),
    JSON_DATE(struct court, from),
    JSON_DATE(struct court, until),
    JSON_TEXT(struct court, successor),
};

static err court_get_all(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    size_t court_count, police_count;
    struct court *courts;
    const char **police, *usual_court, *usual_police;
    err e;

    if ((e = court_list(&rq->work, &courts, &court_count)) ||
        (e = police_list(&rq->work, &police, &police_count)) ||
        (e = usual_issuers(&rq->work, &usual_court, &usual_police)))
        return e;
    json_put_structs(j, "courts", MEMBERS(COURT_OUT), courts, court_count);
    json_put_texts(j, "police", police, police_count);
    json_put_object(j, "usual");
    json_put_text(j, "court", usual_court);
    json_put_text(j, "police", usual_police ? usual_police : police[0]);
    json_put_end(j);
    return reply_done(rq, 200);
}

static const struct json_member OFFICE_OUT[] = {
    JSON_TEXT_AS(struct municipality, neutral_name, "municipality"),
    JSON_TEXT(struct municipality, help_line),
};

/* What stands on papers that leave the office. */
static err office_get(struct req *rq)
{
    struct municipality m;
    err e = municipality_read(&rq->work, &m);

    return e ? e : reply_struct(rq, 200, MEMBERS(OFFICE_OUT), &m);
}

/* Number and full name, as a sealed file's list needs them; account names help whoever guesses passwords. */
static const struct json_member COORDINATOR_OUT[] = {
    JSON_INT(struct coordinator, id),
    JSON_TEXT(struct coordinator, full_name),
};

static err coordinator_get_all(struct req *rq)
{
    struct coordinator *list;
    size_t count;
    err e;

    if ((e = coordinator_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "coordinators", MEMBERS(COORDINATOR_OUT), list, count);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/measures", R_COORDINATOR, 0, measure_get_all},
    {"GET", "/api/v1/courts", R_COORDINATOR, 0, court_get_all},
    {"GET", "/api/v1/office", R_COORDINATOR, 0, office_get},
    {"GET", "/api/v1/coordinators", R_COORDINATOR, 0, coordinator_get_all},
};
const struct route_table CATALOGUE_ROUTES = ROUTE_TABLE(ROUTES);
