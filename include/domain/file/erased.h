/* Files and persons that are erased, or will be within the minute: what were sealed with their keys would be
 * lost. */
#ifndef DOMAIN_ERASED_H
#define DOMAIN_ERASED_H

#include "domain/work/work.h"

/* ERR_CONFLICT "erased" at `field` with that sentence. what: "file", "person". */
err erased_heed(struct work *w, const char *what, int64_t id, const char *field,
                const char *detail) MUST_CHECK;
/* The same of a file: nothing is sealed any more with a key that goes, or is gone. Revoking cards, and what
 * the register does by itself, go on. Nor is anything entered in a file that went into another one:
 * ERR_CONFLICT "merged" (case_merged.h). */
err case_kept_require(struct work *w, int64_t id) MUST_CHECK;

#endif
