/* The keys of one municipality: read once, constant afterwards. They lie in files outside the database, so
 * that a stolen database or backup alone opens no name. What each key is for stands in the header; this file
 * never prints, logs or returns key bytes. */
#include "crypto/keyring.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <openssl/crypto.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#define KEY_SIZE     AEAD_KEY_SIZE
#define KEY_LAST     255   /* the number is one byte in a sealed value */
#define PEM_MAX      65536 /* bytes; a P-256 key has a few hundred: a wrong file is not read whole */
#define SEAL_VERSION 1
#define HEAD_SIZE    (2 + AEAD_NONCE_SIZE) /* version, key number, nonce */

enum key_file { FILE_SEAL, FILE_HINT, FILE_ISSUER, FILE_PUBLIC, FILE_KINDS };

struct symmetric_key {
    uint8_t bytes[KEY_SIZE];
};

struct keyring {
    enum keyring_use use;
    struct aead *aead;
    bool there[FILE_KINDS][KEY_LAST + 1]; /* which files were found */
    struct symmetric_key seals[KEY_LAST + 1];
    struct symmetric_key hints[KEY_LAST + 1];
    struct symmetric_key blinds[3]; /* in the order of PURPOSES: derived once, asked for at every look-up */
    struct signer *issuer;
    size_t verifier_count;
    struct verifier *verifiers[KEY_LAST]; /* newest first */
};

static const char *const PURPOSES[] = {"nid", "name", "import"};

static void symmetric_key_wipe(struct symmetric_key *s)
{
    OPENSSL_cleanse(s, sizeof *s);
}

static void dir_close(DIR **dir)
{
    if (*dir)
        (void)closedir(*dir);
}

static void file_name(enum key_file kind, int number, char *ret, size_t room)
{
    static const char *const STEM[] = {"seal", "hint", "issuer", "issuer"};
    static const char *const EXTENSION[] = {"key", "key", "pem", "pub"};

    (void)snprintf(ret, room, "%s-%d.%s", STEM[kind], number, EXTENSION[kind]);
}

static err file_path(const char *dir, enum key_file kind, int number, char ret[PATH_MAX])
{
    char name[32];
    int n;

    file_name(kind, number, name, sizeof name);
    n = snprintf(ret, PATH_MAX, "%s/%s", dir, name);
    return n > 0 && n < PATH_MAX ? OK : ERR_LIMIT;
}

/* Only the very name that we would write: a copy (seal-1.key.bak, seal-01.key) is no key. */
static void note_name(const char *name, bool there[FILE_KINDS][KEY_LAST + 1])
{
    const char *dash = strchr(name, '-');
    long number = dash ? strtol(dash + 1, NULL, 10) : 0;
    char expected[32];

    if (number < 1 || number > KEY_LAST)
        return;
    for (int kind = 0; kind < FILE_KINDS; kind++) {
        file_name((enum key_file)kind, (int)number, expected, sizeof expected);
        if (strcmp(name, expected) == 0)
            there[kind][number] = true;
    }
}

/* others: bits of the folder's mode that are too many. */
static err list_files(const char *dir, mode_t others, bool there[FILE_KINDS][KEY_LAST + 1])
{
    CLEANUP(dir_close) DIR *d = opendir(dir);
    const struct dirent *entry;
    struct stat st;

    if (!d)
        return errno == ENOENT || errno == ENOTDIR ? ERR_ABSENT : errno == EACCES ? ERR_DENIED : ERR_SYSTEM;
    if (fstat(dirfd(d), &st) != 0)
        return ERR_SYSTEM;
    /* Whoever may write here could put a key of his own beside ours; to whom it is open is for a person to
     * find out. */
    if (st.st_mode & (others | S_IWGRP | S_IWOTH))
        return ERR_DENIED;
    /* readdir answers NULL at the end and on a fault alike; only errno tells them apart. */
    while ((errno = 0, entry = readdir(d)))
        note_name(entry->d_name, there);
    return errno == 0 ? OK : ERR_SYSTEM;
}

