/* Sealed values: head, place, padding. Which key is taken is for others to say: those of persons and files
 * are in the vault, those of hints in the keyring. */
#include "crypto/sealed_value.h"

#include <string.h>

#include "crypto/aead.h"
#include "crypto/random.h"

#define KEY_ID_AT     1
#define NONCE_AT      (KEY_ID_AT + 8)
#define HEAD_SIZE     (NONCE_AT + AEAD_NONCE_SIZE)
#define OLD_NONCE_AT  2
#define OLD_HEAD_SIZE (OLD_NONCE_AT + AEAD_NONCE_SIZE)
#define STEP_FIRST    16
#define STEP_LAST     4096
#define PADDING_BEGIN 0x80
#define PLACE_MAX     128 /* bytes; the longest table and column have 40 together */

struct place_bytes {
    uint8_t at[PLACE_MAX];
    size_t size;
};

static void number_put(uint64_t n, uint8_t ret[8])
{
    for (int i = 0; i < 8; i++)
        ret[i] = (uint8_t)(n >> (56 - 8 * i));
}

/* kind ‖ row, big endian ‖ table ‖ NUL ‖ column: no two places give the same bytes. */
static err place_write(const struct seal_place *at, struct place_bytes *ret)
{
    size_t table = strlen(at->table) + 1, column = strlen(at->column);

    if (9 + table + column > sizeof ret->at)
        return ERR_LIMIT;
    ret->at[0] = (uint8_t)at->kind;
    number_put((uint64_t)at->row, ret->at + 1);
    memcpy(ret->at + 9, at->table, table);
    memcpy(ret->at + 9 + table, at->column, column);
    ret->size = 9 + table + column;
    return OK;
}

/* At least one byte of padding, or the end of the text could not be told. */
size_t sealed_value_padded(size_t n)
{
    size_t step = STEP_FIRST;

    while (step < STEP_LAST && step <= n)
        step *= 2;
    return step > n ? step : (n / STEP_LAST + 1) * STEP_LAST;
}

err sealed_value_make(const struct aead *a, const struct sealing_key *key, const struct seal_place *at,
                      const void *plain, size_t n, struct buf *ret)
{
    uint8_t head[HEAD_SIZE] = {SEALED_VERSION};
    struct place_bytes place;
    struct aead_frame frame;
    size_t before = ret->len;
    err e;

    if (n > AEAD_MAX)
        return ERR_LIMIT;
    number_put((uint64_t)key->id, head + KEY_ID_AT);
    if ((e = random_bytes(head + NONCE_AT, AEAD_NONCE_SIZE)) || (e = place_write(at, &place)))
        return e;
    frame = (struct aead_frame){.key = key->bytes,
                                .nonce = head + NONCE_AT,
                                .context = place.at,
                                .context_size = place.size,
                                .padding = sealed_value_padded(n) - n};
    buf_add(ret, head, sizeof head);
    if ((e = buf_err(ret)) || (e = aead_seal(a, &frame, plain, n, ret)))
        ret->len = before;
    return e;
}

err sealed_value_key(const void *sealed, size_t n, int64_t *ret_id)
{
    const uint8_t *head = sealed;
    uint64_t id = 0;

    if (n < HEAD_SIZE + STEP_FIRST + AEAD_TAG_SIZE || head[0] != SEALED_VERSION)
        return ERR_CORRUPT;
    for (int i = 0; i < 8; i++)
        id = id << 8 | head[KEY_ID_AT + i];
    *ret_id = (int64_t)id;
    return OK;
}

/* What was authenticated was padded by us; anything else is a fault of the program that sealed it. */
static err padding_strip(struct buf *b, size_t before)
{
    size_t n = b->len;

    while (n > before && b->data[n - 1] == 0)
        n--;
    if (n == before || (uint8_t)b->data[n - 1] != PADDING_BEGIN)
        return ERR_CORRUPT;
    b->len = n - 1;
    b->data[b->len] = '\0';
    return OK;
}

err sealed_value_open(const struct aead *a, struct aead_opener **o, const struct sealing_key *key,
                      const struct seal_place *at, const void *sealed, size_t n, struct buf *ret)
{
    const uint8_t *head = sealed;
    struct place_bytes place;
    struct aead_frame frame;
    size_t before = ret->len;
    int64_t id;
    err e;

    if ((e = sealed_value_key(sealed, n, &id)) || (e = place_write(at, &place)))
        return e;
    if (id != key->id)
        return ERR_CORRUPT;
    frame = (struct aead_frame){.key = key->bytes,
                                .key_id = id,
                                .nonce = head + NONCE_AT,
                                .context = place.at,
                                .context_size = place.size};
    e = o ? aead_open_next(a, o, &frame, head + HEAD_SIZE, n - HEAD_SIZE, ret)
          : aead_open(a, &frame, head + HEAD_SIZE, n - HEAD_SIZE, ret);
    return e ? e : padding_strip(ret, before);
}

err sealed_value_open_old(const struct aead *a, const struct sealing_key *key, const struct seal_place *at,
                          const void *sealed, size_t n, struct buf *ret)
{
    const uint8_t *head = sealed;
    struct place_bytes place;
    struct aead_frame frame;
    err e;

    if (n < OLD_HEAD_SIZE + AEAD_TAG_SIZE || head[0] != SEALED_VERSION_OLD || head[1] != key->id)
        return ERR_CORRUPT;
    if ((e = place_write(at, &place)))
        return e;
    frame = (struct aead_frame){
        .key = key->bytes, .nonce = head + OLD_NONCE_AT, .context = place.at, .context_size = place.size};
    return aead_open(a, &frame, head + OLD_HEAD_SIZE, n - OLD_HEAD_SIZE, ret);
}
