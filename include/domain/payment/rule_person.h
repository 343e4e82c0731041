/* Who gains and who loses by a change of the rules, by name: for those who may see the files. */
#ifndef DOMAIN_RULE_PERSON_H
#define DOMAIN_RULE_PERSON_H

#include "domain/payment/rule_effect.h"

enum rule_move { MOVE_GAINS = 1, MOVE_LOSES, MOVE_MORE, MOVE_LESS };
const char *rule_move_name(enum rule_move m); /* "gains", ... */

struct rule_person {
    int64_t person, case_id;
    const char *file, *first_name, *surname;
    enum service service;
    enum rule_move what;
    date day; /* the first on which it differs; DATE_NONE: on days that stay, another amount */
};
struct rule_persons {
    struct rule_person *at; /* by person; who loses one day and gains another stands there twice */
    size_t count;
    int64_t closed; /* persons of whom nothing is told: a file of theirs is shut to the actor */
};
/* Of an effect that was just worked out. Logged "rule.persons". */
err rule_persons(struct work *w, const struct rule_effect *effect, struct rule_persons *ret) MUST_CHECK;

#endif
