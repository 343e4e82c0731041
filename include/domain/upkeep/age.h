/* Files encrypted to public keys with age (https://age-encryption.org/v1), by Debian's program of that name:
 * whoever made a copy cannot open it again, nor can the disk that it lies on. */
#ifndef DOMAIN_AGE_H
#define DOMAIN_AGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "domain/work/work.h"

#define AGE_ENDING         ".age"
#define AGE_HALF           ".half" /* behind it, until all is there */
#define AGE_RECIPIENTS_MAX 8

struct age_recipients {
    const char *const *at; /* "age1…"; each of them alone can open it */
    size_t count;
};
/* "age1" and 58 characters of Bech32: a slip of the pen is told before anything is made. */
bool age_recipient_known(const char *text);

/* Encrypts a file, or bytes, into a new file (0600), on the disk when this returns; nothing is left behind on
 * failure, and after kill -9 nothing by that name. ERR_CONFLICT: a file of that name is there; ERR_INPUT
 * "bad_recipient"; ERR_ABSENT "no_age": the program is not installed; ERR_BUSY "disk_full". */
err age_close_file(struct work *w, const struct age_recipients *to, const char *from,
                   const char *path) MUST_CHECK;
err age_close_bytes(struct work *w, const struct age_recipients *to, const struct buf *bytes,
                    const char *path) MUST_CHECK;

/* Whether a file begins as age writes it. */
bool age_closed(const char *path);
/* Decrypts into a new file (0600), or appends to *ret (max bytes at most), by the private key in the file
 * `identity`; one that is locked by a passphrase asks for it at the terminal. ERR_ABSENT "no_age",
 * "no_identity"; ERR_DENIED "other_identity": it was not encrypted to that key; ERR_INPUT "bad_identity": no
 * private key stands there; ERR_CORRUPT "cut_copy": cut, altered, or not of age; ERR_SYSTEM "age_stopped":
 * anything else, in age's own words; ERR_BUSY "disk_full". */
err age_open_file(struct work *w, const char *identity, const char *from, const char *path) MUST_CHECK;
err age_open_bytes(struct work *w, const char *identity, const char *from, size_t max,
                   struct buf *ret) MUST_CHECK;

#endif
