/* Searching files over HTTP. What is found, and what is hidden of sealed files, is decided in
 * domain/file/case_search.c. */
#include "api/case_search.h"

#include "domain/card/card.h"
#include "domain/file/case_search.h"
#include "domain/office/unit.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member LINE_OUT[] = {
    JSON_INT(struct case_line, id),
    JSON_TEXT(struct case_line, number),
    JSON_TEXT(struct case_line, unit),
    JSON_INT(struct case_line, version),
    JSON_BOOL(struct case_line, sealed),
    JSON_TEXT(struct case_line, names),
    JSON_WORD_AS(struct case_line, summary.state, case_state_name, "state"),
    JSON_WORD_AS(struct case_line, summary.kind, order_kind_name, "kind"),
};

static void line_put(struct json_writer *j, const struct case_line *l)
{
    json_put_object(j, NULL);
    json_put_members(j, MEMBERS(LINE_OUT), l);
    json_put_text(j, "order_number", l->summary.kind ? l->summary.number : NULL);
    json_put_date(j, "until", l->summary.until);
    json_put_end(j);
}

static err search_reply(struct req *rq, const struct case_filter *f)
{
    struct json_writer *j = reply_object(rq);
    struct case_line *lines;
    size_t count;
    err e;

    if ((e = case_search(&rq->work, f, &lines, &count)))
        return e;
    json_put_list(j, "cases");
    for (size_t i = 0; i < count; i++)
        line_put(j, &lines[i]);
    json_put_end(j);
    json_put_id(j, "next", count == (size_t)f->limit ? lines[count - 1].id : 0);
    return reply_done(rq, 200);
}

struct search_in {
    const char *q, *unit;
    enum order_kind kind;
    enum case_state state;
    int64_t before, limit;
};
static const struct member SEARCH_IN[] = {
    MEMBER_TEXT(struct search_in, q, LIMIT(CaseSearch, q), OPTIONAL),
    MEMBER_TEXT(struct search_in, unit, LIMIT(CaseSearch, unit), OPTIONAL),
    MEMBER_CHOICE(struct search_in, kind, order_kind_parse, OPTIONAL),
    MEMBER_CHOICE(struct search_in, state, case_state_parse, OPTIONAL),
    MEMBER_INT(struct search_in, before, 0, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct search_in, limit, 1, LIMIT(CaseSearch, limit), OPTIONAL),
};

/* Whose card it is, where q is a card's number: 0 else. That she was found is told by her files alone, past
 * their guard. */
static err holder_find(struct work *w, const char *q, int64_t *ret)
{
    struct problem before = w->problem;
    struct card card;
    err e = q ? card_find_of_file(w, q, false, &card) : ERR_ABSENT;

    if (e == ERR_ABSENT)
        w->problem = before;
    *ret = e ? 0 : card.person;
    return e == ERR_ABSENT ? OK : e;
}

/* No RT_WRITE: it writes nothing but the log, so no answer is kept for sending again. */
static err case_search_post(struct req *rq)
{
    struct case_filter f = {0};
    struct search_in in;
    err e;

    if ((e = input_read(rq, rq->body, SEARCH_IN, COUNT(SEARCH_IN), &in)) ||
        (in.unit && (e = unit_find(&rq->work, in.unit, &f.unit))))
        return e;
    if ((e = holder_find(&rq->work, in.q, &f.holder)))
        return e;
    f.q = in.q;
    f.kind = in.kind;
    f.state = in.state;
    f.before = in.before;
    f.limit = in.limit ? (int)in.limit : DEFAULT(CaseSearch, limit);
    return search_reply(rq, &f);
}

/* Words are names and numbers of people, and addresses are kept in logs and histories. */
static err words_forbid(struct req *rq)
{
    const char *words;
    err e;

    if ((e = req_query(rq, "q", &words)) || !words)
        return e;
    return refuse(&rq->work, ERR_INPUT, "only_in_body", "q", "Words are sent in the body of cases/search.");
}

static err case_get_all(struct req *rq)
{
    struct case_filter f = {0};
    const char *unit;
    int64_t limit;
    err e;

    if ((e = words_forbid(rq)) || (e = req_query(rq, "unit", &unit)) ||
        (unit && (e = unit_find(&rq->work, unit, &f.unit))) ||
        (e = req_query_int(rq, "before", 0, INT64_MAX, 0, &f.before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listCases, limit), DEFAULT(listCases, limit), &limit)))
        return e;
    f.limit = (int)limit;
    return search_reply(rq, &f);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases", R_COORDINATOR, 0, case_get_all},
    {"POST", "/api/v1/cases/search", R_COORDINATOR, RT_BODY, case_search_post},
};
const struct route_table CASE_SEARCH_ROUTES = ROUTE_TABLE(ROUTES);
