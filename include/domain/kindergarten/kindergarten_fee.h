/* Days for which a kindergarten would charge. */
#ifndef DOMAIN_KINDERGARTEN_FEE_H
#define DOMAIN_KINDERGARTEN_FEE_H

#include "domain/kindergarten/kindergarten.h"
#include "domain/law/entitlement.h"

/* Working days of the span, less those on which all or this one are closed. */
int64_t charged_days(const struct closed_day *closed, size_t count, int64_t organisation, struct span days);

#endif
