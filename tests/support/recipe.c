/* Follows a recipe letter by letter. */
#include "support/recipe.h"

#include <openssl/bn.h>
#include <stdio.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "support/assert.h"
#include "token/cbor.h"

#define HALF (SIGNATURE_SIZE / 2)

/* Test vectors: these keys sign nothing but the cases of tests/agreement/. */
static const char *const PEM[RECIPE_KEYS] = {
    [KEY_ISSUER] = "-----BEGIN PRIVATE KEY-----\n"
                   "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJbCRoIxYi7O1sl1y\n"
                   "gCNeDY4rTNgl0s9qv2HmYM3hh8ehRANCAARWBAziUqK36xbtzr9hs0ZH94t+4Sh5\n"
                   "TPKnWAK8EazWPazbp3h94+NhGPFcjzvnssSffcGCvVkUvQoTm54vr8Fx\n"
                   "-----END PRIVATE KEY-----\n",
    [KEY_RETIRED] = "-----BEGIN PRIVATE KEY-----\n"
                    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrgeA0VBjK7BW0wPN\n"
                    "DY0qLzhSp9wUaPq7aWKEdBzlMRahRANCAARimU5ZKRoXZlP+l3O4LWbwBznJkxwB\n"
                    "L2yIWdWa5Gj3cT8qHLf6DYlwc1aQ9ZWz3f4vpT8SQ5sACeWUuOFCmo7d\n"
                    "-----END PRIVATE KEY-----\n",
    [KEY_OTHER] = "-----BEGIN PRIVATE KEY-----\n"
                  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiNjW7UfnuVAF7auP\n"
                  "tggt7NHPk38qbgPL4NM5NZo/dxKhRANCAAQn3CrYjeH2hZpsHQTS0uJ1bpVcmkO+\n"
                  "9Nx5JHaJ+zrp9bl1gtWe41nVnPJvxmI51tAQZMhiGCyGeaZaHdVxvr+t\n"
                  "-----END PRIVATE KEY-----\n",
};

/* The order n of P-256 (SEC 2). */
static const char ORDER[] = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

static struct signer *keys[RECIPE_KEYS];

int recipe_keys_make(void **state)
{
    (void)state;
    for (size_t i = 0; i < RECIPE_KEYS; i++)
        if (signer_from_pem(PEM[i], strlen(PEM[i]), &keys[i]))
            return -1;
    return 0;
}

int recipe_keys_free(void **state)
{
    (void)state;
    for (size_t i = 0; i < RECIPE_KEYS; i++)
        signer_free(&keys[i]);
    return 0;
}

const struct signer *recipe_key(enum recipe_key which)
{
    return keys[which];
}

