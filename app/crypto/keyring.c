/* The keys of one municipality: read once, constant afterwards. They lie in files outside the database, so
 * that a stolen database or backup alone opens no name. What each key is for stands in the header; this file
 * never prints, logs or returns key bytes but to who wraps with them. */
#include "crypto/keyring.h"

#include <errno.h>
#include <limits.h>
#include <openssl/crypto.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "crypto/locked.h"
#include "crypto/random.h"

#define KEY_SIZE AEAD_KEY_SIZE
#define PEM_MAX  65536 /* bytes; a P-256 key has a few hundred: a wrong file is not read whole */

struct symmetric_key {
    uint8_t bytes[KEY_SIZE];
};

/* Derived once, asked for at every look-up. The first ones in the order of blind-1.key where it has them. */
static const char *const PURPOSES[] = {"nid",  "name",        "import",      "calendar",
                                       "card", "order paper", "order issue", "order day"};
#define PURPOSE_COUNT  (sizeof PURPOSES / sizeof PURPOSES[0])
#define OLD_PURPOSES   4 /* "nid" to "calendar" */
#define BLIND_WITH_OLD ((1 + OLD_PURPOSES) * KEY_SIZE)

struct keyring {
    enum keyring_use use;
    struct aead *aead;
    struct key_files files;                       /* that count */
    uint8_t (*checks)[KEY_LAST + 1][DIGEST_SIZE]; /* by kind; no secret, so it lies elsewhere */
    struct symmetric_key seals[KEY_LAST + 1];
    struct symmetric_key hints[KEY_LAST + 1];
    struct symmetric_key blind_root;
    struct symmetric_key blinds[PURPOSE_COUNT];
    struct signer *issuer;
    size_t verifier_count;
    struct verifier *verifiers[KEY_LAST]; /* newest first */
};

/* What a ring is read from. */
struct reading {
    const char *dir;
    const struct key_listing *listed;
    struct problem *why;
};

static void symmetric_key_wipe(struct symmetric_key *s)
{
    OPENSSL_cleanse(s, sizeof *s);
}

static err make_dir(const char *dir)
{
    struct stat st;

    if (mkdir(dir, S_IRWXU) == 0)
        return OK;
    if (errno != EEXIST)
        return errno == ENOENT ? ERR_ABSENT : errno == EACCES ? ERR_DENIED : ERR_SYSTEM;
    if (stat(dir, &st) != 0)
        return ERR_SYSTEM;
    /* A folder that others may enter is refused and not repaired: who had access until now is for a person to
     * find out. */
    return st.st_mode & (S_IRWXG | S_IRWXO) ? ERR_DENIED : OK;
}

/* The names of the keys, and of their folder, must outlast a power cut before anything is sealed with them.
 */
static err sync_names(const char *dir)
{
    char parent[PATH_MAX];
    err e;

    if (snprintf(parent, sizeof parent, "%s/..", dir) >= (int)sizeof parent)
        return ERR_LIMIT;
    if ((e = file_sync_dir(dir)))
        return e;
    return file_sync_dir(parent);
}

/* The first of each kind. */
struct first_keys {
    struct symmetric_key keys[KEY_FILE_BLIND + 1]; /* by enum key_kind */
    struct signer *issuer;
};

static void first_keys_wipe(struct first_keys *f)
{
    signer_free(&f->issuer);
    OPENSSL_cleanse(f, sizeof *f);
}

static err create_one(const char *dir, enum key_kind kind, const struct first_keys *f)
{
    char path[PATH_MAX];
    err e;

    if (kind <= KEY_FILE_BLIND)
        return key_file_create(dir, kind, 1, f->keys[kind].bytes, KEY_SIZE);
    if ((e = key_file_path(dir, kind, 1, path, sizeof path)))
        return e;
    return kind == KEY_FILE_ISSUER ? signer_write(f->issuer, path)
                                   : verifier_write(signer_verifier(f->issuer), path);
}

