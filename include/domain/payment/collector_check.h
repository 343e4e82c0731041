/* Who may collect somebody else's payment: never whom an order of hers was made against. */
#ifndef DOMAIN_COLLECTOR_CHECK_H
#define DOMAIN_COLLECTOR_CHECK_H

#include "base/name.h"
#include "domain/work/work.h"

struct collector_named {
    const char *first_name, *surname;
    const char *nid; /* as nid_check() leaves it */
};
struct collector_match {
    enum name_nearness how; /* NAME_NEAR: nearly a respondent's name, and no number tells them apart */
    int64_t case_id; /* a file in which the person stands together with that respondent; 0: NAME_OTHER */
};
/* Held against every respondent of every file of the person, by number and by name (name_liken), also that of
 * before a correction: a father's
 * name more or less, other letters or another order hide nobody. Looks into sealed files too, whoever asks.
 */
err collector_match(struct work *w, int64_t person, const struct collector_named *who,
                    struct collector_match *ret) MUST_CHECK;

#endif
