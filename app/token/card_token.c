/* The card: a CWT claims map in a COSE_Sign1, as text for a QR code. Writing is deterministic CBOR; reading
 * takes nothing on trust, not even from a holder of our own key, and ignores claims it does not know. */
#include "token/card_token.h"

#include <string.h>
#include <strings.h>

#include "token/base32.h"
#include "token/cbor.h"
#include "token/claim.h"

#define PREFIX_SIZE  3
#define COSE_MAX     ((CARD_TEXT_MAX - PREFIX_SIZE) * 5 / 8) /* Base32: 5 bits in each character */
#define NUMBER_CHARS 16
#define TIME_MAX     INT64_C(253402300799) /* 9999-12-31T23:59:59Z: what a date can be written for */

static const char PREFIX[] = "BK1";

enum claim_bit { HAS_EXP = 1, HAS_CTI = 2, HAS_SERVICES = 4, HAS_INDEX = 8, HAS_URI = 16, HAS_ALL = 31 };

struct claims {
    struct card_token card;
    unsigned has; /* of enum claim_bit */
};

/* The keys stand in the bytewise order of their encodings (RFC 8949 section 4.2.1), as our reader demands:
 * small positive, large positive, then negative ones. */
static void payload_put(struct buf *b, const struct card_token *card)
{
    cbor_put(b, CBOR_MAP, 4U + (card->nbf != 0) + (card->hint[0] != '\0'));
    cbor_put_int(b, CLAIM_EXP);
    cbor_put_int(b, card->exp);
    if (card->nbf != 0) {
        cbor_put_int(b, CLAIM_NBF);
        cbor_put_int(b, card->nbf);
    }
    cbor_put_int(b, CLAIM_CTI);
    cbor_put_bytes(b, card->cti, sizeof card->cti);
    cbor_put_int(b, CLAIM_STATUS);
    cbor_put(b, CBOR_MAP, 1);
    cbor_put_text(b, "status_list");
    cbor_put(b, CBOR_MAP, 2);
    cbor_put_text(b, "idx");
    cbor_put(b, CBOR_UINT, card->list_index);
    cbor_put_text(b, "uri");
    cbor_put_text(b, card->list_uri);
    cbor_put_int(b, CLAIM_SERVICES);
    cbor_put(b, CBOR_UINT, card->services);
    if (card->hint[0] != '\0') {
        cbor_put_int(b, CLAIM_HINT);
        cbor_put_text(b, card->hint);
    }
}

static bool card_is_writable(const struct card_token *card)
{
    return card->exp > 0 && card->exp <= TIME_MAX && card->nbf >= 0 && card->nbf < card->exp &&
           card->services != 0 && card->list_uri[0] != '\0';
}

err card_token_sign(const struct card_token *card, const struct signer *key, struct buf *ret_text,
                    uint8_t ret_digest[DIGEST_SIZE])
{
    CLEANUP(buf_free) struct buf payload = {0};
    CLEANUP(buf_free) struct buf cose = {0};
    char text[BASE32_TEXT(COSE_MAX)];
    err e;

    if (!card_is_writable(card))
        return ERR_INPUT;
    payload_put(&payload, card);
    if ((e = buf_err(&payload)) ||
        (e = cose_sign(key, NULL, (struct slice){(const uint8_t *)payload.data, payload.len}, &cose)))
        return e;
    if (cose.len > COSE_MAX)
        return ERR_LIMIT;
    /* Callers that only want to know the digest of a card they have kept leave the text out. */
    if (ret_text) {
        buf_text(ret_text, PREFIX);
        buf_text(ret_text, base32_encode(cose.data, cose.len, text));
        if ((e = buf_err(ret_text)))
            return e;
    }
    return digest_sha256(cose.data, cose.len, ret_digest);
}

