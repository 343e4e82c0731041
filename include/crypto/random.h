/* Unpredictable bytes from OpenSSL. ERR_SYSTEM: it has none to give; nothing in ret may be used. */
#ifndef CRYPTO_RANDOM_H
#define CRYPTO_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

err random_bytes(void *ret, size_t n) MUST_CHECK;
/* Uniform in 0 … below-1 (below > 0), without modulo bias. */
err random_below(uint32_t below, uint32_t *ret) MUST_CHECK;

#endif
