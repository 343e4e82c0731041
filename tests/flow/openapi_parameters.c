/* The parameters of web/openapi.json, tried at the door with what they are not. */
#include <string.h>

#include "http/router.h"
#include "support/spec.h"

/* A number, a day, a month or a word is due: what is none of them is named, before any record is looked for.
 */
static bool parameter_tried(struct door *d, json_t *spec, const struct route *route, json_t *parameter)
{
    json_t *schema = schema_resolve(spec, json_object_get(parameter, "schema"));
    const char *name = json_string_value(json_object_get(parameter, "name"));
    const char *type = json_string_value(json_object_get(schema, "type"));

    if (strcmp(json_string_value(json_object_get(parameter, "in")), "query") != 0 ||
        (!strcmp(type, "string") && !json_object_get(schema, "format") && !json_object_get(schema, "enum") &&
         !json_object_get(schema, "pattern")))
        return false;
    d->in.query = path(d, "%s=q", name);
    ask(d, route->method, spec_nowhere(d, route), (route->flags & RT_BODY) ? "{}" : NULL);
    d->in.query = NULL;
    described(d, spec);
    if (d->reply.status != 422 || strcmp(said(d, "field"), name) != 0)
        fail_msg("%s %s?%s=q: %d at %s", route->method, route->path, name, d->reply.status, said(d, "field"));
    return true;
}

static void every_parameter_is_refused_by_its_name(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;
    size_t tried = 0;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);
        json_t *parameters = json_object_get(spec_operation(spec, route), "parameters"), *one;
        size_t at;

        json_array_foreach(parameters, at, one)
        {
            as(d, spec_actor(spec_operation(spec, route)));
            tried += parameter_tried(d, spec, route, schema_resolve(spec, one));
        }
    }
    assert_true(tried >= 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_parameter_is_refused_by_its_name, office_setup,
                                        office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
