/* Token Status List in its CWT form: statuses packed LSB first, deflated, signed. Unpacking stops at the
 * caller's room, so that a few bytes cannot claim gigabytes. The order "bits", "lst" is the draft's, not the
 * bytewise one: so a list of ours equals the draft's examples, and reading a payload does not insist on an
 * order. */
#include "token/status_list.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST /* next_in does not write */
#include <zlib.h>

#include "token/claim.h"

#define FOREIGN_ROOM ((size_t)1 << 20) /* bytes unpacked of a list that is not ours */
#define CHUNK        8192              /* bytes unpacked at a time */

unsigned status_get(const uint8_t *list, unsigned bits, size_t index)
{
    const size_t at = index * bits;

    return list[at / 8] >> at % 8 & ((1U << bits) - 1);
}

void status_set(uint8_t *list, unsigned bits, size_t index, unsigned value)
{
    const size_t at = index * bits;
    const unsigned mask = (1U << bits) - 1;

    list[at / 8] = (uint8_t)((list[at / 8] & ~(mask << at % 8)) | (value & mask) << at % 8);
}

static bool bits_possible(int64_t bits)
{
    return bits == 1 || bits == 2 || bits == 4 || bits == 8;
}

static void bytes_free(uint8_t **bytes)
{
    free(*bytes);
}

err status_list_encode(const uint8_t *list, size_t n, unsigned bits, struct buf *ret)
{
    CLEANUP(bytes_free) uint8_t *packed = NULL;
    uLongf size = compressBound((uLong)n);

    if (!bits_possible(bits))
        return ERR_INPUT;
    if (!(packed = malloc(size)) || compress2(packed, &size, list, (uLong)n, Z_BEST_COMPRESSION) != Z_OK)
        return ERR_SYSTEM;
    cbor_put(ret, CBOR_MAP, 2);
    cbor_put_text(ret, "bits");
    cbor_put(ret, CBOR_UINT, bits);
    cbor_put_text(ret, "lst");
    cbor_put_bytes(ret, packed, size);
    return buf_err(ret);
}

static void inflate_end(z_stream *z)
{
    (void)inflateEnd(z);
}

/* One complete zlib stream and nothing behind it. */
static err unpack(struct slice packed, size_t room, struct buf *ret)
{
    CLEANUP(inflate_end) z_stream z = {.next_in = packed.data, .avail_in = (uInt)packed.size};
    uint8_t chunk[CHUNK];
    int state = Z_OK;

    /* zlib counts its input in 32 bits. */
    if (packed.size > UINT32_MAX)
        return ERR_INPUT;
    if (inflateInit(&z) != Z_OK)
        return ERR_SYSTEM;
    while (state == Z_OK) {
        z.next_out = chunk;
        z.avail_out = sizeof chunk;
        state = inflate(&z, Z_NO_FLUSH);
        if (sizeof chunk - z.avail_out > room - ret->len)
            return ERR_INPUT;
        buf_add(ret, chunk, sizeof chunk - z.avail_out);
        if (ret->failed)
            return ERR_SYSTEM;
    }
    if (state == Z_MEM_ERROR)
        return ERR_SYSTEM;
    return state == Z_STREAM_END && z.avail_in == 0 ? OK : ERR_INPUT;
}

struct list_map {
    int64_t bits; /* 0: not seen */
    struct slice lst;
};

static err list_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    struct list_map *m = into;

    if (cbor_key_is_text(key, "bits"))
        return cbor_int(r, "bits is no integer", &m->bits);
    if (cbor_key_is_text(key, "lst"))
        return cbor_bytes(r, "lst is no byte string", &m->lst);
    return cbor_skip(r);
}

static err list_unpack(const struct list_map *m, size_t room, unsigned *ret_bits, struct buf *ret)
{
    /* Unpacked aside, so that *ret holds a whole list or what it held before. */
    CLEANUP(buf_free) struct buf list = {0};
    err e;

    if (!bits_possible(m->bits) || m->lst.size == 0)
        return ERR_INPUT;
    if ((e = unpack(m->lst, room, &list)))
        return e;
    buf_add(ret, list.data, list.len);
    if ((e = buf_err(ret)))
        return e;
    *ret_bits = (unsigned)m->bits;
    return OK;
}

