/* Who lives in the municipality, as its rules ask: by the unit of the file. */
#ifndef DOMAIN_RESIDENCE_H
#define DOMAIN_RESIDENCE_H

#include "domain/office/unit.h"

/* Those with a file in that unit live in another municipality, or they do not; cards follow. Who has files in
 * two units lives here if one of them is the municipality's. ERR_ABSENT "no_such_unit". Logged
 * "unit.outside", "unit.inside"; nothing where it is so already. */
err residence_set(struct work *w, int64_t unit, bool outside) MUST_CHECK;

#endif
