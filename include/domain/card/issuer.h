/* The keys by which cards of this municipality are known: those of the key directory, and those the register
 * remembers from before. */
#ifndef DOMAIN_ISSUER_H
#define DOMAIN_ISSUER_H

#include "crypto/signature.h"
#include "domain/work/work.h"

/* A key that only the register remembers; *ret NULL: none of ours. Reads only. */
err issuer_key_remembered(struct work *w, const void *kid, size_t n, struct verifier **ret) MUST_CHECK;

#endif
