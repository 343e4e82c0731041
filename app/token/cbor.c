/* CBOR for tokens. Not libcbor: its decoder builds a tree and allocates by the claimed length before the
 * bytes are there, takes duplicate keys, long forms and indefinite lengths without saying so, and forgets
 * where in the input an item stood, which the signed bytes need. What a token uses of CBOR is small enough to
 * read strictly here, in place. */
#include "token/cbor.h"

#include <string.h>

#include "base/text.h"

enum { INFO_ONE_BYTE = 24, INFO_HALF = 25, INFO_SINGLE = 26, INFO_DOUBLE = 27, INFO_INDEFINITE = 31 };

#define CBOR_BREAK 0xff /* ends an indefinite list or map (RFC 8949 section 3.2.1) */

struct cbor_reader cbor_open(struct slice bytes, bool canonical)
{
    return (struct cbor_reader){.at = bytes.data, .end = bytes.data + bytes.size, .canonical = canonical};
}

err cbor_refuse(struct cbor_reader *r, const char *reason)
{
    /* The first reason is the one that says what is wrong; those behind it follow from it. */
    if (!r->reason)
        r->reason = reason;
    return ERR_INPUT;
}

static uint64_t low_bits(unsigned n)
{
    return (UINT64_C(1) << n) - 1;
}

/* Whether a float (man mantissa bits, exp exponent bits) is exact with man_s and exp_s bits: then the longer
 * form is not canonical. */
static bool float_fits(uint64_t bits, unsigned man, unsigned exp, unsigned man_s, unsigned exp_s)
{
    const int bias = (1 << (exp - 1)) - 1, bias_s = (1 << (exp_s - 1)) - 1;
    const uint64_t m = bits & low_bits(man);
    const int e = (int)((bits >> man) & low_bits(exp));
    unsigned lost = man - man_s;

    /* Infinity, NaN and zero: the shorter form has them too, if only the payload of the NaN fits. */
    if (e == (int)low_bits(exp) || (e == 0 && m == 0))
        return (m & low_bits(lost)) == 0;
    if (e == 0 || e - bias > bias_s)
        return false;
    if (e - bias < 1 - bias_s)
        /* The shorter form would have to write it without its leading one, and loses a bit for each step
         * below its smallest normal number. */
        lost += (unsigned)(1 - bias_s - (e - bias));
    return lost <= man && (m & low_bits(lost)) == 0;
}

/* RFC 8949 §4.2.1: one number has one form, so that one card has one text. A float of two bytes has no
 * shorter. */
static bool shortest(enum cbor_major major, unsigned info, uint64_t value)
{
    if (major == CBOR_SIMPLE && info == INFO_SINGLE)
        return !float_fits(value, 23, 8, 10, 5);
    if (major == CBOR_SIMPLE && info == INFO_DOUBLE)
        return !float_fits(value, 52, 11, 23, 8);
    if (major == CBOR_SIMPLE && info == INFO_HALF)
        return true;
    switch (info) {
    case INFO_ONE_BYTE:
        return value >= INFO_ONE_BYTE;
    case INFO_HALF:
        return value > UINT8_MAX;
    case INFO_SINGLE:
        return value > UINT16_MAX;
    default:
        return value > UINT32_MAX;
    }
}

/* The number that follows the first byte of a head. */
static err argument(struct cbor_reader *r, enum cbor_major major, unsigned info, uint64_t *ret)
{
    uint64_t value = 0;
    size_t width;

    if (info < INFO_ONE_BYTE) {
        *ret = info;
        return OK;
    }
    if (info == INFO_INDEFINITE)
        return cbor_refuse(r, "an indefinite length or a lone break");
    /* 28 to 30 are kept free by RFC 8949 section 3. */
    if (info > INFO_DOUBLE)
        return cbor_refuse(r, "a reserved CBOR head");
    width = (size_t)1 << (info - INFO_ONE_BYTE);
    if ((size_t)(r->end - r->at) < width)
        return cbor_refuse(r, "the CBOR ends too early");
    for (size_t i = 0; i < width; i++)
        value = value << 8 | *r->at++;
    if (major == CBOR_SIMPLE && info == INFO_ONE_BYTE && value < 32)
        return cbor_refuse(r, "a simple value in two bytes that has one");
    if (r->canonical && !shortest(major, info, value))
        return cbor_refuse(r, "a number or length that is not in its shortest form");
    *ret = value;
    return OK;
}

