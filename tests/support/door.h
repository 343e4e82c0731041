/* A front door for tests of requests: a register with an account "test" (coordinator) and "audit" (auditor),
 * both signed in, a bus device 12 and a revoked one, and the whole dispatch over the routes of the test. */
#ifndef SUPPORT_DOOR_H
#define SUPPORT_DOOR_H

#include <jansson.h>

#include "http/request.h"
#include "support/register.h"

#define COORDINATOR "besa_session=coordinator-secret"
#define AUDITOR     "theme=dark; besa_session=auditor-secret; x=y"
#define BUS         "Bearer bus-token"
#define LOST_BUS    "Bearer lost-token"

struct door {
    struct test_register *r;
    struct router *router;
    struct refused_kinds *refusals; /* of the app: refusals_write writes them down */
    struct app app;
    struct worker worker;
    struct incoming in;               /* of the next request: set cookie, origin, ... before asking */
    struct reply reply;               /* of the last one */
    json_t *json;                     /* its body */
    void (*rehearse)(struct door *d); /* NULL: none; called before each request, as it stands in `in` */
};

/* *state becomes a struct door *; 0, as cmocka wants it. */
int door_setup(void **state, const struct route *routes, size_t count);
int door_teardown(void **state);

/* That secret in the cookie is a session of the account, opened just now. */
void door_session(struct door *d, const char *secret, int64_t account);

struct door_checker {
    int64_t id, organisation;
    const char *service;
    bool revoked;
};
/* A device that has enrolled and holds that token. */
void door_device(struct door *d, const char *token, const struct door_checker *c);

/* The answer's status; a body goes as JSON unless d->in says otherwise. */
int ask(struct door *d, const char *method, const char *path, const char *body);
/* That text member of the answer, or "". */
const char *said(const struct door *d, const char *member);
/* The answer is a well-formed problem with that status and code. */
void refused(struct door *d, const char *method, const char *path, const char *body, int status,
             const char *code);

#endif
