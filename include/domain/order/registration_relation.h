/* What respondents are to those whom the paper names, put right with a registration (registration.h): to one
 * person of the order, or, as it is said beside the respondent, in the whole file. */
#ifndef DOMAIN_REGISTRATION_RELATION_H
#define DOMAIN_REGISTRATION_RELATION_H

#include "domain/order/registration_write.h"
#include "domain/work/fault.h"

/* Of the order's respondents, in the whole file and to each: what is said of them now. */
err registration_relations_read(struct work *w, int64_t order, struct order_relation **ret,
                                size_t *ret_count) MUST_CHECK;

/* The paper as it is to stand names them. ERR_INPUT "not_respondent" at "relations[0].respondent",
 * "not_named" at "relations[0].person", "contradiction" at "relations[0]" where the same is said before. */
err registration_relations_check(struct work *w, const struct registration_change *x,
                                 struct faults *ret) MUST_CHECK;

/* What is put right; and beside the act whatever is said otherwise now than in x->relations: of those who
 * came and went, too. */
err registration_relations_write(struct work *w, const struct registration_change *x) MUST_CHECK;

#endif