err cbor_next(struct cbor_reader *r, struct cbor_item *ret)
{
    struct cbor_item item = {0};
    unsigned info;
    err e;

    if (r->at == r->end)
        return cbor_refuse(r, "the CBOR ends too early");
    item.major = (enum cbor_major)(*r->at >> 5);
    info = *r->at++ & 31;
    /* Lists of others may be written so; strings in pieces are refused even there, for they have no one place
     * in the input. */
    if (info == INFO_INDEFINITE && !r->canonical && (item.major == CBOR_ARRAY || item.major == CBOR_MAP))
        item.indefinite = true;
    else if ((e = argument(r, item.major, info, &item.value)))
        return e;
    if (item.major == CBOR_BYTES ||
        item.major == CBOR_TEXT) { /* a length is believed once the bytes are there */
        if (item.value > (size_t)(r->end - r->at))
            return cbor_refuse(r, "the CBOR ends too early");
        item.content = (struct slice){r->at, (size_t)item.value};
        r->at += item.content.size;
    }
    *ret = item;
    return OK;
}

bool cbor_more(struct cbor_reader *r, struct cbor_item *head)
{
    if (!head->indefinite)
        return head->value > 0 && head->value--;
    if (r->at == r->end || *r->at != CBOR_BREAK)
        return true;
    r->at++;
    return false;
}

/* The order of the canonical encodings, without needing them: type, then number or length, then content. */
static int key_order(const struct cbor_item *a, const struct cbor_item *b)
{
    if (a->major != b->major)
        return a->major < b->major ? -1 : 1;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return a->content.size ? memcmp(a->content.data, b->content.data, a->content.size) : 0;
}

/* All keys before it are looked at: two of one name are a way to show one value and sign another. There are
 * few. */
static err key_check(struct cbor_reader *r, const struct cbor_item *keys, size_t n,
                     const struct cbor_item *key)
{
    if (key->major > CBOR_TEXT)
        return cbor_refuse(r, "a map key that is neither a number nor a string");
    if (n == CBOR_KEYS_MAX)
        return cbor_refuse(r, "a map with too many keys");
    for (size_t i = 0; i < n; i++) {
        if (key_order(&keys[i], key) == 0)
            return cbor_refuse(r, "a map key stands twice");
    }
    if (r->canonical && n > 0 && key_order(&keys[n - 1], key) > 0)
        return cbor_refuse(r, "map keys that are not in order");
    return OK;
}

/* Skipping calls itself: a stranger's text must not choose how deep. */
static err deeper(struct cbor_reader *r)
{
    if (r->depth == CBOR_DEPTH_MAX)
        return cbor_refuse(r, "the CBOR is nested too deep");
    r->depth++;
    return OK;
}

static err map_pairs(struct cbor_reader *r, struct cbor_item head, cbor_pair *pair, void *into)
{
    struct cbor_item keys[CBOR_KEYS_MAX], key;
    size_t n = 0;
    err e;

    if ((e = deeper(r)))
        return e;
    while (cbor_more(r, &head)) {
        if ((e = cbor_next(r, &key)) || (e = key_check(r, keys, n, &key)))
            return e;
        keys[n++] = key;
        if ((e = pair(r, &key, into)))
            return e;
    }
    r->depth--;
    return OK;
}

static err skip_pair(struct cbor_reader *r, const struct cbor_item *key, void *into)
{
    (void)key;
    (void)into;
    return cbor_skip(r);
}