static void zlib_put(struct buf *b, const struct recipe *r)
{
    CLEANUP(buf_free) struct buf plain = {0};
    CLEANUP(buf_free) struct buf packed = {0};
    uLongf size = compressBound((uLong)r->zeros);
    unsigned byte;

    assert_non_null(buf_reserve(&plain, r->zeros + 1));
    memset(plain.data, 0, r->zeros);
    assert_non_null(buf_reserve(&packed, size));
    assert_int_equal(compress2((Bytef *)packed.data, &size, (const Bytef *)plain.data, (uLong)r->zeros,
                               Z_BEST_COMPRESSION),
                     Z_OK);
    packed.len = size - r->zlib_cut;
    for (const char *hex = r->zlib_on; hex && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(&packed, (char)byte);
    cbor_put_bytes(b, packed.data, packed.len);
}

static void map_put(struct buf *b, unsigned count)
{
    cbor_put(b, CBOR_MAP, count);
    for (unsigned i = 0; i < count; i++) {
        cbor_put_int(b, i);
        cbor_put_int(b, 0);
    }
}

/* Its length in two bytes, though one would do. */
static void long_put(struct buf *b, const struct buf *bytes)
{
    assert_true(bytes->len < 256);
    buf_char(b, 0x59);
    buf_char(b, 0);
    buf_char(b, (char)bytes->len);
    buf_add(b, bytes->data, bytes->len);
}

enum part { PART_HEADER, PART_PAYLOAD, PART_SIGNATURE, PARTS };

/* parts: those made so far. */
static void letter_put(struct buf *b, char letter, const struct recipe *r, const struct buf parts[PARTS])
{
    static const char LETTERS[PARTS + 1] = "PLS";
    const char *at = strchr(LETTERS, letter);

    if (at)
        cbor_put_bytes(b, parts[at - LETTERS].data, parts[at - LETTERS].len);
    else if (letter == 'W')
        long_put(b, &parts[PART_PAYLOAD]);
    else if (letter == 'K')
        cbor_put_bytes(b, signer_kid(keys[r->kid]), KID_SIZE);
    else if (letter == 'X')
        cbor_put_int(b, r->exp);
    else if (letter == 'M')
        map_put(b, r->keys);
    else if (letter == 'Z')
        zlib_put(b, r);
    else
        fail_msg("%c means nothing in a recipe", letter);
}

static void text_follow(struct buf *b, const char *text, const struct recipe *r,
                        const struct buf parts[PARTS])
{
    unsigned byte;

    while (*text) {
        if (*text >= 'A' && *text <= 'Z') {
            letter_put(b, *text++, r, parts);
            continue;
        }
        assert_int_equal(sscanf(text, "%2x", &byte), 1);
        buf_char(b, (char)byte);
        text += 2;
    }
    must(buf_err(b));
}

static void mirror(uint8_t s[HALF])
{
    BIGNUM *n = NULL, *number = BN_bin2bn(s, HALF, NULL);

    assert_int_equal(BN_hex2bn(&n, ORDER), HALF * 2);
    assert_int_equal(BN_sub(number, n, number), 1);
    assert_int_equal(BN_bn2binpad(number, s, HALF), HALF);
    BN_free(number);
    BN_free(n);
}

static void signature_edit(uint8_t signature[SIGNATURE_SIZE + 1], enum recipe_signature how, size_t *size)
{
    if (how == SIGNATURE_SHORT)
        *size = SIGNATURE_SIZE - 1;
    else if (how == SIGNATURE_LONG)
        *size = SIGNATURE_SIZE + 1;
    else if (how == SIGNATURE_NONE)
        *size = 0;
    else if (how == SIGNATURE_CHANGED)
        signature[SIGNATURE_SIZE - 1] ^= 1;
    else if (how == SIGNATURE_ZERO)
        memset(signature, 0, SIGNATURE_SIZE);
    else if (how == SIGNATURE_MIRROR)
        mirror(signature + HALF);
}

/* RFC 9052 §4.4. */
static void sign(const struct recipe *r, struct buf parts[PARTS])
{
    CLEANUP(buf_free) struct buf b = {0};
    uint8_t signature[SIGNATURE_SIZE + 1] = {0};
    size_t size = SIGNATURE_SIZE;

    cbor_put(&b, CBOR_ARRAY, 4);
    cbor_put_text(&b, "Signature1");
    cbor_put_bytes(&b, parts[PART_HEADER].data, parts[PART_HEADER].len);
    cbor_put_bytes(&b, NULL, 0);
    cbor_put_bytes(&b, parts[PART_PAYLOAD].data, parts[PART_PAYLOAD].len);
    must(signer_sign(keys[r->by], b.data, b.len, signature));
    signature_edit(signature, r->signature, &size);
    buf_add(&parts[PART_SIGNATURE], signature, size);
}

void recipe_make(const struct recipe *recipe, struct buf *ret)
{
    struct buf parts[PARTS] = {0};

    text_follow(&parts[PART_HEADER], recipe->header, recipe, parts);
    text_follow(&parts[PART_PAYLOAD], recipe->payload, recipe, parts);
    sign(recipe, parts);
    text_follow(ret, recipe->envelope, recipe, parts);
    for (size_t i = 0; i < PARTS; i++)
        buf_free(&parts[i]);
}