/* The highest number found, 0 when there is none. */
static int newest(const struct keyring *k, enum key_file kind)
{
    int number = KEY_LAST;

    while (number > 0 && !k->there[kind][number])
        number--;
    return number;
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

static err create_one(const char *dir, enum key_file kind, const struct symmetric_key *key,
                      const struct signer *issuer)
{
    char path[PATH_MAX];
    err e;

    if ((e = file_path(dir, kind, 1, path)))
        return e;
    if (kind == FILE_ISSUER)
        return signer_write(issuer, path);
    if (kind == FILE_PUBLIC)
        return verifier_write(signer_verifier(issuer), path);
    return file_create(path, key->bytes, KEY_SIZE);
}

/* Half a set of keys is worse than none: the next attempt would find keys there and refuse to make any. */
static void remove_first(const char *dir, int kinds)
{
    char path[PATH_MAX];

    while (kinds-- > 0)
        if (!file_path(dir, (enum key_file)kinds, 1, path))
            (void)unlink(path);
}

static err create_files(const char *dir, const struct symmetric_key keys[2], const struct signer *issuer)
{
    err e = OK;
    int kind;

    for (kind = 0; kind < FILE_KINDS; kind++)
        if ((e = create_one(dir, (enum key_file)kind, kind < 2 ? &keys[kind] : NULL, issuer)))
            break;
    if (!e)
        e = sync_names(dir);
    if (e)
        remove_first(dir, kind);
    return e;
}

err keyring_create(const char *dir)
{
    bool there[FILE_KINDS][KEY_LAST + 1] = {0};
    CLEANUP(signer_free) struct signer *issuer = NULL;
    struct symmetric_key keys[2];
    err e;

    if ((e = make_dir(dir)) || (e = list_files(dir, S_IRWXG | S_IRWXO, there)))
        return e;
    if (memchr(there, true, sizeof there))
        return ERR_CONFLICT;
    /* The key of hints derives from the other: who keeps that one has kept both. Not so the other way, for
     * the check process holds the key of hints alone. */
    if (!(e = random_bytes(keys[FILE_SEAL].bytes, KEY_SIZE)) &&
        !(e = digest_hkdf(keys[FILE_SEAL].bytes, "hint", keys[FILE_HINT].bytes)) &&
        !(e = signer_create(&issuer)))
        e = create_files(dir, keys, issuer);
    symmetric_key_wipe(&keys[FILE_SEAL]);
    symmetric_key_wipe(&keys[FILE_HINT]);
    return e;
}

static err read_key(const char *dir, enum key_file kind, int number, struct symmetric_key *ret)
{
    CLEANUP(buf_wipe) struct buf file = {0};
    char path[PATH_MAX];
    err e;

    if ((e = file_path(dir, kind, number, path)))
        return e;
    e = file_read_private(path, KEY_SIZE, &file);
    if (e == ERR_LIMIT || (!e && file.len != KEY_SIZE))
        return ERR_CORRUPT;
    if (!e)
        memcpy(ret->bytes, file.data, KEY_SIZE);
    return e;
}

/* All generations of a key are read: a newer key seals what comes, the older ones still open what is
 * there. */
static err read_keys(const char *dir, enum key_file kind, const bool *there, struct symmetric_key *ret)
{
    err e;

    for (int number = 1; number <= KEY_LAST; number++)
        if (there[number] && (e = read_key(dir, kind, number, &ret[number])))
            return e;
    return OK;
}

/* All public keys, retired ones too: cards signed before a change of key stay good until they expire. */
static err read_verifiers(const char *dir, struct keyring *k)
{
    char path[PATH_MAX];
    err e;

    for (int number = KEY_LAST; number > 0; number--) {
        if (!k->there[FILE_PUBLIC][number])
            continue;
        if ((e = file_path(dir, FILE_PUBLIC, number, path)) ||
            (e = verifier_read(path, &k->verifiers[k->verifier_count])))
            return e == ERR_INPUT ? ERR_CORRUPT : e;
        k->verifier_count++;
    }
    return OK;
}

static err read_issuer(const char *dir, struct keyring *k)
{
    CLEANUP(buf_wipe) struct buf pem = {0};
    int number = newest(k, FILE_ISSUER);
    char path[PATH_MAX];
    err e;

    if ((e = file_path(dir, FILE_ISSUER, number, path)) || (e = file_read_private(path, PEM_MAX, &pem)))
        return e;
    if ((e = signer_from_pem(pem.data, pem.len, &k->issuer)))
        return e == ERR_INPUT ? ERR_CORRUPT : e;
    /* Without its public half among those that are published, its cards would be nobody's. */
    return keyring_verifier_by_kid(k, signer_kid(k->issuer), KID_SIZE) ? OK : ERR_CORRUPT;
}

static err derive_blind(const struct symmetric_key *from, const char *purpose, struct symmetric_key *ret)
{
    char info[64];

    if (snprintf(info, sizeof info, "blind %s", purpose) >= (int)sizeof info)
        return ERR_LIMIT;
    return digest_hkdf(from->bytes, info, ret->bytes);
}

/* The key all look-ups derive from: the lowest number, so that they survive a newer key. */
static const struct symmetric_key *blind_root(const struct keyring *k)
{
    int number = 1;

    while (number < KEY_LAST && !k->there[FILE_SEAL][number])
        number++;
    return &k->seals[number];
}

static err open_register(const char *dir, struct keyring *k)
{
    err e;

    if (!newest(k, FILE_SEAL) || !newest(k, FILE_ISSUER))
        return ERR_ABSENT;
    if ((e = read_keys(dir, FILE_SEAL, k->there[FILE_SEAL], k->seals)) || (e = read_issuer(dir, k)))
        return e;
    for (size_t i = 0; i < sizeof PURPOSES / sizeof *PURPOSES; i++)
        if ((e = derive_blind(blind_root(k), PURPOSES[i], &k->blinds[i])))
            return e;
    return OK;
}

err keyring_open(const char *dir, enum keyring_use use, struct keyring **ret)
{
    CLEANUP(keyring_free) struct keyring *k = calloc(1, sizeof *k);
    err e;

    if (!k)
        return ERR_SYSTEM;
    k->use = use;
    if ((e = list_files(dir, use == KEYRING_ALL ? S_IRWXG | S_IRWXO : S_IRWXO, k->there)))
        return e;
    /* Asked before any key is read, so that an empty folder is told apart (ERR_ABSENT) from one that is
     * damaged. */
    if (!newest(k, FILE_HINT) || !newest(k, FILE_PUBLIC))
        return ERR_ABSENT;
    if ((e = aead_create(&k->aead)) || (e = read_verifiers(dir, k)) ||
        (e = read_keys(dir, FILE_HINT, k->there[FILE_HINT], k->hints)))
        return e;
    if (use == KEYRING_ALL && (e = open_register(dir, k)))
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
    OPENSSL_cleanse(*k, sizeof **k); /* the keys lie in it, not behind it */
    free(*k);
    *k = NULL;
}

/* kind ‖ row, big endian ‖ table ‖ NUL ‖ column: no two places give the same bytes. */
static err place_bytes(const struct seal_place *at, struct buf *ret)
{
    uint8_t head[9] = {(uint8_t)at->kind};

    for (int i = 0; i < 8; i++)
        head[1 + i] = (uint8_t)((uint64_t)at->row >> (56 - 8 * i));
    buf_add(ret, head, sizeof head);
    buf_add(ret, at->table, strlen(at->table) + 1);
    buf_text(ret, at->column);
    return buf_err(ret);
}

/* The keys of that kind; NULL when this process does not hold them. */
static const struct symmetric_key *keys_of(const struct keyring *k, enum seal_kind kind)
{
    if (kind == SEAL_HINT)
        return k->hints;
    return k->use == KEYRING_ALL ? k->seals : NULL;
}

err seal(const struct keyring *k, const struct seal_place *at, const void *plain, size_t n, struct buf *ret)
{
    CLEANUP(buf_free) struct buf context = {0};
    const struct symmetric_key *keys = keys_of(k, at->kind);
    int number = newest(k, at->kind == SEAL_HINT ? FILE_HINT : FILE_SEAL);
    uint8_t head[HEAD_SIZE] = {SEAL_VERSION, (uint8_t)number};
    struct aead_frame frame;
    size_t before = ret->len;
    err e;

    if (!keys)
        return ERR_DENIED;
    if ((e = random_bytes(head + 2, AEAD_NONCE_SIZE)) || (e = place_bytes(at, &context)))
        return e;
    frame = (struct aead_frame){
        .key = keys[number].bytes, .nonce = head + 2, .context = context.data, .context_size = context.len};
    buf_add(ret, head, sizeof head);
    if ((e = buf_err(ret)) || (e = aead_seal(k->aead, &frame, plain, n, ret)))
        ret->len = before;
    return e;
}

/* *o: kept between values; NULL: for this one alone. */
static err place_open(const struct keyring *k, struct aead_opener **o, const struct seal_place *at,
                      const void *sealed, size_t n, struct buf *ret)
{
    CLEANUP(buf_free) struct buf context = {0};
    const struct symmetric_key *keys = keys_of(k, at->kind);
    const uint8_t *head = sealed;
    struct aead_frame frame;
    err e;

    if (!keys)
        return ERR_DENIED;
    /* One answer for too short, of an unknown version, and sealed by a key that is not here: nothing of it
     * can be read, whatever the cause. */
    if (n < HEAD_SIZE + AEAD_TAG_SIZE || head[0] != SEAL_VERSION ||
        !k->there[at->kind == SEAL_HINT ? FILE_HINT : FILE_SEAL][head[1]])
        return ERR_CORRUPT;
    if ((e = place_bytes(at, &context)))
        return e;
    frame = (struct aead_frame){
        .key = keys[head[1]].bytes, .nonce = head + 2, .context = context.data, .context_size = context.len};
    if (o)
        return aead_open_next(k->aead, o, &frame, head + HEAD_SIZE, n - HEAD_SIZE, ret);
    return aead_open(k->aead, &frame, head + HEAD_SIZE, n - HEAD_SIZE, ret);
}

err unseal(const struct keyring *k, const struct seal_place *at, const void *sealed, size_t n,
           struct buf *ret)
{
    return place_open(k, NULL, at, sealed, n, ret);
}

err unseal_next(const struct keyring *k, struct aead_opener **o, const struct seal_place *at,
                const void *sealed, size_t n, struct buf *ret)
{
    return place_open(k, o, at, sealed, n, ret);
}

err blind(const struct keyring *k, const char *purpose, const char *text, uint8_t ret[32])
{
    CLEANUP(symmetric_key_wipe) struct symmetric_key other = {0};
    err e;

    /* The check process must not be able to find a person by name or personal number, even when it is taken
     * over. */
    if (k->use != KEYRING_ALL)
        return ERR_DENIED;
    for (size_t i = 0; i < sizeof PURPOSES / sizeof *PURPOSES; i++)
        if (strcmp(purpose, PURPOSES[i]) == 0)
            return digest_hmac(k->blinds[i].bytes, text, strlen(text), ret);
    if ((e = derive_blind(blind_root(k), purpose, &other)))
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