err keyring_key_create(const char *dir, enum key_kind kind, int number)
{
    CLEANUP(signer_free) struct signer *issuer = NULL;
    CLEANUP(symmetric_key_wipe) struct symmetric_key key = {0};
    char path[PATH_MAX];
    err e;

    if (kind <= KEY_FILE_BLIND) {
        if (!(e = random_bytes(key.bytes, KEY_SIZE)) &&
            !(e = key_file_create(dir, kind, number, key.bytes, KEY_SIZE)))
            e = file_sync_dir(dir);
        return e;
    }
    if ((e = key_file_path(dir, KEY_FILE_ISSUER, number, path, sizeof path)) || (e = signer_create(&issuer)))
        return e;
    e = signer_write(issuer, path);
    if (e == ERR_CONFLICT) { /* a call before was cut off between the two halves */
        signer_free(&issuer);
        e = signer_read(path, &issuer);
    }
    if (e || (e = key_file_path(dir, KEY_FILE_PUBLIC, number, path, sizeof path)))
        return e;
    e = verifier_write(signer_verifier(issuer), path);
    return e ? e : file_sync_dir(dir);
}

static err create_files(const char *dir, const struct first_keys *f)
{
    err e = OK;
    int kind = 0;

    for (; !e && kind < KEY_FILE_KINDS; kind++)
        e = create_one(dir, (enum key_kind)kind, f);
    if (!e)
        e = sync_names(dir);
    /* Half a set of keys is worse than none: the next attempt would find keys there and refuse to make any.
     */
    while (e && kind-- > 0)
        key_file_remove(dir, (enum key_kind)kind, 1);
    return e;
}

err keyring_create(const char *dir)
{
    CLEANUP(first_keys_wipe) struct first_keys f = {0};
    struct key_files files = {0};
    err e;

    if ((e = make_dir(dir)) || (e = key_files_list(dir, S_IRWXG | S_IRWXO, NULL, &files)))
        return e;
    if (memchr(&files, true, sizeof files))
        return ERR_CONFLICT;
    /* The key of hints derives from the other: who keeps that one has kept both. Not so the other way, for
     * the check process holds the key of hints alone. */
    if ((e = random_bytes(f.keys[KEY_FILE_SEAL].bytes, KEY_SIZE)) ||
        (e = random_bytes(f.keys[KEY_FILE_BLIND].bytes, KEY_SIZE)) ||
        (e = digest_hkdf(f.keys[KEY_FILE_SEAL].bytes, "hint", f.keys[KEY_FILE_HINT].bytes)) ||
        (e = signer_create(&f.issuer)))
        return e;
    return create_files(dir, &f);
}

static err derive_blind(const struct symmetric_key *from, const char *purpose, struct symmetric_key *ret)
{
    char info[64];

    if (snprintf(info, sizeof info, "blind %s", purpose) >= (int)sizeof info)
        return ERR_LIMIT;
    return digest_hkdf(from->bytes, info, ret->bytes);
}

static void blind_file_wipe(struct symmetric_key (*keys)[1 + OLD_PURPOSES])
{
    OPENSSL_cleanse(keys, sizeof *keys);
}

static err blind_file_make(const char *dir, const struct symmetric_key *root)
{
    CLEANUP(blind_file_wipe) struct symmetric_key keys[1 + OLD_PURPOSES];
    err e = random_bytes(keys[0].bytes, KEY_SIZE);

    for (size_t i = 0; !e && i < OLD_PURPOSES; i++)
        e = derive_blind(root, PURPOSES[i], &keys[1 + i]);
    return e ? e : key_file_create(dir, KEY_FILE_BLIND, 1, keys, sizeof keys);
}

