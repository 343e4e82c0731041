/* Searching files over HTTP. */
#include "api/case_search.h"

#include "api/instant.h"
#include "domain/file/case_file.h"
#include "domain/file/case_search.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static json_t *line_json(const struct case_line *l)
{
    const struct case_standing *t = &l->standing;

    return json_pack("{s:I, s:s, s:s, s:I, s:b, s:s?, s:s, s:s?, s:s?, s:o}", "id", (json_int_t)l->id,
                     "number", l->number, "unit", l->unit, "version", (json_int_t)l->version, "sealed",
                     l->sealed, "names", l->names, "state", case_state_name(t->state), "kind",
                     t->kind ? order_kind_name(t->kind) : NULL, "order_number", t->kind ? t->number : NULL,
                     "until", date_json(t->until));
}

static err search_reply(struct req *rq, const struct case_filter *f)
{
    struct case_line *lines;
    json_t *items;
    size_t count;
    err e;

    if ((e = case_search(&rq->work, f, &lines, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, line_json(&lines[i]));
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o}", "cases", items, "next",
                                count == (size_t)f->limit ? json_integer(lines[count - 1].id) : json_null()));
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

/* Nothing is written but the log, so nothing is kept for sending again. */
static err case_search_post(struct req *rq)
{
    struct case_filter f = {0};
    struct search_in in;
    err e;

    if ((e = input_read(rq, rq->body, SEARCH_IN, COUNT(SEARCH_IN), &in)) ||
        (in.unit && (e = unit_find(&rq->work, in.unit, &f.unit))))
        return e;
    f.q = in.q;
    f.kind = in.kind;
    f.state = in.state;
    f.before = in.before;
    f.limit = in.limit ? (int)in.limit : DEFAULT(CaseSearch, limit);
    return search_reply(rq, &f);
}

/* By words in the address: for programs on the same machine; pages use the other. */
static err case_get_all(struct req *rq)
{
    struct case_filter f = {0};
    const char *unit;
    int64_t limit;
    err e;

    if ((e = req_query(rq, "q", &f.q)) || (e = req_query(rq, "unit", &unit)) ||
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
