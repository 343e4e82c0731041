/* An organisation as somebody at the command line calls it. */
#ifndef CLI_ORGANISATION_NAMED_H
#define CLI_ORGANISATION_NAMED_H

#include "domain/work/work.h"

/* By number, or by name without regard to case and accents. ERR_INPUT "unknown_organisation". */
err organisation_named(struct work *w, const char *text, int64_t *ret_id) MUST_CHECK;

#endif