err keyring_blind_prepare(const char *dir, struct problem *why)
{
    CLEANUP(buf_wipe) struct buf file = {0};
    CLEANUP(symmetric_key_wipe) struct symmetric_key root = {0};
    struct key_files files = {0};
    int lowest = 1;
    err e;

    if ((e = key_files_list(dir, S_IRWXG | S_IRWXO, why, &files)))
        return e;
    if (key_files_newest(&files, KEY_FILE_BLIND) || !key_files_newest(&files, KEY_FILE_SEAL))
        return OK;
    /* The lowest: all look-ups were derived from it, so that they survived a newer key. */
    while (!files.there[KEY_FILE_SEAL][lowest])
        lowest++;
    if ((e = key_file_read(dir, KEY_FILE_SEAL, lowest, KEY_SIZE, why, &file)))
        return e;
    if (file.len != KEY_SIZE)
        return key_file_refuse(KEY_FILE_SEAL, lowest, "it is shorter than a key: it is cut, or no key", why);
    memcpy(root.bytes, file.data, KEY_SIZE);
    if ((e = blind_file_make(dir, &root)) && e != ERR_CONFLICT)
        return problem_set(why, e, "bad_key_file", "blind-1.key",
                           "it cannot be made: the register has none yet, and its folder takes no new file");
    return OK;
}

/* ---- reading */

static const struct key_listed *listed_find(const struct reading *r, enum key_kind kind, int number)
{
    for (size_t i = 0; i < r->listed->count; i++)
        if (r->listed->at[i].kind == kind && r->listed->at[i].number == number)
            return &r->listed->at[i];
    return NULL;
}

static bool replaced(const struct reading *r, enum key_kind kind, int number)
{
    for (size_t i = 0; i < r->listed->count; i++)
        if (r->listed->at[i].kind == kind && r->listed->at[i].number > number)
            return true;
    return false;
}

/* A file put into the folder by hand, or left by a rotation that did not end. */
static void unlisted_drop(const struct reading *r, struct key_files *files)
{
    char name[KEY_NAME_TEXT];

    for (int kind = 0; kind < KEY_FILE_KINDS; kind++)
        for (int number = 1; number <= KEY_LAST; number++) {
            if (!files->there[kind][number] || listed_find(r, (enum key_kind)kind, number))
                continue;
            files->there[kind][number] = false;
            key_file_name((enum key_kind)kind, number, name);
            if (replaced(r, (enum key_kind)kind, number))
                log_warning("%s/%s was replaced by a newer key, and nothing needs it: destroy it", r->dir,
                            name);
            else if (kind != KEY_FILE_ISSUER ||
                     !listed_find(r, KEY_FILE_PUBLIC, number)) /* published, and signs later */
                log_warning("%s/%s is no key of this register, and is not used", r->dir, name);
        }
}

/* Old private keys may be taken away: they sign nothing any more. */
static bool needed(const struct reading *r, enum keyring_use use, const struct key_listed *l)
{
    if (use == KEYRING_CHECK)
        return l->kind == KEY_FILE_HINT || l->kind == KEY_FILE_PUBLIC;
    if (l->kind != KEY_FILE_ISSUER)
        return true;
    for (size_t i = 0; i < r->listed->count; i++)
        if (r->listed->at[i].kind == KEY_FILE_ISSUER && r->listed->at[i].number > l->number)
            return false;
    return true;
}

static err listed_require(const struct reading *r, enum keyring_use use, struct key_files *files)
{
    char name[KEY_NAME_TEXT];

    if (!r->listed->at)
        return OK;
    for (size_t i = 0; i < r->listed->count; i++) {
        const struct key_listed *l = &r->listed->at[i];

        if (files->there[l->kind][l->number] || !needed(r, use, l))
            continue;
        key_file_name(l->kind, l->number, name);
        return problem_set(
            r->why, ERR_ABSENT, "bad_key_file", name,
            "it is missing, and this register needs it: put it back from the copy of the keys");
    }
    unlisted_drop(r, files);
    return OK;
}

/* Derived from all that is in the file, for its own name: the same key under another number has another. */
static err check_make(enum key_kind kind, int number, const void *bytes, size_t n, uint8_t ret[DIGEST_SIZE])
{
    char info[16 + KEY_NAME_TEXT] = "check ";
    uint8_t digest[DIGEST_SIZE];
    err e;

    key_file_name(kind, number, info + strlen(info));
    if (!(e = digest_sha256(bytes, n, digest)))
        e = digest_hkdf(digest, info, ret);
    OPENSSL_cleanse(digest, sizeof digest);
    return e;
}

static err der_check(enum key_kind kind, int number, const struct verifier *v, uint8_t ret[DIGEST_SIZE])
{
    CLEANUP(buf_free) struct buf der = {0};
    err e = verifier_spki(v, &der);

    return e ? e : check_make(kind, number, der.data, der.len, ret);
}

