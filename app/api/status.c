/* What any checker may fetch: the signed status lists, and by which keys cards are known. None of it is
 * personal. */
#include "api/status.h"

#include <stdio.h>

#include "crypto/digest.h"
#include "domain/card/issuer.h"
#include "domain/card/status.h"
#include "domain/office/municipality.h"
#include "http/input.h"
#include "http/reply.h"
#include "token/card_token.h"

#define CACHE     "public, max-age=300" /* as long as the token's ttl */
#define ETAG_SIZE 16                    /* bytes of the digest */

static err etag_set(struct req *rq)
{
    const struct buf *body = rq->reply.body;
    uint8_t digest[DIGEST_SIZE];
    char hex[2 * ETAG_SIZE + 1];
    err e;

    if ((e = digest_sha256(body->data, body->len, digest)))
        return e;
    snprintf(rq->reply.etag, sizeof rq->reply.etag, "\"%s\"", digest_hex(digest, ETAG_SIZE, hex));
    return OK;
}

static err status_get_list(struct req *rq)
{
    struct buf *out = rq->reply.body;
    int64_t list, signed_at;
    err e;

    buf_clear(out);
    if ((e = req_id(rq, "n", &list)) || (e = status_token(&rq->work, list, out, &signed_at)))
        return e;
    rq->reply.status = 200;
    rq->reply.content_type = "application/statuslist+cwt";
    rq->reply.cache_control = CACHE;
    return etag_set(rq);
}

/* RFC 4648 §5 without padding, as JOSE wants it. */
static char *base64url(const uint8_t *data, size_t n, char *ret)
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char *out = ret;
    uint32_t held = 0;
    unsigned bits = 0;

    for (size_t i = 0; i < n; i++) {
        held = held << 8 | data[i];
        for (bits += 8; bits >= 6; bits -= 6)
            *out++ = ALPHABET[held >> (bits - 6) & 63];
    }
    if (bits)
        *out++ = ALPHABET[held << (6 - bits) & 63];
    *out = '\0';
    return ret;
}

/* kid: base64url of the 8 bytes that stand in the protected header. */
static json_t *key_json(const struct issuer_key *key)
{
    char x[44], y[44], kid[12];

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "kty", "EC", "crv", "P-256", "alg", "ES256",
                     "use", "sig", "kid", base64url(key->kid, sizeof key->kid, kid), "x",
                     base64url(key->x, sizeof key->x, x), "y", base64url(key->y, sizeof key->y, y));
}

static err keys_json(struct work *w, json_t *ret)
{
    struct issuer_key *keys;
    size_t count;
    err e;

    if ((e = issuer_keys(w, &keys, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(ret, key_json(&keys[i]));
    return OK;
}

static err lists_json(struct work *w, json_t *ret)
{
    char uri[CARD_URI_MAX + 1];
    int64_t *lists;
    size_t count;
    err e;

    if ((e = status_lists(w, &lists, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = status_uri(w, lists[i], uri, sizeof uri)))
            return e;
        json_array_append_new(ret, json_string(uri));
    }
    return OK;
}

/* The bits of the claim "services". */
static json_t *services_json(void)
{
    static const enum card_service ALL[] = {SERVICE_TRANSPORT, SERVICE_DOCUMENTS, SERVICE_KINDERGARTEN};
    json_t *services = json_object();

    for (size_t i = 0; i < COUNT(ALL); i++)
        json_object_set_new(services, card_service_name(ALL[i]), json_integer(ALL[i]));
    return services;
}

static err issuer_get(struct req *rq)
{
    json_t *keys = json_array(), *lists = json_array();
    struct municipality m;
    err e;

    if ((e = municipality_read(&rq->work, &m)) || (e = keys_json(&rq->work, keys)) ||
        (e = lists_json(&rq->work, lists))) {
        json_decref(keys);
        json_decref(lists);
        return e;
    }
    e = reply_json(rq, 200,
                   json_pack("{s:s, s:o, s:o, s:o}", "name", m.neutral_name, "keys", keys, "status_lists",
                             lists, "services", services_json()));
    rq->reply.cache_control = CACHE;
    return e ? e : etag_set(rq);
}

static const struct route ROUTES[] = {
    {"GET", "/status/{n}", R_ANYONE, RT_CHECK | RT_PUBLIC_DATA, status_get_list},
    {"GET", "/api/v1/issuer", R_ANYONE, RT_CHECK | RT_PUBLIC_DATA, issuer_get},
};
const struct route_table STATUS_ROUTES = ROUTE_TABLE(ROUTES);
