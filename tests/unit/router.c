/* Paths and methods to routes, and what keeps a bad table from starting. */
#include "http/router.h"

#include <string.h>

#include "support/assert.h"

static err handler(struct req *rq)
{
    (void)rq;
    return OK;
}

static const struct route CARDS[] = {
    {"GET", "/api/v1/cards/{no}", R_COORDINATOR, 0, handler},
    {"GET", "/api/v1/cards/{no}.svg", R_COORDINATOR, 0, handler},
    {"GET", "/api/v1/cards/{no}.front.svg", R_COORDINATOR, 0, handler},
    {"POST", "/api/v1/cards/{no}/revoke", R_COORDINATOR, RT_WRITE, handler},
    {"GET", "/api/v1/cards/search", R_COORDINATOR, 0, handler},
    {"GET", "/", R_ANYONE, 0, handler},
    {"GET", "/pages/", R_ANYONE, 0, handler},
    {"GET", "/pages/{file}", R_ANYONE, 0, handler},
};
static const struct route CHECKS[] = {
    {"POST", "/api/v1/check", R_DEVICE, RT_CHECK | RT_BODY, handler},
    {"GET", "/healthz", R_ANYONE, RT_CHECK | RT_REGISTER, handler},
    {"GET", "/api/v1/orders/{id}/acts/{act}", R_DIRECTOR, 0, handler},
    {"DELETE", "/api/v1/orders/{order}/acts/{act}", R_DIRECTOR, RT_WRITE, handler},
    {"PUT", "/api/v1/orders/{id}/acts/{act}", R_DIRECTOR, RT_WRITE | RT_BODY, handler},
};
static const struct route_table TABLES[] = {ROUTE_TABLE(CARDS), ROUTE_TABLE(CHECKS)};

static int setup(void **state)
{
    struct router *r = NULL;

    if (router_make(TABLES, 2, APP_BOTH, &r))
        return -1;
    *state = r;
    return 0;
}

static int teardown(void **state)
{
    struct router *r = *state;

    router_free(&r);
    return 0;
}

static void takes(void **state, const char *method, const char *path, const char *pattern)
{
    struct match m = {0};

    must(router_match(*state, method, path, &m));
    assert_string_equal(m.route->path, pattern);
}

static void knows_no(void **state, const char *path)
{
    struct match m;

    must_fail(router_match(*state, "GET", path, &m), ERR_ABSENT);
}

static void param_is(const struct match *m, size_t index, const char *name, const char *value)
{
    assert_true(index < m->param_count);
    assert_string_equal(m->params[index].name, name);
    assert_int_equal(m->params[index].size, strlen(value));
    assert_memory_equal(m->params[index].value, value, strlen(value));
}

static void literal_paths_match_whole(void **state)
{
    takes(state, "POST", "/api/v1/check", "/api/v1/check");
    takes(state, "GET", "/healthz", "/healthz");
    takes(state, "GET", "/", "/");
    knows_no(state, "/healthzz");
    knows_no(state, "/health");
    knows_no(state, "/HEALTHZ");
    knows_no(state, "/api/v1");
    knows_no(state, "/api/v1/check/more");
}

static void parameters_are_named(void **state)
{
    struct match m;

    must(router_match(*state, "GET", "/api/v1/orders/12/acts/345", &m));
    assert_int_equal(m.param_count, 2);
    param_is(&m, 0, "id", "12");
    param_is(&m, 1, "act", "345");
}

static void each_method_keeps_its_own_names(void **state)
{
    struct match m;

    must(router_match(*state, "DELETE", "/api/v1/orders/12/acts/345", &m));
    param_is(&m, 0, "order", "12");
}

static void suffix_is_no_part_of_the_value(void **state)
{
    struct match m;

    must(router_match(*state, "GET", "/api/v1/cards/ABCD.svg", &m));
    assert_string_equal(m.route->path, "/api/v1/cards/{no}.svg");
    param_is(&m, 0, "no", "ABCD");
}

static void the_most_specific_path_wins(void **state)
{
    takes(state, "GET", "/api/v1/cards/search", "/api/v1/cards/search");
    takes(state, "GET", "/api/v1/cards/searches", "/api/v1/cards/{no}");
    takes(state, "GET", "/api/v1/cards/A.front.svg", "/api/v1/cards/{no}.front.svg");
    takes(state, "GET", "/api/v1/cards/A.png", "/api/v1/cards/{no}");
    takes(state, "GET", "/api/v1/cards/.svg", "/api/v1/cards/{no}");
}

static void head_means_get(void **state)
{
    takes(state, "HEAD", "/healthz", "/healthz");
}

static void another_method_is_told_the_allowed_ones(void **state)
{
    struct match m;

    must_fail(router_match(*state, "PATCH", "/api/v1/orders/1/acts/2", &m), ERR_DENIED);
    assert_string_equal(m.allow, "DELETE, GET, HEAD, PUT");
    must_fail(router_match(*state, "GET", "/api/v1/check", &m), ERR_DENIED);
    assert_string_equal(m.allow, "POST");
    must_fail(router_match(*state, "BREW", "/healthz", &m), ERR_DENIED);
    assert_string_equal(m.allow, "GET, HEAD");
}

static void a_slash_at_the_end_is_a_path_of_its_own(void **state)
{
    takes(state, "GET", "/pages/", "/pages/");
    takes(state, "GET", "/pages/x", "/pages/{file}");
    knows_no(state, "/pages");
    knows_no(state, "/pages//");
    knows_no(state, "/pages/x/");
}