err keyring_file_check(const char *dir, enum key_kind kind, int number, struct problem *why,
                       struct key_listed *ret)
{
    CLEANUP(verifier_free) struct verifier *public = NULL;
    CLEANUP(signer_free) struct signer *issuer = NULL;
    CLEANUP(buf_wipe) struct buf file = {0};
    struct key_listed l = {.kind = kind, .number = number};
    char path[PATH_MAX];
    err e;

    if ((e = key_file_read(dir, kind, number, kind <= KEY_FILE_BLIND ? KEY_SIZE : PEM_MAX, why, &file)) ||
        (e = key_file_path(dir, kind, number, path, sizeof path)))
        return e;
    if (kind <= KEY_FILE_BLIND) {
        if (file.len != KEY_SIZE)
            return key_file_refuse(kind, number, "it has not the length of a key: it is cut, or no key", why);
        e = check_make(kind, number, file.data, file.len, l.check);
    } else if (kind == KEY_FILE_ISSUER) {
        if (!(e = signer_from_pem(file.data, file.len, &issuer)))
            e = der_check(kind, number, signer_verifier(issuer), l.check);
    } else if (!(e = verifier_read(path, &public))) {
        e = der_check(kind, number, public, l.check);
    }
    if (e == ERR_INPUT)
        return key_file_refuse(kind, number, "it is no key on P-256", why);
    if (!e)
        *ret = l;
    return e;
}

static err check_require(struct keyring *k, const struct reading *r, enum key_kind kind, int number,
                         const void *bytes, size_t n)
{
    const struct key_listed *l = r->listed->at ? listed_find(r, kind, number) : NULL;
    uint8_t *check = k->checks[kind][number];
    err e = check_make(kind, number, bytes, n, check);

    if (e || !l || digest_same(l->check, check, DIGEST_SIZE))
        return e;
    return key_file_refuse(kind, number,
                           "it is not the key that this register was sealed with, but another one", r->why);
}

static err key_read(struct keyring *k, const struct reading *r, enum key_kind kind, int number,
                    struct symmetric_key *ret)
{
    CLEANUP(buf_wipe) struct buf file = {0};
    err e;

    if ((e = key_file_read(r->dir, kind, number, KEY_SIZE, r->why, &file)))
        return e;
    if (file.len != KEY_SIZE)
        return key_file_refuse(kind, number, "it is shorter than a key: it is cut, or no key", r->why);
    memcpy(ret->bytes, file.data, KEY_SIZE);
    return check_require(k, r, kind, number, file.data, file.len);
}

/* All generations of a key are read: a newer key seals what comes, the older ones still open what is
 * there. */
static err keys_read(struct keyring *k, const struct reading *r, enum key_kind kind,
                     struct symmetric_key *ret)
{
    err e;

    for (int number = 1; number <= KEY_LAST; number++)
        if (k->files.there[kind][number] && (e = key_read(k, r, kind, number, &ret[number])))
            return e;
    return OK;
}

static err blind_read(struct keyring *k, const struct reading *r)
{
    CLEANUP(buf_wipe) struct buf file = {0};
    int number = key_files_newest(&k->files, KEY_FILE_BLIND);
    err e;

    if ((e = key_file_read(r->dir, KEY_FILE_BLIND, number, BLIND_WITH_OLD, r->why, &file)))
        return e;
    if (file.len != KEY_SIZE && file.len != BLIND_WITH_OLD)
        return key_file_refuse(KEY_FILE_BLIND, number, "it has not the length of a key: it is cut, or no key",
                               r->why);
    memcpy(k->blind_root.bytes, file.data, KEY_SIZE);
    for (size_t i = 0; i < PURPOSE_COUNT; i++) {
        if (i < OLD_PURPOSES && file.len == BLIND_WITH_OLD)
            memcpy(k->blinds[i].bytes, file.data + (1 + i) * KEY_SIZE, KEY_SIZE);
        else if ((e = derive_blind(&k->blind_root, PURPOSES[i], &k->blinds[i])))
            return e;
    }
    return check_require(k, r, KEY_FILE_BLIND, number, file.data, file.len);
}