err cbor_skip(struct cbor_reader *r)
{
    struct cbor_item head;
    err e;

    if ((e = cbor_next(r, &head)))
        return e;
    if (head.major == CBOR_MAP)
        return map_pairs(r, head, skip_pair, NULL);
    if (head.major == CBOR_TAG)
        /* A tag is followed by one item, like a list of one. */
        head.value = 1;
    else if (head.major != CBOR_ARRAY)
        return OK;
    if ((e = deeper(r)))
        return e;
    while (cbor_more(r, &head)) {
        if ((e = cbor_skip(r)))
            return e;
    }
    r->depth--;
    return OK;
}

err cbor_done(struct cbor_reader *r)
{
    return r->at == r->end ? OK : cbor_refuse(r, "something stands behind the CBOR");
}

err cbor_int(struct cbor_reader *r, const char *reason, int64_t *ret)
{
    struct cbor_item item;
    err e;

    if ((e = cbor_next(r, &item)))
        return e;
    if (item.major > CBOR_NEGATIVE || item.value > INT64_MAX) /* CBOR counts one bit further than we do */
        return cbor_refuse(r, reason);
    *ret = item.major == CBOR_UINT ? (int64_t)item.value : -1 - (int64_t)item.value;
    return OK;
}

err cbor_bytes(struct cbor_reader *r, const char *reason, struct slice *ret)
{
    struct cbor_item item;
    err e;

    if ((e = cbor_next(r, &item)))
        return e;
    if (item.major != CBOR_BYTES)
        return cbor_refuse(r, reason);
    *ret = item.content;
    return OK;
}

err cbor_text(struct cbor_reader *r, const char *reason, char *ret, size_t room)
{
    struct cbor_item item;
    err e;

    if ((e = cbor_next(r, &item)))
        return e;
    if (item.major != CBOR_TEXT || item.content.size == 0 || item.content.size >= room ||
        !text_valid((const char *)item.content.data, item.content.size))
        return cbor_refuse(r, reason);
    memcpy(ret, item.content.data, item.content.size);
    ret[item.content.size] = '\0';
    return OK;
}

err cbor_map(struct cbor_reader *r, const char *reason, cbor_pair *pair, void *into)
{
    struct cbor_item head;
    err e;

    if ((e = cbor_next(r, &head)))
        return e;
    if (head.major != CBOR_MAP)
        return cbor_refuse(r, reason);
    return map_pairs(r, head, pair, into);
}

bool cbor_key_is_int(const struct cbor_item *key, int64_t label)
{
    return label >= 0 ? key->major == CBOR_UINT && key->value == (uint64_t)label
                      : key->major == CBOR_NEGATIVE && key->value == (uint64_t)(-1 - label);
}

bool cbor_key_is_text(const struct cbor_item *key, const char *text)
{
    return key->major == CBOR_TEXT && key->content.size == strlen(text) &&
           memcmp(key->content.data, text, key->content.size) == 0;
}

void cbor_put(struct buf *b, enum cbor_major major, uint64_t value)
{
    const unsigned type = (unsigned)major << 5;
    unsigned width = 0, info = (unsigned)value;

    if (value > UINT32_MAX)
        width = 8, info = INFO_DOUBLE;
    else if (value > UINT16_MAX)
        width = 4, info = INFO_SINGLE;
    else if (value > UINT8_MAX)
        width = 2, info = INFO_HALF;
    else if (value >= INFO_ONE_BYTE)
        width = 1, info = INFO_ONE_BYTE;
    buf_char(b, (char)(type | info));
    while (width-- > 0)
        buf_char(b, (char)(value >> (8 * width)));
}

void cbor_put_int(struct buf *b, int64_t value)
{
    if (value >= 0)
        cbor_put(b, CBOR_UINT, (uint64_t)value);
    else
        cbor_put(b, CBOR_NEGATIVE, (uint64_t)(-1 - value));
}

void cbor_put_text(struct buf *b, const char *text)
{
    cbor_put(b, CBOR_TEXT, strlen(text));
    buf_text(b, text);
}

void cbor_put_bytes(struct buf *b, const void *data, size_t n)
{
    cbor_put(b, CBOR_BYTES, n);
    buf_add(b, data, n);
}
