/* The files in a folder of keys: their names, and reading them with a sentence that names the one at fault.
 */
#ifndef CRYPTO_KEY_FILE_H
#define CRYPTO_KEY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/problem.h"

#define KEY_LAST      255 /* the highest number */
#define KEY_NAME_TEXT 32

enum key_kind {
    KEY_FILE_SEAL,
    KEY_FILE_HINT,
    KEY_FILE_BLIND,
    KEY_FILE_ISSUER,
    KEY_FILE_PUBLIC,
    KEY_FILE_KINDS
};

struct key_files {
    bool there[KEY_FILE_KINDS][KEY_LAST + 1];
};

/* "seal-1.key", "issuer-1.pem", "issuer-1.pub" */
void key_file_name(enum key_kind kind, int number, char ret[KEY_NAME_TEXT]);
/* In words, as the database calls it: "seal", "hint", "blind", "issuer", "public". */
const char *key_kind_name(enum key_kind kind);
bool key_kind_parse(const char *name, unsigned *ret);

/* Which stand in the folder; names that we would not write are passed over. others: bits of the folder's mode
 * that are too many (writing by others always is). ERR_ABSENT: no such folder; ERR_DENIED: it is open to
 * others, or closed to us. why: told with the folder's fault (NULL: nobody). */
err key_files_list(const char *dir, mode_t others, struct problem *why, struct key_files *ret) MUST_CHECK;
int key_files_newest(const struct key_files *f, enum key_kind kind); /* 0: there is none */

/* One of them, of n bytes at most, for its owner alone (the public half: for anybody). ERR_CORRUPT: it is
 * empty, longer, or no plain file (a folder, a link); ERR_DENIED: open to others, or closed to us;
 * ERR_ABSENT. */
err key_file_read(const char *dir, enum key_kind kind, int number, size_t n, struct problem *why,
                  struct buf *ret) MUST_CHECK;
/* For who found out otherwise that it is none: ERR_CORRUPT, with the file and what it is not. */
err key_file_refuse(enum key_kind kind, int number, const char *what, struct problem *why) MUST_CHECK;
/* A new one (0600), under its name only when it is whole and on the disk. ERR_CONFLICT: it exists. */
err key_file_create(const char *dir, enum key_kind kind, int number, const void *bytes, size_t n) MUST_CHECK;
err key_file_path(const char *dir, enum key_kind kind, int number, char *ret, size_t room) MUST_CHECK;
void key_file_remove(const char *dir, enum key_kind kind, int number);

#endif