static err spki_check(struct keyring *k, const struct reading *r, enum key_kind kind, int number,
                      const struct verifier *v)
{
    CLEANUP(buf_free) struct buf der = {0};
    err e = verifier_spki(v, &der);

    return e ? e : check_require(k, r, kind, number, der.data, der.len);
}

static err verifier_take(struct keyring *k, const struct reading *r, int number)
{
    CLEANUP(buf_free) struct buf pem = {0};
    char path[PATH_MAX];
    err e;

    /* Read here for what it is, and there for what it says. */
    if ((e = key_file_read(r->dir, KEY_FILE_PUBLIC, number, PEM_MAX, r->why, &pem)) ||
        (e = key_file_path(r->dir, KEY_FILE_PUBLIC, number, path, sizeof path)))
        return e;
    if ((e = verifier_read(path, &k->verifiers[k->verifier_count])))
        return e == ERR_INPUT
                   ? key_file_refuse(KEY_FILE_PUBLIC, number, "it is no public key on P-256", r->why)
                   : e;
    k->verifier_count++;
    return spki_check(k, r, KEY_FILE_PUBLIC, number, k->verifiers[k->verifier_count - 1]);
}

/* All public keys, retired ones too: cards signed before a change of key stay good until they expire. */
static err verifiers_read(struct keyring *k, const struct reading *r)
{
    err e;

    for (int number = KEY_LAST; number > 0; number--)
        if (k->files.there[KEY_FILE_PUBLIC][number] && (e = verifier_take(k, r, number)))
            return e;
    return OK;
}

static err issuer_read(struct keyring *k, const struct reading *r)
{
    CLEANUP(buf_wipe) struct buf pem = {0};
    int number = key_files_newest(&k->files, KEY_FILE_ISSUER);
    err e;

    if ((e = key_file_read(r->dir, KEY_FILE_ISSUER, number, PEM_MAX, r->why, &pem)))
        return e;
    if ((e = signer_from_pem(pem.data, pem.len, &k->issuer)))
        return e == ERR_INPUT
                   ? key_file_refuse(KEY_FILE_ISSUER, number, "it is no private key on P-256", r->why)
                   : e;
    if ((e = spki_check(k, r, KEY_FILE_ISSUER, number, signer_verifier(k->issuer))))
        return e;
    /* Without its public half among those that are published, its cards would be nobody's. */
    return keyring_verifier_by_kid(k, signer_kid(k->issuer), KID_SIZE)
               ? OK
               : key_file_refuse(KEY_FILE_ISSUER, number, "its public half does not stand beside it", r->why);
}

static err register_read(struct keyring *k, const struct reading *r)
{
    static const enum key_kind WANTED[] = {KEY_FILE_SEAL, KEY_FILE_BLIND, KEY_FILE_ISSUER};
    char name[KEY_NAME_TEXT];
    err e;

    for (size_t i = 0; i < sizeof WANTED / sizeof WANTED[0]; i++) {
        if (key_files_newest(&k->files, WANTED[i]))
            continue;
        key_file_name(WANTED[i], 1, name);
        return problem_set(r->why, ERR_ABSENT, "no_keys", name, "it is missing");
    }
    if ((e = keys_read(k, r, KEY_FILE_SEAL, k->seals)) || (e = blind_read(k, r)))
        return e;
    return issuer_read(k, r);
}

err keyring_open(const char *dir, enum keyring_use use, const struct key_listing *listed, struct problem *why,
                 struct keyring **ret)
{
    static const struct key_listing NONE = {0};
    const struct reading r = {dir, listed ? listed : &NONE, why};
    CLEANUP(keyring_free) struct keyring *k = locked_alloc(sizeof *k);
    err e;

