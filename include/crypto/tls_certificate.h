/* A certificate of the web server in front, only to say how long it holds. */
#ifndef CRYPTO_TLS_CERTIFICATE_H
#define CRYPTO_TLS_CERTIFICATE_H

#include <stdint.h>

#include "base/err.h"

/* The last instant of the first certificate in a PEM file. ERR_ABSENT, ERR_DENIED: as file_read; ERR_INPUT:
 * there is none in it. */
err tls_certificate_until(const char *path, int64_t *ret) MUST_CHECK;

#endif
