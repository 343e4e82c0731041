/* The log held against itself, and against the heads that were signed. */
#ifndef DOMAIN_AUDIT_CHAIN_H
#define DOMAIN_AUDIT_CHAIN_H

#include "domain/work/work.h"

#define AUDIT_HEAD_TYPE "application/besa-audit-head"

/* Walks the whole chain and the signed heads. ERR_CORRUPT: *ret_row is the first row that does not hold, or
 * is missing; *ret_count is the number of rows before it, which hold. */
err audit_verify(struct work *w, int64_t *ret_row, int64_t *ret_count) MUST_CHECK;
/* Signs the present head, once a day: COSE_Sign1 by the issuer's key, type AUDIT_HEAD_TYPE, payload the text
 * "day id hash" with the hash in hex. */
err audit_sign_head(struct work *w) MUST_CHECK;

#endif
