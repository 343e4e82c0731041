/* libFuzzer: any bytes as method, path and query, apart by line feeds. What the router finds lies inside the
 * path, fits its own pattern, and what a query holds comes out as valid text. */
#include "http/router.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static err handler(struct req *rq)
{
    (void)rq;
    return OK;
}

static const struct route ROUTES[] = {
    {"GET", "/", R_ANYONE, 0, handler},
    {"GET", "/a", R_ANYONE, 0, handler},
    {"GET", "/a/{x}", R_ANYONE, 0, handler},
    {"POST", "/a/{x}", R_ANYONE, RT_WRITE, handler},
    {"GET", "/a/{x}.s", R_ANYONE, 0, handler},
    {"GET", "/a/{x}.t.s", R_ANYONE, 0, handler},
    {"PUT", "/a/{x}/b/{y}", R_ANYONE, RT_WRITE, handler},
    {"GET", "/{x}/{y}/{z}/{u}", R_ANYONE, 0, handler},
};
static const struct route_table TABLE = ROUTE_TABLE(ROUTES);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* The next line, as a text of its own. */
static char *line_take(struct arena *a, const uint8_t **data, size_t *n)
{
    const uint8_t *end = *n ? memchr(*data, '\n', *n) : NULL;
    size_t size = end ? (size_t)(end - *data) : *n;
    char *text = arena_text_n(a, (const char *)*data, size);

    require(text != NULL);
    *data += size + (end != NULL);
    *n -= size + (end != NULL);
    return text;
}

static void match_holds(const struct match *m, const char *path)
{
    const char *end = path + strlen(path);

    require(strlen(path) <= PATH_LENGTH_MAX && !strchr(path, '%') && !strstr(path, "//"));
    for (size_t i = 0; i < m->param_count; i++) {
        const char *value = m->params[i].value;

        require(value > path && m->params[i].size > 0 && value + m->params[i].size <= end);
        require(!memchr(value, '/', m->params[i].size));
    }
}

static void query_holds(struct arena *a, const char *query)
{
    const struct incoming in = {.query = query};
    struct req rq = {.in = &in, .work = {.arena = a}};
    const char *text = NULL;
    int64_t number;
    date day;

    if (!req_query(&rq, "q", &text) && text)
        require(text_valid(text, strlen(text)) && strlen(text) <= strlen(query));
    if (!req_query_int(&rq, "q", -5, 99, 7, &number))
        require(number >= -5 && number <= 99);
    if (!req_query_date(&rq, "q", DATE_NONE, &day))
        require(day == DATE_NONE || date_known(day));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP(router_free) struct router *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    const char *method = line_take(&a, &data, &n), *path = line_take(&a, &data, &n);
    struct match m = {0};
    err e;

    require(router_make(&TABLE, 1, APP_BOTH, &r) == OK);
    e = router_match(r, method, path, &m);
    require(e == OK || e == ERR_ABSENT || e == ERR_DENIED);
    if (!e)
        match_holds(&m, path);
    if (e == ERR_DENIED)
        require(m.allow[0] != '\0');
    query_holds(&a, line_take(&a, &data, &n));
    return 0;
}
