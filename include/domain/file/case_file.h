/* Case files: the persons of one case and their roles. */
#ifndef DOMAIN_CASE_FILE_H
#define DOMAIN_CASE_FILE_H

#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/work/work.h"

/* A new, empty file, in charge of the actor where that is a coordinator (charge.h); its number is the next of
 * this year. The caller's transaction and log entry. */
err case_open(struct work *w, int64_t unit, int64_t *ret_id) MUST_CHECK;

/* The same by a person at a desk: unit by name, logged "case.open", one transaction. */
err case_register(struct work *w, const char *unit, int64_t *ret_id) MUST_CHECK;

/* The caller's transaction. ERR_CONFLICT "already_in_file": the person stands in this file in another role.
 * Standing there in the same role is no error. */
err case_person_add(struct work *w, int64_t id, int64_t person, enum case_role role,
                    const char *relation) MUST_CHECK;
/* What a respondent who stands in the file is to the protected person; blank: nothing is said. The caller's
 * transaction and log entry. */
err case_person_relate(struct work *w, int64_t id, int64_t person, const char *relation) MUST_CHECK;
/* ERR_INPUT at `field` when the person does not stand in the file. */
err case_person_role(struct work *w, int64_t id, int64_t person, const char *field,
                     enum case_role *ret) MUST_CHECK;
/* The same before something is entered about the person: ERR_CONFLICT "erased" at `field`, too. */
err case_person_kept(struct work *w, int64_t id, int64_t person, const char *field,
                     enum case_role *ret) MUST_CHECK;

/* The first file in which the person is protected or dependant, past the guard of all the person's files: for
 * what hangs on a person alone. ERR_ABSENT. Inside a transaction. */
err case_of_beneficiary(struct work *w, int64_t person, int64_t *ret_id) MUST_CHECK;

/* Add one person to a file: version, person, log, all in one. Somebody the register knows already only past
 * the guard of all that person's files. */
struct case_person_new {
    int64_t version;
    enum case_role role;
    const char *relation;
    struct person_new who;
};
err case_person_register(struct work *w, int64_t id, const struct case_person_new *in,
                         int64_t *ret_person) MUST_CHECK;

#endif
