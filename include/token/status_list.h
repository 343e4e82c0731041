/* Token Status List (draft-ietf-oauth-status-list), CWT form. */
#ifndef TOKEN_STATUS_LIST_H
#define TOKEN_STATUS_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "token/cose.h"

#define STATUS_LIST_ENTRIES 131072
#define STATUS_LIST_BYTES   (STATUS_LIST_ENTRIES / 8)
#define STATUS_LIST_TTL     300
#define STATUS_LIST_LIFE    (24 * 3600)

/* Statuses packed LSB first, bits = 1, 2, 4 or 8 per entry. */
unsigned status_get(const uint8_t *list, unsigned bits, size_t index);
void status_set(uint8_t *list, unsigned bits, size_t index, unsigned value);

/* The CBOR map {"bits": n, "lst": zlib-9 bytes}, appended. */
err status_list_encode(const uint8_t *list, size_t n, unsigned bits, struct buf *ret) MUST_CHECK;
/* Back again; *ret gets the bytes. ERR_INPUT: not such a map, or it unpacks to more than room bytes. */
err status_list_decode(const uint8_t *cbor, size_t n, size_t room, unsigned *ret_bits,
                       struct buf *ret) MUST_CHECK;

struct status_list_token {
    char uri[201];
    int64_t iat;
    int64_t exp; /* 0: absent, under COSE_ANY only */
    int64_t ttl; /* 0: absent */
    unsigned bits;
};
/* Appends the signed token (tag 18, typ label 16, no tag 61) for 1-bit entries. exp = iat + STATUS_LIST_LIFE.
 */
err status_list_sign(const char *uri, int64_t iat, const uint8_t *list, size_t n, const struct signer *key,
                     struct buf *ret) MUST_CHECK;
/* Claims and unpacked list (appended) of a token whose signature the caller checks by *ret_cose. rules:
 * COSE_ANY reads the draft's own samples (kid unprotected) and unpacks up to 1 MiB, COSE_OURS up to
 * STATUS_LIST_BYTES. ERR_INPUT: no such token. */
err status_list_parse(const uint8_t *token, size_t n, enum cose_rules rules, struct status_list_token *ret,
                      struct cose_sign1 *ret_cose, struct buf *ret_list) MUST_CHECK;

#endif
