/* A person's data put right: a slip of the pen in a name, a new telephone, a number learnt later. */
#ifndef DOMAIN_PERSON_CORRECT_H
#define DOMAIN_PERSON_CORRECT_H

#include "domain/file/person_field.h"

/* `who` takes the place of all that is there: what it leaves out is gone. The versions of all files in which
 * the person stands move; `version` is that of this file, as seen. ERR_CONFLICT "stale_version" at each field
 * that was changed since then to another value. The blind indices and what checkers see of
 * her follow. Past the guard of all her files; logged "person.correct" in each. ERR_INPUT as person_check,
 * "not_in_file" at "person"; ERR_CONFLICT "nid_taken": somebody else has that number. Warns "cards_outdated"
 * where a card that is still good prints other initials or another year of birth; it is among the tasks then,
 * until it is withdrawn, ends, or prints again what is right. */
err person_correct(struct work *w, int64_t case_id, int64_t version, int64_t person,
                   const struct person_new *who) MUST_CHECK;
/* The same of these fields alone (person_field.h; 0: all): the rest stays as it is. Which of them changed is
 * logged, and not to what. */
err person_correct_fields(struct work *w, int64_t case_id, int64_t version, int64_t person, unsigned fields,
                          const struct person_new *in) MUST_CHECK;

#endif
