/* A person of a file: names, personal number, birth date, where to reach; all sealed. */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include "domain/work/work.h"
#include "gen/limits.h"

#define PERSON_NAME_MAX LIMIT(PersonFields, first_name) /* code points */

struct person_new {                                 /* texts trimmed; NULL: not given */
    const char *first_name, *father_name, *surname; /* first_name and surname are needed */
    bool no_surname;                                /* she has one name only: then surname is "" */
    const char *nid;
    date birth_date; /* DATE_NONE: not known */
    const char *sex; /* "F", "M" */
    const char *address, *phone;
};

struct person {
    int64_t id;
    const char *first_name, *father_name, *surname, *nid, *sex, *address, *phone; /* surname "": none */
    date birth_date, died_on; /* DATE_NONE: not known, none recorded */
};

/* Fields of a person, ERR_INPUT with the field. Warns (never refuses) for a personal number whose check
 * letter or date is wrong. */
err person_check(struct work *w, const struct person_new *in) MUST_CHECK;
/* The same field by field, in their order, for a form that shows all that is wrong. */
typedef err person_field_check(struct work *w, const struct person_new *in);
extern person_field_check *const PERSON_CHECKS[];
extern const size_t PERSON_CHECK_COUNT;
/* Somebody with one name only has no surname, however that was left out: NULL becomes "". */
void person_settle(struct person_new *in);
/* "Teuta Malo"; the one name of somebody who has no other. In the arena; NULL: memory ran out. */
const char *person_name(struct arena *a, const char *first_name, const char *surname);
/* Checks and stores; the caller's transaction and log entry. */
err person_add(struct work *w, const struct person_new *in, int64_t *ret_id) MUST_CHECK;
/* The same for somebody who comes into a file: who holds a card on another ground already (by personal
 * number) is that person from now on, with what `in` says of her, so that she keeps the one card. The answer
 * does not tell which it was. */
err person_enter(struct work *w, const struct person_new *in, int64_t *ret_id) MUST_CHECK;
/* The same in place of all that stands there of that person. */
err person_store(struct work *w, int64_t id, const struct person_new *in) MUST_CHECK;
/* Unsealed, in the arena; not logged: the caller logs the file it is read with. ERR_ABSENT. */
err person_read(struct work *w, int64_t id, struct person *ret) MUST_CHECK;
/* By which a name and a birth date are found without being told, in any spelling of the name. */
err person_name_blind(struct work *w, const struct person_new *in, uint8_t ret[32]) MUST_CHECK;
/* By which a personal number is looked up without being told. ERR_ABSENT: it is none, so nobody has it. */
err person_nid_blind(struct work *w, const char *nid, uint8_t ret[32]) MUST_CHECK;
/* The indexes by which name and number are found, made anew from them: for when names come to fold otherwise,
 * or the key of look-ups is another. The caller's transaction. */
err person_blind_renew(struct work *w, int64_t id) MUST_CHECK;

/* Somebody the register knows already: by personal number in any file, else by name (name_same) and birth
 * date in this file (children named again by the next order). 0: nobody. Warns "same_name" when a namesake
 * born the same day stands in another file, none of them sealed against the actor: people decide whether that
 * is the same person, the program does not merge; "other_name" when the register has the personal number
 * under another name. */
err person_find(struct work *w, const struct person_new *in, int64_t case_id, int64_t *ret_id) MUST_CHECK;

/* Everybody in the register with that personal number, or of that name (name_same) born that day; in files of
 * any kind, so the caller says of whom he may speak. Who has given neither has none. */
struct person_twins {
    int64_t *by_nid, *by_name;
    size_t by_nid_count, by_name_count;
};
err person_twins(struct work *w, const struct person_new *in, struct person_twins *ret) MUST_CHECK;

/* A respondent of whom the paper gives the name alone: who stands in this file in that role under that name,
 * so that each order does not enter him anew. 0: nobody, or the paper gives more than the name. */
err person_find_respondent(struct work *w, const struct person_new *in, int64_t case_id,
                           int64_t *ret_id) MUST_CHECK;

#endif