    if (!k || !(k->checks = calloc(KEY_FILE_KINDS, sizeof *k->checks)))
        return ERR_SYSTEM;
    k->use = use;
    if ((e = key_files_list(dir, use == KEYRING_ALL ? S_IRWXG | S_IRWXO : S_IRWXO, why, &k->files)) ||
        (e = listed_require(&r, use, &k->files)))
        return e;
    /* Asked before any key is read, so that an empty folder is told apart (ERR_ABSENT) from one that is
     * damaged. */
    if (!key_files_newest(&k->files, KEY_FILE_HINT) || !key_files_newest(&k->files, KEY_FILE_PUBLIC))
        return problem_set(why, ERR_ABSENT, "no_keys", "", "there are no keys in it");
    if ((e = aead_create(&k->aead)) || (e = verifiers_read(k, &r)) ||
        (e = keys_read(k, &r, KEY_FILE_HINT, k->hints)))
        return e;
    if (use == KEYRING_ALL && (e = register_read(k, &r)))
        return e;
    *ret = k;
    k = NULL;
    return OK;
}

void keyring_free(struct keyring **k)
{
    if (!*k)
        return;
    for (size_t i = 0; i < (*k)->verifier_count; i++)
        verifier_free(&(*k)->verifiers[i]);
    signer_free(&(*k)->issuer);
    aead_free(&(*k)->aead);
    free((*k)->checks);
    locked_free(*k, sizeof **k); /* the keys lie in it, not behind it */
    *k = NULL;
}

static bool listable(const struct keyring *k, int kind, int number)
{
    if (kind == KEY_FILE_ISSUER || kind == KEY_FILE_BLIND) /* of these the newest alone was read */
        return number == key_files_newest(&k->files, (enum key_kind)kind);
    return k->files.there[kind][number];
}

err keyring_listed(const struct keyring *k, struct key_listed **ret, size_t *ret_count)
{
    struct key_listed *list = calloc((size_t)KEY_FILE_KINDS * KEY_LAST, sizeof *list);
    size_t count = 0;

    if (!list)
        return ERR_SYSTEM;
    for (int kind = 0; kind < KEY_FILE_KINDS; kind++)
        for (int number = 1; number <= KEY_LAST; number++) {
            if (!listable(k, kind, number))
                continue;
            list[count].kind = (enum key_kind)kind;
            list[count].number = number;
            memcpy(list[count++].check, k->checks[kind][number], DIGEST_SIZE);
        }
    *ret = list;
    *ret_count = count;
    return OK;
}

int keyring_newest(const struct keyring *k, enum key_kind kind)
{
    return key_files_newest(&k->files, kind);
}

const struct aead *keyring_aead(const struct keyring *k)
{
    return k->aead;
}

/* ---- using them */

err hint_seal(const struct keyring *k, const struct seal_place *at, const void *plain, size_t n,
              struct buf *ret)
{
    int number = key_files_newest(&k->files, KEY_FILE_HINT);
    const struct sealing_key key = {number, k->hints[number].bytes};

    return at->kind == SEAL_HINT ? sealed_value_make(k->aead, &key, at, plain, n, ret) : ERR_DENIED;
}

err hint_unseal(const struct keyring *k, struct aead_opener **o, const struct seal_place *at,
                const void *sealed, size_t n, struct buf *ret)
{
    struct sealing_key key;
    err e;

    if (at->kind != SEAL_HINT)
        return ERR_DENIED;
    if ((e = sealed_value_key(sealed, n, &key.id)))
        return e;
    if (key.id < 1 || key.id > KEY_LAST || !k->files.there[KEY_FILE_HINT][key.id])
        return ERR_CORRUPT;
    key.bytes = k->hints[key.id].bytes;
    return sealed_value_open(k->aead, o, &key, at, sealed, n, ret);
}

err keyring_unseal_old(const struct keyring *k, const struct seal_place *at, const void *sealed, size_t n,
                       struct buf *ret)
{
    enum key_kind kind = at->kind == SEAL_HINT ? KEY_FILE_HINT : KEY_FILE_SEAL;
    const struct symmetric_key *keys = at->kind == SEAL_HINT ? k->hints : k->seals;
    uint8_t number = n > 1 ? ((const uint8_t *)sealed)[1] : 0;
    const struct sealing_key key = {number, keys[number].bytes};

