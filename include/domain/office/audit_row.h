/* One row of the log as it is hashed: shared by appending and verifying, nobody else's. */
#ifndef DOMAIN_AUDIT_ROW_H
#define DOMAIN_AUDIT_ROW_H

#include <stdint.h>

#include "crypto/digest.h"
#include "domain/work/work.h"

#define AUDIT_FORM 2 /* of the rows that are written now */

struct audit_row {
    int64_t form; /* 1: written before rows said from where; they end with why */
    int64_t id, at, account_id, record_id, case_id, case_version; /* 0 where NULL is allowed: nothing */
    int64_t session;                                              /* its number; 0: none */
    const char *actor, *what, *record, *why;
    const char *network; /* NULL: none */
};

/* SHA-256 over the previous hash and the fields id, at, actor, account_id, what, record, record_id, case_id,
 * case_version, why, each as its text (NULL: nothing) behind its length in bytes as decimal and ':'
 * (netstrings without comma), in that order. From form 2 on "2/" stands before the fields, so that no row of
 * one form is one of the other, and session and network behind them. */
err audit_row_hash(const struct audit_row *r, const uint8_t previous[DIGEST_SIZE],
                   uint8_t ret[DIGEST_SIZE]) MUST_CHECK;
/* The newest row's id and hash; 0 and zeros while there is none. */
err audit_head(struct work *w, int64_t *ret_id, uint8_t ret_hash[DIGEST_SIZE]) MUST_CHECK;

#endif
