/* Who may collect somebody else's payment: never whom an order of hers was made against. */
#ifndef DOMAIN_COLLECTOR_CHECK_H
#define DOMAIN_COLLECTOR_CHECK_H

#include "domain/work/work.h"

struct collector_named {
    const char *first_name, *surname;
    const char *nid; /* as nid_check() leaves it */
};
/* *ret_case: a file in which the person stands together with a respondent of that number or name; 0: none.
 * Names are the same when all words of one stand in the other, folded: a father's name more or less hides
 * nobody. Looks into sealed files too, whoever asks. */
err collector_match(struct work *w, int64_t person, const struct collector_named *who,
                    int64_t *ret_case) MUST_CHECK;

#endif
