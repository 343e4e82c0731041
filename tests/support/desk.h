/* What the desk of the staff asks beside files and orders: each answer and each refusal, held against
 * web/openapi.json. */
#ifndef SUPPORT_DESK_H
#define SUPPORT_DESK_H

#include "support/scene.h"

/* Asks for everything at least once, as the coordinator unless it says otherwise. */
void desk_answers(struct door *d, json_t *spec, const struct office_file *f);
/* Meets every code that is listed there. */
void desk_refuses(struct scene *s);

#endif
