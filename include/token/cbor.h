/* CBOR (RFC 8949): a pull reader that allocates nothing and recurses at most CBOR_DEPTH_MAX deep, and a
 * writer of the shortest forms. Every refusal is ERR_INPUT with a constant sentence in reader->reason. */
#ifndef TOKEN_CBOR_H
#define TOKEN_CBOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define CBOR_DEPTH_MAX 8
#define CBOR_KEYS_MAX  64 /* in one map */

struct slice {
    const uint8_t *data;
    size_t size;
};

enum cbor_major {
    CBOR_UINT,
    CBOR_NEGATIVE,
    CBOR_BYTES,
    CBOR_TEXT,
    CBOR_ARRAY,
    CBOR_MAP,
    CBOR_TAG,
    CBOR_SIMPLE /* false, true, null, undefined, floats */
};

struct cbor_reader {
    const uint8_t *at, *end;
    bool canonical; /* RFC 8949 §4.2.1: shortest forms, keys ascending, no indefinite length */
    unsigned depth;
    const char *reason; /* of the first refusal, else NULL */
};

struct cbor_item {
    enum cbor_major major;
    bool indefinite;      /* an array or map that a break ends; never when canonical */
    uint64_t value;       /* the number, n of -1-n, a length, count, tag or simple value */
    struct slice content; /* of BYTES and TEXT; UTF-8 is not checked here */
};

struct cbor_reader cbor_open(struct slice bytes, bool canonical); /* the bytes outlive it */
/* Notes the reason unless there is one already. Always ERR_INPUT. */
err cbor_refuse(struct cbor_reader *r, const char *reason) MUST_CHECK;
/* One head, with the content of a string. Strings in chunks (indefinite length) are refused in any mode. */
err cbor_next(struct cbor_reader *r, struct cbor_item *ret) MUST_CHECK;
/* One whole item, whatever it holds, under the same rules. */
err cbor_skip(struct cbor_reader *r) MUST_CHECK;
/* Nothing may stand behind. */
err cbor_done(struct cbor_reader *r) MUST_CHECK;
/* Whether the array of that head has one more element; takes the break. Call it before each. */
bool cbor_more(struct cbor_reader *r, struct cbor_item *head);

/* One item of that type; otherwise refused with that reason. */
err cbor_int(struct cbor_reader *r, const char *reason, int64_t *ret) MUST_CHECK;
err cbor_bytes(struct cbor_reader *r, const char *reason, struct slice *ret) MUST_CHECK;
/* Valid UTF-8 without controls, 1 … room-1 bytes, copied with a NUL. */
err cbor_text(struct cbor_reader *r, const char *reason, char *ret, size_t room) MUST_CHECK;

/* Called for each pair with its key read; must read exactly the value. */
typedef err cbor_pair(struct cbor_reader *r, const struct cbor_item *key, void *into);
/* A whole map: keys are numbers, text or bytes, none twice. */
err cbor_map(struct cbor_reader *r, const char *reason, cbor_pair *pair, void *into) MUST_CHECK;
bool cbor_key_is_int(const struct cbor_item *key, int64_t label);
bool cbor_key_is_text(const struct cbor_item *key, const char *text);

/* Appending; in maps the caller keeps the order of keys. */
void cbor_put(struct buf *b, enum cbor_major major, uint64_t value);
void cbor_put_int(struct buf *b, int64_t value);
void cbor_put_text(struct buf *b, const char *text);
void cbor_put_bytes(struct buf *b, const void *data, size_t n);

#endif
