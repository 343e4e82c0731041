/* Idempotency-Key: the same write sent twice by the same account in the same role happens once, and is
 * answered the same. Sealing a file forgets all kept replies (case_seal). */
#ifndef HTTP_IDEMPOTENCY_H
#define HTTP_IDEMPOTENCY_H

#include <stdbool.h>

#include "crypto/digest.h"
#include "domain/upkeep/midnight.h" /* IDEMPOTENCY_LIFE */
#include "http/request.h"

#define IDEMPOTENCY_KEY_MAX 128

struct idempotency {
    const char *key; /* NULL: none given, or no account to keep it for */
    uint8_t request[DIGEST_SIZE];
};

/* ERR_INPUT (400) when the key is not 1 … IDEMPOTENCY_KEY_MAX visible ASCII characters. */
err idempotency_read(struct req *rq, struct idempotency *ret) MUST_CHECK;
/* Inside the write transaction. *ret_found: the reply is filled with what was answered then. ERR_INPUT (422)
 * "idempotency_mismatch": the key came with another request. */
err idempotency_replay(struct req *rq, const struct idempotency *i, bool *ret_found) MUST_CHECK;
/* Inside the same transaction, after the handler: keep its reply, sealed. */
err idempotency_keep(struct req *rq, const struct idempotency *i) MUST_CHECK;

#endif
