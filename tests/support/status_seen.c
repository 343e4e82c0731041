/* Fetches keys and list as a device without network would have done before. */
#include "support/status_seen.h"

#include <string.h>

#include "crypto/signature.h"
#include "token/claim.h"
#include "token/status_list.h"

/* RFC 4648 §5 without padding; fails the test when it is not `size` bytes. */
static void base64url_read(const char *text, uint8_t *ret, size_t size)
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t held = 0;
    unsigned bits = 0;
    size_t n = 0;

    for (; *text; text++) {
        const char *at = strchr(ALPHABET, *text);

        assert_non_null(at);
        held = held << 6 | (uint32_t)(at - ALPHABET);
        if ((bits += 6) < 8)
            continue;
        bits -= 8;
        assert_true(n < size);
        ret[n++] = (uint8_t)(held >> bits);
    }
    assert_int_equal(n, size);
}

/* The key of the last answer, GET issuer, that has that kid. */
static void key_take(const struct door *d, struct slice kid, struct verifier **ret)
{
    uint8_t x[32], y[32], id[KID_SIZE];

    assert_string_equal(text_at(d, "keys.0.kty"), "EC");
    assert_string_equal(text_at(d, "keys.0.crv"), "P-256");
    base64url_read(text_at(d, "keys.0.x"), x, sizeof x);
    base64url_read(text_at(d, "keys.0.y"), y, sizeof y);
    base64url_read(text_at(d, "keys.0.kid"), id, sizeof id);
    assert_int_equal(kid.size, KID_SIZE);
    assert_memory_equal(kid.data, id, KID_SIZE);
    must(verifier_from_point(x, y, ret));
}

unsigned status_seen(struct door *d, const struct office_card *c)
{
    CLEANUP(verifier_free) struct verifier *key = NULL;
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf list = {0};
    struct status_list_token claims;
    struct cose_sign1 cose;

    as(d, NULL);
    assert_int_equal(get(d, "/status/%ld", (long)c->list), 200);
    assert_string_equal(d->reply.content_type, STATUS_LIST_TYPE);
    assert_true(d->reply.cors);
    buf_add(&token, d->reply.body->data, d->reply.body->len);
    must(status_list_parse((const uint8_t *)token.data, token.len, COSE_OURS, &claims, &cose, &list));
    assert_int_equal(get(d, "/api/v1/issuer"), 200);
    key_take(d, cose.kid, &key);
    must(cose_verify(&cose, key, (struct slice){0}));
    assert_string_equal(claims.uri, text_at(d, "status_lists.0"));
    assert_int_equal(claims.exp, claims.iat + STATUS_LIST_LIFE);
    assert_true(claims.iat <= d->app.clock.fixed && d->app.clock.fixed < claims.exp);
    assert_int_equal(list.len, STATUS_LIST_BYTES);
    as(d, COORDINATOR);
    return status_get((const uint8_t *)list.data, 1, (size_t)c->index);
}