    if (k->use != KEYRING_ALL)
        return ERR_DENIED;
    return k->files.there[kind][number] ? sealed_value_open_old(k->aead, &key, at, sealed, n, ret)
                                        : ERR_CORRUPT;
}

/* "data key " ‖ id, big endian. */
#define WRAP_CONTEXT (9 + 8)

static void wrap_context(int64_t id, uint8_t ret[WRAP_CONTEXT])
{
    memcpy(ret, "data key ", 9);
    for (int i = 0; i < 8; i++)
        ret[9 + i] = (uint8_t)((uint64_t)id >> (56 - 8 * i));
}

err keyring_wrap(const struct keyring *k, int64_t id, const uint8_t key[AEAD_KEY_SIZE],
                 uint8_t ret[KEYRING_WRAPPED], int *ret_master)
{
    CLEANUP(buf_free) struct buf out = {0};
    int number = key_files_newest(&k->files, KEY_FILE_SEAL);
    uint8_t context[WRAP_CONTEXT], nonce[AEAD_NONCE_SIZE];
    const struct aead_frame frame = {
        .key = k->seals[number].bytes, .nonce = nonce, .context = context, .context_size = sizeof context};
    err e;

    if (k->use != KEYRING_ALL)
        return ERR_DENIED;
    wrap_context(id, context);
    if ((e = random_bytes(nonce, sizeof nonce)) || (e = aead_seal(k->aead, &frame, key, AEAD_KEY_SIZE, &out)))
        return e;
    memcpy(ret, nonce, sizeof nonce);
    memcpy(ret + sizeof nonce, out.data, out.len);
    *ret_master = number;
    return OK;
}

err keyring_unwrap(const struct keyring *k, struct aead_opener **o, int master, int64_t id,
                   const uint8_t wrapped[KEYRING_WRAPPED], uint8_t ret[AEAD_KEY_SIZE])
{
    CLEANUP(buf_wipe) struct buf out = {0};
    uint8_t context[WRAP_CONTEXT];
    struct aead_frame frame = {.nonce = wrapped, .context = context, .context_size = sizeof context};
    err e;

    if (k->use != KEYRING_ALL)
        return ERR_DENIED;
    if (master < 1 || master > KEY_LAST || !k->files.there[KEY_FILE_SEAL][master])
        return ERR_CORRUPT;
    frame.key = k->seals[master].bytes;
    frame.key_id = master;
    wrap_context(id, context);
    if ((e = aead_open_next(k->aead, o, &frame, wrapped + AEAD_NONCE_SIZE, KEYRING_WRAPPED - AEAD_NONCE_SIZE,
                            &out)))
        return e;
    memcpy(ret, out.data, AEAD_KEY_SIZE);
    return OK;
}

err blind(const struct keyring *k, const char *purpose, const char *text, uint8_t ret[32])
{
    CLEANUP(symmetric_key_wipe) struct symmetric_key other = {0};
    err e;

    /* The check process must not be able to find a person by name or personal number, even when it is taken
     * over. */
    if (k->use != KEYRING_ALL)
        return ERR_DENIED;
    for (size_t i = 0; i < PURPOSE_COUNT; i++)
        if (strcmp(purpose, PURPOSES[i]) == 0)
            return digest_hmac(k->blinds[i].bytes, text, strlen(text), ret);
    if ((e = derive_blind(&k->blind_root, purpose, &other)))
        return e;
    return digest_hmac(other.bytes, text, strlen(text), ret);
}

const struct signer *keyring_issuer(const struct keyring *k)
{
    return k->issuer;
}

size_t keyring_verifier_count(const struct keyring *k)
{
    return k->verifier_count;
}

const struct verifier *keyring_verifier(const struct keyring *k, size_t index)
{
    return index < k->verifier_count ? k->verifiers[index] : NULL;
}

const struct verifier *keyring_verifier_by_kid(const struct keyring *k, const uint8_t *kid, size_t n)
{
    if (n != KID_SIZE)
        return NULL;
    for (size_t i = 0; i < k->verifier_count; i++)
        if (memcmp(verifier_kid(k->verifiers[i]), kid, KID_SIZE) == 0)
            return k->verifiers[i];
    return NULL;
}
