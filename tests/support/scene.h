/* A scene for refusals: a file with its orders, stay, application, enrolment and card, a second one for few
 * eyes, and requests written down as lines that name these things. Each answer is held against
 * web/openapi.json. */
#ifndef SUPPORT_SCENE_H
#define SUPPORT_SCENE_H

#include "support/spec.h"

/* $case, $order, ... stand for what scene_open() has made, $v for that file's version. */
struct refusal {
    const char *who, *method, *to, *body; /* body NULL: none; ' standing for " */
    int status;
    const char *code;
};

#define SCENE_VALUES 64
struct scene {
    struct door *d;
    json_t *spec;
    json_t *met; /* "POST /api/v1/orders 409 order_exists" */
    struct {
        const char *name;
        char value[512];
    } values[SCENE_VALUES];
    size_t count;
};

/* s->d, s->spec and s->met stand already. $case is file 1, $sealed the one that coordinator "second" keeps.
 */
void scene_open(struct scene *s);
void scene_set(struct scene *s, const char *name, const char *value);
const char *scene_value(const struct scene *s, const char *name);
/* With values in place of $names; in the register's arena. */
const char *scene_filled(const struct scene *s, const char *text);

/* Asks, notes the code, holds the answer against the description. */
void scene_ask(struct scene *s, const struct refusal *r);
/* Each is answered with its status and code. */
void scene_refuses(struct scene *s, const struct refusal *list, size_t count);

#endif
