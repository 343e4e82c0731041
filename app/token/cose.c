/* COSE_Sign1 (RFC 9052) with ES256: the four fields in place, their headers, and the Sig_structure that is
 * signed. Nothing is copied out of the input; every slice points into it. Reading checks no signature:
 * nothing that was read may be believed before cose_verify has said OK. */
#include "token/cose.h"

#include <string.h>

#include "crypto/signature.h"
#include "token/cbor.h"
#include "token/claim.h"

struct headers {
    struct cose_sign1 *sign1;
    enum cose_rules rules;
    bool is_protected;
    bool any_protected;
    uint32_t seen;  /* bit n: label n, in either header */
    uint32_t named; /* bit n: label n, by crit */
};

static uint32_t label_bit(const struct cbor_item *key)
{
    return key->major == CBOR_UINT && key->value < 32 ? UINT32_C(1) << key->value : 0;
}

static err alg_read(struct cbor_reader *r, int64_t *ret)
{
    static const char REASON[] = "another algorithm than ES256";
    int64_t alg;
    err e;

    if ((e = cbor_int(r, REASON, &alg)))
        return e;
    if (alg != COSE_ALG_ES256)
        return cbor_refuse(r, REASON);
    *ret = alg;
    return OK;
}

/* RFC 9052 §3.1: protected, not empty, and only labels that we act on. */
static err crit_read(struct cbor_reader *r, struct headers *h)
{
    const uint32_t known = 1U << COSE_LABEL_ALG | 1U << COSE_LABEL_KID | 1U << COSE_LABEL_TYPE;
    struct cbor_item list, label;
    err e;

    if (h->rules == COSE_OURS || !h->is_protected)
        return cbor_refuse(r, "a crit header");
    if ((e = cbor_next(r, &list)))
        return e;
    if (list.major != CBOR_ARRAY)
        return cbor_refuse(r, "a crit header that is no list");
    while (cbor_more(r, &list)) {
        if ((e = cbor_next(r, &label)))
            return e;
        if ((label_bit(&label) & known) == 0)
            return cbor_refuse(r, "a critical header that is not known");
        h->named |= label_bit(&label);
    }
    return h->named ? OK : cbor_refuse(r, "an empty crit header");
}

/* Text, or a number of a registered content format, which leaves *ret as it was. */
static err type_read(struct cbor_reader *r, struct slice *ret)
{
    struct cbor_item item;
    err e;

    if ((e = cbor_next(r, &item)))
        return e;
    if (item.major != CBOR_TEXT && item.major != CBOR_UINT)
        return cbor_refuse(r, "a type that is neither text nor number");
    if (item.major == CBOR_TEXT)
        *ret = item.content;
    return OK;
}

static err header_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    struct headers *h = into;

    if (key->major == CBOR_BYTES)
        return cbor_refuse(r, "a header label that is neither number nor text");
    /* What is not protected is not signed: anybody could add to it, and so make a second text of one card. */
    if (!h->is_protected && h->rules == COSE_OURS)
        return cbor_refuse(r, "a header outside the protected ones");
    /* RFC 9052 section 3: a label must not stand in both maps. Larger labels have no bit; those we act on are
     * all below 32. */
    if (h->seen & label_bit(key))
        return cbor_refuse(r, "a header stands in both maps");
    h->seen |= label_bit(key);
    h->any_protected = h->any_protected || h->is_protected;
    if (cbor_key_is_int(key, COSE_LABEL_ALG))
        return alg_read(r, &h->sign1->alg);
    if (cbor_key_is_int(key, COSE_LABEL_CRIT))
        return crit_read(r, h);
    if (cbor_key_is_int(key, COSE_LABEL_KID))
        return cbor_bytes(r, "a key id that is no byte string", &h->sign1->kid);
    if (cbor_key_is_int(key, COSE_LABEL_TYPE))
        return type_read(r, &h->sign1->type);
    return cbor_skip(r);
}

/* The map inside the byte string. An empty map is signed like an empty string (RFC 9052 §3, §4.4). */
static err protected_read(struct cbor_reader *r, struct headers *h)
{
    struct slice bytes;
    struct cbor_reader inner;
    err e;

    if ((e = cbor_bytes(r, "a protected header that is no byte string", &bytes)))
        return e;
    inner = cbor_open(bytes, r->canonical);
    h->is_protected = true;
    if (bytes.size > 0 &&
        (cbor_map(&inner, "a protected header that is no map", header_pair, h) || cbor_done(&inner)))
        return cbor_refuse(r, inner.reason);
    h->is_protected = false;
    if (h->named & ~h->seen)
        return cbor_refuse(r, "a critical header that is not there");
    h->sign1->protected_bytes = h->any_protected ? bytes : (struct slice){0};
    return OK;
}

static err headers_read(struct cbor_reader *r, struct headers *h)
{
    err e;

    if ((e = protected_read(r, h)) ||
        (e = cbor_map(r, "an unprotected header that is no map", header_pair, h)))
        return e;
    /* The algorithm is compared with the one we know, never chosen by the token: a token must not pick a
     * weaker one. */
    if (h->sign1->alg != COSE_ALG_ES256)
        return cbor_refuse(r, "no algorithm");
    if (h->rules == COSE_OURS && h->sign1->kid.size != KID_SIZE)
        return cbor_refuse(r, "no key id of 8 bytes");
    return OK;
}

