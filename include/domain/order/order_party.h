/* Who stands behind an order beside those whom it names: who asked for it, who acts for the protected person,
 * and under which number the court keeps the case. None of them has a benefit by that. Law 9669/2006, article
 * 13: the police, the prosecutor, social services and others may ask for it, too. */
#ifndef DOMAIN_ORDER_PARTY_H
#define DOMAIN_ORDER_PARTY_H

#include <stdbool.h>

#include "domain/work/fault.h"

enum party {
    PARTY_NONE, /* not written down */
    PARTY_SELF,
    PARTY_LAWYER,
    PARTY_PARENT,
    PARTY_GUARDIAN,
    PARTY_RELATIVE,
    PARTY_POLICE,
    PARTY_PROSECUTOR,
    PARTY_SOCIAL_SERVICE,
    PARTY_ORGANISATION,
    PARTY_OTHER,
    PARTY_KINDS,
};
const char *party_name(enum party p); /* "self", "lawyer", ...; NULL for PARTY_NONE */
bool petitioner_parse(const char *name, enum party *ret);
bool representative_parse(const char *name, enum party *ret); /* not "self", "police", "prosecutor" */

struct order_parties {
    const char *case_number; /* of the court's case; the decision has a number of its own */
    enum party petitioner, representative;
    const char *petitioner_name, *representative_name;
};
/* Adds to *f: "required" at "petitioner" or "representative" where only a name is given; "contradiction" at
 * "petitioner_name" for somebody who asked for herself; "too_long". */
err parties_check(struct work *w, const struct order_parties *p, struct faults *f) MUST_CHECK;

/* Into the order's row, in place of what stood there. The caller's transaction. */
err parties_write(struct work *w, int64_t order, const struct order_parties *p) MUST_CHECK;
err parties_read(struct work *w, int64_t order, struct order_parties *ret) MUST_CHECK;

#endif
