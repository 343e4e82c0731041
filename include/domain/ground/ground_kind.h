/* The dated list of kinds of grounds, and which services a kind gives from when until when. */
#ifndef DOMAIN_GROUND_KIND_H
#define DOMAIN_GROUND_KIND_H

#include "domain/law/ground_right.h"
#include "domain/work/work.h"

struct ground_kind {
    const char *code, *text, *text_en;
    date from, until; /* until DATE_OPEN */
};
/* In order of their places on lists. */
err ground_kind_list(struct work *w, struct ground_kind **ret, size_t *ret_count) MUST_CHECK;
/* ERR_INPUT at "kind": "required"; "unknown_kind": there is none of that code on that day (DATE_NONE: on
 * any). */
err ground_kind_check(struct work *w, const char *code, date on) MUST_CHECK;
/* The code meant by a code or by its text in either language, however spelled; NULL: none. */
const char *ground_kind_meant(const struct ground_kind *list, size_t count, const char *text);

struct ground_rule_new {
    const char *kind, *source; /* source: "VKB 41/2019" */
    enum service service;      /* not the payment */
    date from, until;          /* until DATE_NONE: open */
};
/* All cards that rest on such a ground follow at once. ERR_INPUT with the field. Logged "ground_rule.add". */
err ground_rule_add(struct work *w, const struct ground_rule_new *in, int64_t *ret_id) MUST_CHECK;
/* Its last day. ERR_ABSENT "no_ground_rule"; ERR_INPUT at "until". Logged "ground_rule.end". */
err ground_rule_end(struct work *w, int64_t id, date until) MUST_CHECK;

#endif