/* The head of the array of four, behind tag 18 or, where the rules allow it, behind no tag. */
static err array_open(struct cbor_reader *r, enum cose_rules rules, bool *ret_tagged, struct cbor_item *ret)
{
    struct cbor_item head;
    bool tagged;
    err e;

    if ((e = cbor_next(r, &head)))
        return e;
    tagged = head.major == CBOR_TAG;
    if (tagged ? head.value != COSE_TAG_SIGN1 : rules == COSE_OURS)
        return cbor_refuse(r, "no COSE_Sign1: another tag or none");
    if (tagged && (e = cbor_next(r, &head)))
        return e;
    if (head.major != CBOR_ARRAY || (!head.indefinite && head.value != 4))
        return cbor_refuse(r, "no COSE_Sign1: not an array of four");
    *ret_tagged = tagged;
    *ret = head;
    return OK;
}

static err sign1_read(struct cbor_reader *r, enum cose_rules rules, struct cose_sign1 *sign1)
{
    struct headers h = {.sign1 = sign1, .rules = rules};
    struct cbor_item head = {0};
    err e;

    if ((e = array_open(r, rules, &sign1->tagged, &head)) || (e = headers_read(r, &h)) ||
        (e = cbor_bytes(r, "a payload that is detached or no byte string", &sign1->payload)) ||
        (e = cbor_bytes(r, "a signature that is no byte string", &sign1->signature)))
        return e;
    if (sign1->signature.size != SIGNATURE_SIZE)
        return cbor_refuse(r, "a signature that is not 64 bytes");
    if (head.indefinite && cbor_more(r, &head))
        return cbor_refuse(r, "no COSE_Sign1: not an array of four");
    return cbor_done(r);
}

err cose_parse(const uint8_t *data, size_t n, enum cose_rules rules, struct cose_sign1 *ret,
               const char **ret_reason)
{
    struct cbor_reader r = cbor_open((struct slice){data, n}, rules == COSE_OURS);
    struct cose_sign1 sign1 = {0};
    err e;

    if ((e = sign1_read(&r, rules, &sign1))) {
        *ret_reason = r.reason;
        return e;
    }
    *ret = sign1;
    return OK;
}

/* RFC 9052 §4.4. */
static void sig_structure(struct buf *b, struct slice protected_bytes, struct slice aad, struct slice payload)
{
    cbor_put(b, CBOR_ARRAY, 4);
    cbor_put_text(b, "Signature1");
    cbor_put_bytes(b, protected_bytes.data, protected_bytes.size);
    cbor_put_bytes(b, aad.data, aad.size);
    cbor_put_bytes(b, payload.data, payload.size);
}

err cose_verify(const struct cose_sign1 *c, const struct verifier *key, struct slice external_aad)
{
    CLEANUP(buf_free) struct buf signed_bytes = {0};
    err e;

    if (c->alg != COSE_ALG_ES256 || c->signature.size != SIGNATURE_SIZE)
        return ERR_CORRUPT;
    sig_structure(&signed_bytes, c->protected_bytes, external_aad, c->payload);
    if ((e = buf_err(&signed_bytes)))
        return e;
    return verifier_check(key, signed_bytes.data, signed_bytes.len, c->signature.data);
}

static void protected_put(struct buf *b, const uint8_t *kid, const char *type)
{
    cbor_put(b, CBOR_MAP, type ? 3 : 2);
    cbor_put_int(b, COSE_LABEL_ALG);
    cbor_put_int(b, COSE_ALG_ES256);
    cbor_put_int(b, COSE_LABEL_KID);
    cbor_put_bytes(b, kid, KID_SIZE);
    if (type) {
        cbor_put_int(b, COSE_LABEL_TYPE);
        cbor_put_text(b, type);
    }
}

static struct slice buf_slice(const struct buf *b)
{
    return (struct slice){(const uint8_t *)b->data, b->len};
}

err cose_sign(const struct signer *key, const char *type, struct slice payload, struct buf *ret)
{
    CLEANUP(buf_free) struct buf header = {0};
    CLEANUP(buf_free) struct buf to_sign = {0};
    uint8_t signature[SIGNATURE_SIZE];
    err e;

    protected_put(&header, signer_kid(key), type);
    sig_structure(&to_sign, buf_slice(&header), (struct slice){0}, payload);
    if ((e = buf_err(&header)) || (e = buf_err(&to_sign)) ||
        (e = signer_sign(key, to_sign.data, to_sign.len, signature)))
        return e;
    cbor_put(ret, CBOR_TAG, COSE_TAG_SIGN1);
    cbor_put(ret, CBOR_ARRAY, 4);
    cbor_put_bytes(ret, header.data, header.len);
    cbor_put(ret, CBOR_MAP, 0);
    cbor_put_bytes(ret, payload.data, payload.size);
    cbor_put_bytes(ret, signature, sizeof signature);
    return buf_err(ret);
}

err cose_verify_ours(const struct cose_sign1 *c, const struct verifier *key)
{
    /* RFC 9052 asks nothing of s; ours must be low, so that a good card cannot be turned into a second one
     * that looks new to the register. */
    if (c->signature.size != SIGNATURE_SIZE || !signature_low(c->signature.data))
        return ERR_CORRUPT;
    return cose_verify(c, key, (struct slice){0});
}