static void odd_paths_fit_nothing(void **state)
{
    knows_no(state, "");
    knows_no(state, "healthz");
    knows_no(state, "/healthz/");
    knows_no(state, "//healthz");
    knows_no(state, "/api/v1/cards//");
    knows_no(state, "/api/v1/cards/%41");
    knows_no(state, "/healthz%00");
    knows_no(state, "/api/v1/cards/..");
    knows_no(state, "/api/v1/cards/.");
    knows_no(state, "/api/v1/cards/a b");
    knows_no(state, "/api/v1/cards/\xc3\xab");
    knows_no(state, "/a/b/c/d/e/f/g/h/i/j/k/l/m/n");
}

static void over_long_paths_fit_nothing(void **state)
{
    char path[PATH_LENGTH_MAX + 40];

    memset(path, 'A', sizeof(path));
    memcpy(path, "/api/v1/cards/", 14);
    path[PATH_LENGTH_MAX] = '\0';
    takes(state, "GET", path, "/api/v1/cards/{no}");
    path[PATH_LENGTH_MAX] = 'A';
    path[PATH_LENGTH_MAX + 1] = '\0';
    knows_no(state, path);
}

static void each_part_serves_its_own(void **state)
{
    struct router *check = NULL, *both = *state;
    struct match m;

    must(router_make(TABLES, 2, APP_CHECK, &check));
    assert_int_equal(router_count(check), 2);
    must(router_match(check, "POST", "/api/v1/check", &m));
    must(router_match(check, "GET", "/healthz", &m));
    must_fail(router_match(check, "GET", "/api/v1/cards/A", &m), ERR_ABSENT);
    router_free(&check);
    assert_int_equal(router_count(both), 13);
}

static void a_register_alone_serves_no_checks(void **state)
{
    struct router *r = NULL;
    struct match m;

    (void)state;
    must(router_make(TABLES, 2, APP_REGISTER, &r));
    assert_int_equal(router_count(r), 12);
    must_fail(router_match(r, "POST", "/api/v1/check", &m), ERR_ABSENT);
    router_free(&r);
}

static void refused(const struct route *routes, size_t count)
{
    const struct route_table table = {routes, count};
    struct router *r = NULL;

    must_fail(router_make(&table, 1, APP_BOTH, &r), ERR_INPUT);
    assert_null(r);
}

static void a_route_without_roles_is_refused(void **state)
{
    const struct route routes[] = {{"GET", "/a", R_ANYONE, 0, handler}, {"GET", "/b", 0, 0, handler}};

    (void)state;
    refused(routes, 2);
}

static void doubles_are_refused_whatever_their_names(void **state)
{
    const struct route routes[] = {{"GET", "/a/{x}", R_ANYONE, 0, handler},
                                   {"GET", "/a/{y}", R_STAFF, 0, handler}};

    (void)state;
    refused(routes, 2);
}

static void badly_written_paths_are_refused(void **state)
{
    static const char *const PATHS[] = {"",      "a",       "/a//",    "//a",    "/a/{",
                                        "/a/{}", "/a/{X}",  "/a b",    "/a/%41", "/{a}/{b}/{c}/{d}/{e}",
                                        "/..",   "/a/x{b}", "/{a}{b}", NULL};

    (void)state;
    for (size_t i = 0; PATHS[i]; i++) {
        const struct route route = {"GET", PATHS[i], R_ANYONE, 0, handler};

        refused(&route, 1);
    }
}

static void other_faults_are_refused(void **state)
{
    const struct route routes[] = {
        {"BREW", "/a", R_ANYONE, 0, handler},
        {"GET", "/a", R_ANYONE, 0, NULL},
        {"GET", "/a", R_ANYONE, RT_WRITE, handler},
        {"GET", "/a", R_ANYONE, RT_BODY, handler},
        {"GET", "/a", 1u << 12, 0, handler},
        {NULL, "/a", R_ANYONE, 0, handler},
        {"GET", NULL, R_ANYONE, 0, handler},
        {"HEAD", "/a", R_ANYONE, 0, handler},
        {"POST", "/a", R_ANYONE | R_STAFF, RT_CONFIRMED, handler},
        {"POST", "/a", R_DEVICE, RT_CONFIRMED, handler},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++)
        refused(&routes[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literal_paths_match_whole),
        cmocka_unit_test(parameters_are_named),
        cmocka_unit_test(each_method_keeps_its_own_names),
        cmocka_unit_test(suffix_is_no_part_of_the_value),
        cmocka_unit_test(the_most_specific_path_wins),
        cmocka_unit_test(head_means_get),
        cmocka_unit_test(another_method_is_told_the_allowed_ones),
        cmocka_unit_test(a_slash_at_the_end_is_a_path_of_its_own),
        cmocka_unit_test(odd_paths_fit_nothing),
        cmocka_unit_test(over_long_paths_fit_nothing),
        cmocka_unit_test(each_part_serves_its_own),
        cmocka_unit_test(a_register_alone_serves_no_checks),
        cmocka_unit_test(a_route_without_roles_is_refused),
        cmocka_unit_test(doubles_are_refused_whatever_their_names),
        cmocka_unit_test(badly_written_paths_are_refused),
        cmocka_unit_test(other_faults_are_refused),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
