/* What a benefit rule would change, before it is kept. */
#ifndef DOMAIN_RULE_PREVIEW_H
#define DOMAIN_RULE_PREVIEW_H

#include "domain/claim/claim.h"

struct rule_effect {
    int64_t persons;   /* as ret_affected of rule_add */
    int64_t ended;     /* cards good for something today that would be good for nothing */
    int64_t shortened; /* cards of which some service would end earlier than now */
};
/* What rule_add would do to the cards that are out: it is done and undone, so refusals and warnings are the
 * same. */
err rule_preview(struct work *w, const struct benefit_rule *in, struct rule_effect *ret) MUST_CHECK;

#endif
