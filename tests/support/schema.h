/* JSON Schema as web/openapi.json uses it: does a value fit, and which of the described members have been
 * seen? A member that is not described is a fault, whatever additionalProperties says; so is a keyword that
 * nobody checks here. root: the document in which "$ref" points. */
#ifndef SUPPORT_SCHEMA_H
#define SUPPORT_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>

struct schema_fault {
    char text[320]; /* "cases[0].names: must be one of the types" */
};

/* Where a "$ref" leads in the end; anything else is itself. NULL: nowhere. */
json_t *schema_resolve(json_t *root, json_t *schema);
/* Every schema of the document that says "allOf" gets the members of those parts, and what they require, in
 * its place: so each part is written once, and nobody but this knows of it. "unevaluatedProperties" becomes
 * "additionalProperties", which without parts is the same. Fails the test where a part leads nowhere. */
void schema_flatten(json_t *root);

bool schema_fits(json_t *root, json_t *schema, json_t *value, struct schema_fault *ret);
/* Notes in the document which members a fitting value has, and which it lacks. */
void schema_see(json_t *root, json_t *schema, json_t *value);
/* The first member under that schema that no value has had, or that is optional but none lacked; "": none. */
void schema_unseen(json_t *root, json_t *schema, struct schema_fault *ret);

/* The type, whether or not null is taken besides; NULL: none. */
const char *schema_type(json_t *schema);
/* An object of that schema must have that member. */
bool schema_requires(json_t *schema, const char *name);

#endif
