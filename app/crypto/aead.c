/* AES-256-GCM by OpenSSL, for single values held in memory; nonces and keys come from the caller. The cipher
 * is looked up once, because the look-up costs as much as sealing a name. */
#include "crypto/aead.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct aead {
    EVP_CIPHER *cipher;
};

static void ctx_free(EVP_CIPHER_CTX **ctx)
{
    EVP_CIPHER_CTX_free(*ctx);
}

err aead_create(struct aead **ret)
{
    CLEANUP(aead_free) struct aead *a = calloc(1, sizeof *a);

    if (!a || !(a->cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL)))
        return ERR_SYSTEM;
    *ret = a;
    a = NULL;
    return OK;
}

void aead_free(struct aead **a)
{
    if (!*a)
        return;
    EVP_CIPHER_free((*a)->cipher);
    free(*a);
    *a = NULL;
}

/* A context that has taken key, nonce and authenticated data; NULL on failure. */
static EVP_CIPHER_CTX *ctx_start(const struct aead *a, const struct aead_frame *f, int encrypt)
{
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int n = 0;

    if (ctx && f->context_size <= AEAD_MAX &&
        EVP_CipherInit_ex2(ctx, a->cipher, f->key, f->nonce, encrypt, NULL) == 1 &&
        EVP_CipherUpdate(ctx, NULL, &n, f->context, (int)f->context_size) == 1)
        return ctx;
    EVP_CIPHER_CTX_free(ctx);
    return NULL;
}

/* In pieces, so that a large text need not be copied to be padded. */
static bool padding_seal(EVP_CIPHER_CTX *ctx, size_t n, unsigned char *room)
{
    static const unsigned char BEGIN[1] = {0x80}, ZEROS[4096];
    int done = 0;

    for (size_t at = 0; at < n; at += (size_t)done) {
        size_t piece = n - at < sizeof ZEROS ? n - at : sizeof ZEROS;

        if (EVP_CipherUpdate(ctx, room + at, &done, at ? ZEROS : BEGIN, at ? (int)piece : 1) != 1)
            return false;
    }
    return true;
}

err aead_seal(const struct aead *a, const struct aead_frame *f, const void *plain, size_t n, struct buf *ret)
{
    CLEANUP(ctx_free) EVP_CIPHER_CTX *ctx = NULL;
    size_t size = n + f->padding;
    unsigned char *room;
    int done = 0, rest = 0;

    if (n > AEAD_MAX || f->padding > AEAD_MAX)
        return ERR_LIMIT;
    if (!(ctx = ctx_start(a, f, 1)) || !(room = (unsigned char *)buf_reserve(ret, size + AEAD_TAG_SIZE)))
        return ERR_SYSTEM;
    if ((n > 0 && EVP_CipherUpdate(ctx, room, &done, plain, (int)n) != 1) ||
        !padding_seal(ctx, f->padding, room + n) || EVP_CipherFinal_ex(ctx, room + size, &rest) != 1 ||
        rest || EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, AEAD_TAG_SIZE, room + size) != 1) {
        room[0] = '\0';
        return ERR_SYSTEM;
    }
    room[size + AEAD_TAG_SIZE] = '\0';
    ret->len += size + AEAD_TAG_SIZE;
    return OK;
}

/* The plaintext behind a context that has taken all but the tag. */
static err ctx_open(EVP_CIPHER_CTX *ctx, const void *sealed, size_t n, struct buf *ret)
{
    const unsigned char *in = sealed;
    unsigned char tag[AEAD_TAG_SIZE], *room;
    size_t size = n - AEAD_TAG_SIZE;
    int done = 0, rest = 0;

    /* OpenSSL's control call takes the tag through a pointer that is not const: it gets a copy. */
    memcpy(tag, in + size, sizeof tag);
    if (!(room = (unsigned char *)buf_reserve(ret, size)) ||
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, AEAD_TAG_SIZE, tag) != 1)
        return ERR_SYSTEM;
    if ((size > 0 && EVP_CipherUpdate(ctx, room, &done, in, (int)size) != 1) ||
        EVP_CipherFinal_ex(ctx, room + done, &rest) != 1) {
        OPENSSL_cleanse(room, size); /* not authenticated: nobody may see it */
        room[0] = '\0';
        ERR_clear_error();
        return ERR_CORRUPT;
    }
    room[size] = '\0';
    ret->len += size;
    return OK;
}

err aead_open(const struct aead *a, const struct aead_frame *f, const void *sealed, size_t n, struct buf *ret)
{
    CLEANUP(ctx_free) EVP_CIPHER_CTX *ctx = NULL;

    if (n < AEAD_TAG_SIZE || n - AEAD_TAG_SIZE > AEAD_MAX)
        return ERR_CORRUPT;
    return (ctx = ctx_start(a, f, 0)) ? ctx_open(ctx, sealed, n, ret) : ERR_SYSTEM;
}

struct aead_opener {
    EVP_CIPHER_CTX *ctx;
    int64_t key_id; /* that ctx holds */
};

void aead_opener_free(struct aead_opener **o)
{
    if (!*o)
        return;
    EVP_CIPHER_CTX_free((*o)->ctx);
    free(*o);
    *o = NULL;
}

/* Setting up the key costs more than opening a name, so it is done only when the key changes. */
static err opener_start(const struct aead *a, struct aead_opener *o, const struct aead_frame *f)
{
    int n = 0;

    bool same = o->ctx && o->key_id == f->key_id;

    o->key_id = f->key_id;
    if (!o->ctx)
        return (o->ctx = ctx_start(a, f, 0)) ? OK : ERR_SYSTEM;
    if (EVP_CipherInit_ex2(o->ctx, NULL, same ? NULL : f->key, f->nonce, 0, NULL) == 1 &&
        EVP_CipherUpdate(o->ctx, NULL, &n, f->context, (int)f->context_size) == 1)
        return OK;
    ctx_free(&o->ctx); /* half a context is of no use to the next value */
    return ERR_SYSTEM;
}

err aead_open_next(const struct aead *a, struct aead_opener **o, const struct aead_frame *f,
                   const void *sealed, size_t n, struct buf *ret)
{
    err e;

    if (n < AEAD_TAG_SIZE || n - AEAD_TAG_SIZE > AEAD_MAX || f->context_size > AEAD_MAX)
        return ERR_CORRUPT;
    if (!*o && !(*o = calloc(1, sizeof **o)))
        return ERR_SYSTEM;
    return (e = opener_start(a, *o, f)) ? e : ctx_open((*o)->ctx, sealed, n, ret);
}
