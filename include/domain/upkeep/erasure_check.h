/* Whether a person or a file may be erased, and what goes with it. */
#ifndef DOMAIN_ERASURE_CHECK_H
#define DOMAIN_ERASURE_CHECK_H

#include "domain/upkeep/erasure_what.h"
#include "domain/work/work.h"

struct erasure_scope {
    int64_t file;     /* 0: none */
    int64_t *persons; /* who goes: the one, or those who stand in no other file that is left */
    size_t person_count;
};
/* Refusals as erasure_ask. Reads alone. */
err erasure_check(struct work *w, enum erasure_what what, int64_t record,
                  struct erasure_scope *ret) MUST_CHECK;

#endif