/* Scanners that act as a keyboard end with Enter or Tab, and people copy blanks along. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

err card_text_decode(const char *text, size_t n, uint8_t *ret, size_t *ret_n, const char **ret_reason)
{
    if (n > CARD_TEXT_MAX) {
        *ret_reason = "longer than any card";
        return ERR_INPUT;
    }
    for (; n > 0 && is_blank(text[0]); text++)
        n--;
    while (n > 0 && is_blank(text[n - 1]))
        n--;
    if (n < PREFIX_SIZE || strncasecmp(text, PREFIX, PREFIX_SIZE) != 0) {
        *ret_reason = "does not begin with BK1";
        return ERR_INPUT;
    }
    if (base32_decode(text + PREFIX_SIZE, n - PREFIX_SIZE, ret, CARD_TEXT_MAX, ret_n)) {
        *ret_reason = "not Base32: a character or a length that cannot be";
        return ERR_INPUT;
    }
    return OK;
}

static err time_read(struct cbor_reader *r, const char *reason, int64_t *ret)
{
    int64_t t;
    err e;

    if ((e = cbor_int(r, reason, &t)))
        return e;
    if (t <= 0 || t > TIME_MAX)
        return cbor_refuse(r, reason);
    *ret = t;
    return OK;
}

static err uint32_read(struct cbor_reader *r, const char *reason, uint32_t *ret)
{
    int64_t value;
    err e;

    if ((e = cbor_int(r, reason, &value)))
        return e;
    if (value < 0 || value > UINT32_MAX)
        return cbor_refuse(r, reason);
    *ret = (uint32_t)value;
    return OK;
}

static err cti_read(struct cbor_reader *r, uint8_t ret[CARD_CTI_SIZE])
{
    static const char REASON[] = "cti is not 10 bytes";
    struct slice cti;
    err e;

    if ((e = cbor_bytes(r, REASON, &cti)))
        return e;
    if (cti.size != CARD_CTI_SIZE)
        return cbor_refuse(r, REASON);
    memcpy(ret, cti.data, CARD_CTI_SIZE);
    return OK;
}

static err list_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    struct claims *c = into;

    if (cbor_key_is_text(key, "idx")) {
        c->has |= HAS_INDEX;
        return uint32_read(r, "idx is not a number of 32 bits", &c->card.list_index);
    }
    if (cbor_key_is_text(key, "uri")) {
        c->has |= HAS_URI;
        return cbor_text(r, "uri is not a text of 1 to 200 bytes", c->card.list_uri, sizeof c->card.list_uri);
    }
    return cbor_skip(r);
}

static err status_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    if (cbor_key_is_text(key, "status_list"))
        return cbor_map(r, "status_list is no map", list_pair, into);
    return cbor_skip(r);
}

static err claim_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    struct claims *c = into;

    if (cbor_key_is_int(key, CLAIM_EXP)) {
        c->has |= HAS_EXP;
        return time_read(r, "exp is not an integer or no possible time", &c->card.exp);
    }
    if (cbor_key_is_int(key, CLAIM_NBF))
        return time_read(r, "nbf is not an integer or no possible time", &c->card.nbf);
    if (cbor_key_is_int(key, CLAIM_CTI)) {
        c->has |= HAS_CTI;
        return cti_read(r, c->card.cti);
    }
    if (cbor_key_is_int(key, CLAIM_STATUS))
        return cbor_map(r, "status is no map", status_pair, c);
    if (cbor_key_is_int(key, CLAIM_SERVICES)) {
        c->has |= HAS_SERVICES;
        return uint32_read(r, "services is not a number of 32 bits", &c->card.services);
    }
    if (cbor_key_is_int(key, CLAIM_HINT))
        return cbor_text(r, "hint is not a text of 1 to 40 bytes", c->card.hint, sizeof c->card.hint);
    return cbor_skip(r);
}

static const char *claims_missing(unsigned has)
{
    if (!(has & HAS_EXP))
        return "no exp";
    if (!(has & HAS_CTI))
        return "no cti";
    if (!(has & HAS_SERVICES))
        return "no services";
    return "no status_list with idx and uri";
}

static err claims_read(struct slice payload, struct claims *c, const char **ret_reason)
{
    struct cbor_reader r = cbor_open(payload, true);
    err e;

    /* cbor_done: bytes behind the map would be signed, and read by nobody. */
    if ((e = cbor_map(&r, "the payload is no map", claim_pair, c)) || (e = cbor_done(&r))) {
        *ret_reason = r.reason;
        return e;
    }
    if (c->has != HAS_ALL) {
        *ret_reason = claims_missing(c->has);
        return ERR_INPUT;
    }
    return OK;
}

err card_token_parse(const uint8_t *bytes, size_t n, struct card_token *ret, struct cose_sign1 *ret_cose,
                     const char **ret_reason)
{
    struct claims c = {0};
    struct cose_sign1 sign1;
    err e;

    if (n > COSE_MAX) {
        *ret_reason = "longer than any card";
        return ERR_INPUT;
    }
    if ((e = cose_parse(bytes, n, COSE_OURS, &sign1, ret_reason)))
        return e;
    /* Status lists are signed by the same key: without this a list could be shown as a card. */
    if (sign1.type.size > 0) {
        *ret_reason = "a token of another type";
        return ERR_INPUT;
    }
    if ((e = claims_read(sign1.payload, &c, ret_reason)))
        return e;
    *ret = c.card;
    *ret_cose = sign1;
    return OK;
}

char *card_number_format(const uint8_t cti[CARD_CTI_SIZE], char ret[CARD_NUMBER_TEXT])
{
    char plain[BASE32_TEXT(CARD_CTI_SIZE)];
    char *out = ret;

    base32_encode(cti, CARD_CTI_SIZE, plain);
    for (size_t i = 0; i < NUMBER_CHARS; i++) {
        if (i > 0 && i % 4 == 0)
            *out++ = '-';
        *out++ = plain[i];
    }
    *out = '\0';
    return ret;
}

err card_number_parse(const char *text, uint8_t ret_cti[CARD_CTI_SIZE])
{
    char plain[NUMBER_CHARS];
    size_t n = 0;

    for (; *text; text++) {
        /* As people type what is printed: in groups, with or without the dashes. */
        if (is_blank(*text) || *text == '-')
            continue;
        if (n == NUMBER_CHARS)
            return ERR_INPUT;
        plain[n++] = *text;
    }
    return n == NUMBER_CHARS ? base32_decode(plain, n, ret_cti, CARD_CTI_SIZE, &n) : ERR_INPUT;
}

static const struct {
    enum card_service service;
    const char *name;
} SERVICE_WORDS[] = {
    {SERVICE_TRANSPORT, "transport"},
    {SERVICE_DOCUMENTS, "documents"},
    {SERVICE_KINDERGARTEN, "kindergarten"},
};

const char *card_service_name(enum card_service s)
{
    for (size_t i = 0; i < sizeof SERVICE_WORDS / sizeof *SERVICE_WORDS; i++) {
        if (SERVICE_WORDS[i].service == s)
            return SERVICE_WORDS[i].name;
    }
    return NULL;
}

bool card_service_parse(const char *name, enum card_service *ret)
{
    for (size_t i = 0; i < sizeof SERVICE_WORDS / sizeof *SERVICE_WORDS; i++)
        if (strcmp(SERVICE_WORDS[i].name, name) == 0) {
            *ret = SERVICE_WORDS[i].service;
            return true;
        }
    return false;
}
