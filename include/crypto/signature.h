/* ES256: ECDSA on P-256 with SHA-256, signatures raw r‖s (RFC 9053 §2.1). kid = first 8 bytes of SHA-256 over
 * the DER SubjectPublicKeyInfo. */
#ifndef CRYPTO_SIGNATURE_H
#define CRYPTO_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define SIGNATURE_SIZE 64
#define KID_SIZE       8

struct signer;   /* a private key; may be shared by threads */
struct verifier; /* a public key; may be shared by threads */

err signer_create(struct signer **ret) MUST_CHECK; /* a new key, in memory alone */
/* Unencrypted private key in PEM; ERR_INPUT: not P-256. */
err signer_from_pem(const void *pem, size_t n, struct signer **ret) MUST_CHECK;
err signer_read(const char *pem_path, struct signer **ret) MUST_CHECK;
/* PKCS#8 PEM, mode 0600, on the disk when this returns; ERR_CONFLICT when the file exists. */
err signer_write(const struct signer *s, const char *pem_path) MUST_CHECK;
const uint8_t *signer_kid(const struct signer *s);
const struct verifier *signer_verifier(const struct signer *s); /* lives as long as the signer */
err signer_sign(const struct signer *s, const void *data, size_t n, uint8_t ret[SIGNATURE_SIZE]) MUST_CHECK;
void signer_free(struct signer **s);
/* s is in the lower half of the curve's order, as signer_sign makes it. Anybody can turn a good signature
 * into another good one by s → n − s (no key needed): where a token must have one form only, the other is
 * refused. */
bool signature_low(const uint8_t signature[SIGNATURE_SIZE]);

err verifier_from_spki(const void *der, size_t n,
                       struct verifier **ret) MUST_CHECK; /* ERR_INPUT: not P-256 */
err verifier_from_point(const uint8_t x[32], const uint8_t y[32], struct verifier **ret) MUST_CHECK;
/* SubjectPublicKeyInfo, PEM or DER; ERR_INPUT: not P-256. */
err verifier_read(const char *pem_path, struct verifier **ret) MUST_CHECK;
/* PEM, as signer_write does it. */
err verifier_write(const struct verifier *v, const char *pem_path) MUST_CHECK;
const uint8_t *verifier_kid(const struct verifier *v);
err verifier_spki(const struct verifier *v, struct buf *ret_der) MUST_CHECK;
err verifier_point(const struct verifier *v, uint8_t ret_x[32], uint8_t ret_y[32]) MUST_CHECK; /* for a JWK */
/* OK, or ERR_CORRUPT when the signature does not hold. */
err verifier_check(const struct verifier *v, const void *data, size_t n,
                   const uint8_t signature[SIGNATURE_SIZE]) MUST_CHECK;
void verifier_free(struct verifier **v);

#endif
