/* The card in the QR code: "BK1" + Base32 of a COSE_Sign1 (RFC 9052) whose payload is a CWT
 * claims map (RFC 8392). */
#ifndef TOKEN_CARD_TOKEN_H
#define TOKEN_CARD_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "crypto/digest.h"
#include "token/cose.h"

#define CARD_TEXT_MAX    1024
#define CARD_CTI_SIZE    10
#define CARD_HINT_MAX    40 /* bytes */
#define CARD_URI_MAX     200
#define CARD_NUMBER_TEXT 20 /* "ABCD-EFGH-IJKL-MNOP" and the NUL */

enum card_service { SERVICE_TRANSPORT = 1, SERVICE_DOCUMENTS = 2, SERVICE_KINDERGARTEN = 4 };

struct card_token {
    int64_t exp; /* UTC seconds; first second at which it is no longer good */
    int64_t nbf; /* 0: absent */
    uint8_t cti[CARD_CTI_SIZE];
    uint32_t list_index;
    char list_uri[CARD_URI_MAX + 1];
    uint32_t services;            /* mask of enum card_service */
    char hint[CARD_HINT_MAX + 1]; /* "": left out */
};

/* Appends the text "BK1…" to *ret_text (may be NULL) and fills the digest of the COSE bytes. */
err card_token_sign(const struct card_token *card, const struct signer *key, struct buf *ret_text,
                    uint8_t ret_digest[DIGEST_SIZE]) MUST_CHECK;

/* Text to bytes: prefix, characters, length (any case, blanks at the ends taken off). ERR_INPUT with
 * *ret_reason. room of ret: CARD_TEXT_MAX. */
err card_text_decode(const char *text, size_t n, uint8_t *ret, size_t *ret_n,
                     const char **ret_reason) MUST_CHECK;
/* Bytes to claims, strict, signature NOT checked; *ret_cose for cose_verify. */
err card_token_parse(const uint8_t *bytes, size_t n, struct card_token *ret, struct cose_sign1 *ret_cose,
                     const char **ret_reason) MUST_CHECK;

/* "ABCD-EFGH-IJKL-MNOP" from the cti. Returns ret. */
char *card_number_format(const uint8_t cti[CARD_CTI_SIZE], char ret[CARD_NUMBER_TEXT]);
/* 16 characters, any case, with or without blanks and hyphens. ERR_INPUT otherwise. */
err card_number_parse(const char *text, uint8_t ret_cti[CARD_CTI_SIZE]) MUST_CHECK;

/* "transport", "documents", "kindergarten"; NULL: no such service. */
const char *card_service_name(enum card_service s);
bool card_service_parse(const char *name, enum card_service *ret);

#endif
