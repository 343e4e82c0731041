/* The answers of the API beside web/openapi.json: a day in the office that asks for everything at least once.
 * Each answer has the described members and no others, and each described member comes up in some answer. */
#include "domain/upkeep/drill.h"
#include "http/input.h"
#include "http/router.h"
#include "support/answers.h"

static void all_answered(const struct day *t)
{
    struct schema_fault fault;
    const char *status;
    json_t *response;

    for (size_t i = 0; i < router_count(t->d->router); i++) {
        const struct route *route = router_route(t->d->router, i);
        json_t *operation = spec_operation(t->spec, route);

        if (!spec_covers(route))
            continue;
        if (!json_object_get(operation, "x-answered"))
            fail_msg("%s %s was not asked", route->method, route->path);
        json_object_foreach(json_object_get(operation, "responses"), status, response)
        {
            schema_unseen(t->spec, spec_answer(t->spec, operation, status), &fault);
            if (fault.text[0])
                fail_msg("%s %s, %s: %s", route->method, route->path, status, fault.text);
        }
    }
}

static void every_answer_has_the_described_members(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct day t = {.d = *state, .spec = spec};
    struct drill_found found;

    day_answered(&t);
    all_answered(&t);
    /* A drill opens whatever such a day has sealed, each value where it was sealed for. */
    must(drill_look(&t.d->r->work, &found));
    if (found.sealed.fault)
        fail_msg("a drill does not open %s.%s", found.sealed.fault->table, found.sealed.fault->column);
    assert_true(drill_good(&found) && found.sealed.opened >= 30);
}

/* Nobody, a device, and a role that has it not: the refusals are described, too. */
static void every_refusal_is_described(void **state)
{
    static const char *const STRANGERS[] = {NULL,         DESK,     LOST_BUS,
                                            KINDERGARTEN, DIRECTOR, "besa_session=of-nobody"};
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        for (size_t j = 0; spec_covers(route) && j < COUNT(STRANGERS); j++) {
            as(d, STRANGERS[j]);
            ask(d, route->method, spec_nowhere(d, route), (route->flags & RT_BODY) ? "{}" : NULL);
            described(d, spec);
            office_at(d, REGISTER_NOW);
        }
    }
}

static void a_write_of_another_page_or_with_a_bad_key_is_described(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);
        const char *body = (route->flags & RT_BODY) ? "{}" : NULL;

        /* A device proves itself with a header that no page can send. */
        if (!spec_covers(route) || !(route->flags & RT_WRITE) || route->roles == R_DEVICE)
            continue;
        as(d, spec_actor(spec_operation(spec, route)));
        d->in.sec_fetch_site = "cross-site";
        assert_int_equal(ask(d, route->method, spec_nowhere(d, route), body), 403);
        described(d, spec);
        d->in.sec_fetch_site = NULL;
        d->in.idempotency_key = "një çelës";
        ask(d, route->method, spec_nowhere(d, route), body);
        described(d, spec);
        d->in.idempotency_key = NULL;
        d->in.body_too_large = true;
        assert_int_equal(ask(d, route->method, spec_nowhere(d, route), body), 413);
        described(d, spec);
        d->in.body_too_large = false;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_answer_has_the_described_members, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(every_refusal_is_described, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_write_of_another_page_or_with_a_bad_key_is_described, office_setup,
                                        office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