err status_list_decode(const uint8_t *cbor, size_t n, size_t room, unsigned *ret_bits, struct buf *ret)
{
    struct cbor_reader r = cbor_open((struct slice){cbor, n}, false);
    struct list_map m = {0};
    err e;

    if ((e = cbor_map(&r, "no status list", list_pair, &m)) || (e = cbor_done(&r)))
        return e;
    return list_unpack(&m, room, ret_bits, ret);
}

err status_list_sign(const char *uri, int64_t iat, const uint8_t *list, size_t n, const struct signer *key,
                     struct buf *ret)
{
    CLEANUP(buf_free) struct buf payload = {0};
    err e;

    cbor_put(&payload, CBOR_MAP, 5);
    cbor_put_int(&payload, CLAIM_SUB);
    cbor_put_text(&payload, uri);
    cbor_put_int(&payload, CLAIM_EXP);
    cbor_put_int(&payload, iat + STATUS_LIST_LIFE);
    cbor_put_int(&payload, CLAIM_IAT);
    cbor_put_int(&payload, iat);
    cbor_put_int(&payload, CLAIM_STATUS_LIST);
    if ((e = status_list_encode(list, n, 1, &payload)))
        return e;
    cbor_put_int(&payload, CLAIM_TTL);
    cbor_put_int(&payload, STATUS_LIST_TTL);
    if ((e = buf_err(&payload)))
        return e;
    return cose_sign(key, STATUS_LIST_TYPE, (struct slice){(const uint8_t *)payload.data, payload.len}, ret);
}

struct token_claims {
    struct status_list_token token;
    struct list_map map;
};

/* Seconds; 0 stands for an absent claim. */
static err seconds_read(struct cbor_reader *r, int64_t *ret)
{
    static const char REASON[] = "a time that is no positive integer";
    int64_t seconds;
    err e;

    if ((e = cbor_int(r, REASON, &seconds)))
        return e;
    if (seconds <= 0)
        return cbor_refuse(r, REASON);
    *ret = seconds;
    return OK;
}

static err token_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    struct token_claims *c = into;

    if (cbor_key_is_int(key, CLAIM_SUB))
        return cbor_text(r, "sub is not a text of 1 to 200 bytes", c->token.uri, sizeof c->token.uri);
    if (cbor_key_is_int(key, CLAIM_EXP))
        return seconds_read(r, &c->token.exp);
    if (cbor_key_is_int(key, CLAIM_IAT))
        return seconds_read(r, &c->token.iat);
    if (cbor_key_is_int(key, CLAIM_TTL))
        return seconds_read(r, &c->token.ttl);
    if (cbor_key_is_int(key, CLAIM_STATUS_LIST))
        return cbor_map(r, "the status list is no map", list_pair, &c->map);
    return cbor_skip(r);
}

/* exp may be missing in a list of another issuer (the draft recommends it), never in ours. */
static err claims_read(struct slice payload, enum cose_rules rules, struct token_claims *c)
{
    struct cbor_reader r = cbor_open(payload, false);
    err e;

    if ((e = cbor_map(&r, "the payload is no map", token_pair, c)) || (e = cbor_done(&r)))
        return e;
    if (c->token.uri[0] == '\0' || c->token.iat == 0 || (rules == COSE_OURS && c->token.exp == 0))
        return ERR_INPUT;
    return OK;
}

static bool type_is_status_list(struct slice type)
{
    return type.size == strlen(STATUS_LIST_TYPE) && memcmp(type.data, STATUS_LIST_TYPE, type.size) == 0;
}

err status_list_parse(const uint8_t *token, size_t n, enum cose_rules rules, struct status_list_token *ret,
                      struct cose_sign1 *ret_cose, struct buf *ret_list)
{
    struct token_claims c = {0};
    struct cose_sign1 sign1;
    const char *reason;
    err e;

    if ((e = cose_parse(token, n, rules, &sign1, &reason)))
        return e;
    /* Cards are signed by the same key: without this a card could be handed out as a list. */
    if (!type_is_status_list(sign1.type))
        return ERR_INPUT;
    if ((e = claims_read(sign1.payload, rules, &c)) ||
        (e = list_unpack(&c.map, rules == COSE_OURS ? STATUS_LIST_BYTES : FOREIGN_ROOM, &c.token.bits,
                         ret_list)))
        return e;
    *ret = c.token;
    *ret_cose = sign1;
    return OK;
}
