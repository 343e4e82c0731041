/* COSE_Sign1 (RFC 9052 §4.2): building, strict parsing, verifying. Parsing allocates nothing and
 * never recurses deeper than 8. */
#ifndef TOKEN_COSE_H
#define TOKEN_COSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "token/cbor.h"

struct signer;
struct verifier;

struct cose_sign1 {
    struct slice protected_bytes; /* as signed */
    struct slice payload;
    struct slice signature;
    int64_t alg;
    struct slice kid;  /* size 0 when absent */
    struct slice type; /* text of label 16, size 0 when absent */
    bool tagged;
};

enum cose_rules {
    COSE_OURS, /* as we write it and nothing else, so that one card has one text: tag 18, ES256 and kid in the
                  protected header only, empty unprotected, no crit, canonical CBOR, no duplicate keys,
                  definite lengths, nothing behind, 64-byte signature */
    COSE_ANY,  /* any ES256 COSE_Sign1 of RFC 9052: untagged too, alg and kid in either header, any order and
                  form of CBOR but strings in chunks; other algorithms and detached payloads are refused, still
                  no duplicate keys and nothing behind; a crit that names what we do not know is refused */
};

/* ERR_INPUT with *ret_reason a constant sentence. Slices point into data. */
err cose_parse(const uint8_t *data, size_t n, enum cose_rules rules, struct cose_sign1 *ret,
               const char **ret_reason) MUST_CHECK;
/* ES256 only. OK or ERR_CORRUPT. external_aad may be empty. */
err cose_verify(const struct cose_sign1 *c, const struct verifier *key, struct slice external_aad) MUST_CHECK;
/* The same for what Besa signs: no external data, and s in its lower half, so that a card has one form only
 * (a mirrored one would be good offline and unknown to the register). */
err cose_verify_ours(const struct cose_sign1 *c, const struct verifier *key) MUST_CHECK;
/* Appends the tagged COSE_Sign1; type NULL leaves label 16 out. */
err cose_sign(const struct signer *key, const char *type, struct slice payload, struct buf *ret) MUST_CHECK;

#endif
