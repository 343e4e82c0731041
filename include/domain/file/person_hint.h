/* What a card prints of its holder: initials and year of birth. */
#ifndef DOMAIN_PERSON_HINT_H
#define DOMAIN_PERSON_HINT_H

#include "domain/file/person.h"
#include "token/card_token.h"

struct vault;

/* "E.K. 1987": initials and birth year, or just "E.K.". */
void person_hint(const struct person *p, char ret[CARD_HINT_MAX + 1]);
/* The same of somebody in the register, opening no more seals than it needs. ERR_ABSENT. */
err person_hint_read(struct work *w, int64_t id, char ret[CARD_HINT_MAX + 1]) MUST_CHECK;
/* The same in two steps: what is sealed, in the arena, and then the hint. The second asks the vault alone, so
 * that any thread may do it. */
struct hint_sealed {
    int64_t person; /* 0: none */
    struct slice first_name, surname, birth_date;
};
err person_hint_sealed(struct work *w, int64_t id, struct hint_sealed *ret) MUST_CHECK;
err person_hint_open(struct vault *v, const struct hint_sealed *s, char ret[CARD_HINT_MAX + 1]) MUST_CHECK;

#endif
