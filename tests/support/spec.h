/* web/openapi.json beside the program: finds what it says of a route, and holds the door's last answer
 * against it. The pages of the browser side are no API and are not described. */
#ifndef SUPPORT_SPEC_H
#define SUPPORT_SPEC_H

#include "support/office.h"
#include "support/schema.h"

struct route;

/* The document; fails the test when it cannot be read. */
json_t *spec_read(void);
void spec_free(json_t **spec);

/* Not a page or a part of one. */
bool spec_covers(const struct route *route);
/* NULL: not described. */
json_t *spec_operation(json_t *spec, const struct route *route);
/* Of its request body; NULL: it takes none. */
json_t *spec_body(json_t *spec, json_t *operation);
/* Of that status, "200"; NULL: it answers no JSON. */
json_t *spec_answer(json_t *spec, json_t *operation, const char *status);

/* GET of that address, query included; unlike after get(), what was asked still stands in d->in. */
int fetch(struct door *d, const char *target);
/* The last answer is one of those described for the route: its status, media type, members, headers, code.
 * Notes what it saw (schema_see), and "x-answered" in the operation when it was no refusal. */
void described(struct door *d, json_t *spec);

/* Somebody of a role by that name, as() knows him: "coordinator", "device", "anyone". */
const char *spec_who(const char *role);
/* The first of the operation's roles. */
const char *spec_actor(json_t *operation);
/* The route's address with parameters that lead to nothing. */
const char *spec_nowhere(struct door *d, const struct route *route);

#endif
