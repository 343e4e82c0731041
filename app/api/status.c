/* What any checker may fetch: the signed status lists, and the keys by which cards are known. None of it is
 * personal, so it may be cached. */
#include "api/status.h"

#include <stdio.h>

#include "crypto/digest.h"
#include "domain/check/checker.h"
#include "domain/check/published.h"
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

static err list_give(struct req *rq, struct doorway *d, bool prolonged)
{
    struct buf *out = rq->reply.body;
    int64_t list;
    err e;

    buf_clear(out);
    if ((e = req_id(rq, "n", &list)) || (e = door_list_token(d, list, prolonged, out)))
        return e;
    rq->reply.status = 200;
    rq->reply.content_type = "application/statuslist+cwt";
    /* A device that holds the list already is answered with 304 and no body. */
    rq->reply.cache_control = CACHE;
    return etag_set(rq);
}

static err status_get_list(struct req *rq, struct doorway *d)
{
    return list_give(rq, d, false);
}

static err status_get_prolonged(struct req *rq, struct doorway *d)
{
    return list_give(rq, d, true);
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
static void key_put(struct json_writer *j, const struct door_key *key)
{
    char x[44], y[44], kid[12];

    json_put_object(j, NULL);
    json_put_text(j, "kty", "EC");
    json_put_text(j, "crv", "P-256");
    json_put_text(j, "alg", "ES256");
    json_put_text(j, "use", "sig");
    json_put_text(j, "kid", base64url(key->kid, sizeof key->kid, kid));
    json_put_text(j, "x", base64url(key->x, sizeof key->x, x));
    json_put_text(j, "y", base64url(key->y, sizeof key->y, y));
    json_put_end(j);
}

static err keys_put(struct doorway *d, struct json_writer *j)
{
    struct door_key *keys;
    size_t count;
    err e;

    if ((e = door_keys(d, &keys, &count)))
        return e;
    json_put_list(j, "keys");
    for (size_t i = 0; i < count; i++)
        key_put(j, &keys[i]);
    json_put_end(j);
    return OK;
}

static err lists_put(struct doorway *d, struct json_writer *j, const char *name, bool prolonged)
{
    const char *const *uris;
    size_t count;
    err e;

    if ((e = door_list_uris(d, prolonged, &uris, &count)))
        return e;
    json_put_list(j, name);
    for (size_t i = 0; i < count; i++)
        json_put_text(j, NULL, uris[i]);
    json_put_end(j);
    return OK;
}

/* The bits of the claim "services". */
static void services_put(struct json_writer *j)
{
    static const enum card_service ALL[] = {SERVICE_TRANSPORT, SERVICE_DOCUMENTS, SERVICE_KINDERGARTEN};

    json_put_object(j, "services");
    for (size_t i = 0; i < COUNT(ALL); i++)
        json_put_int(j, card_service_name(ALL[i]), ALL[i]);
    json_put_end(j);
}

static err issuer_get(struct req *rq, struct doorway *d)
{
    struct json_writer *j;
    const char *name;
    err e;

    if ((e = checker_municipality(d, &name)))
        return e;
    if (!name[0])
        return refuse(&rq->work, ERR_ABSENT, "not_set_up", "",
                      "This register has no municipality yet: run `besa init`.");
    j = reply_object(rq);
    /* The neutral name: anybody may ask, and the answer must not say what the cards are for. */
    json_put_text(j, "name", name);
    if ((e = keys_put(d, j)) || (e = lists_put(d, j, "status_lists", false)) ||
        (e = lists_put(d, j, "prolonged_lists", true)))
        return e;
    services_put(j);
    rq->reply.cache_control = CACHE;
    return (e = reply_done(rq, 200)) ? e : etag_set(rq);
}

DOOR_HANDLER(status_get_list)
DOOR_HANDLER(status_get_prolonged)
DOOR_HANDLER(issuer_get)

static const struct route ROUTES[] = {
    {"GET", "/status/{n}", R_ANYONE, RT_CHECK | RT_PUBLIC_DATA | RT_BYTES, status_get_list_at_door},
    {"GET", "/status/{n}/prolonged", R_ANYONE, RT_CHECK | RT_PUBLIC_DATA | RT_BYTES,
     status_get_prolonged_at_door},
    {"GET", "/api/v1/issuer", R_ANYONE, RT_CHECK | RT_PUBLIC_DATA, issuer_get_at_door},
};
const struct route_table STATUS_ROUTES = ROUTE_TABLE(ROUTES);
