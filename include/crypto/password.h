/* Passwords: scrypt N=2^17 r=8 p=1 (128 MiB, about 0.7 s each; so callers throttle, and one mutex inside lets
 * only one run at a time per process). Kept as "scrypt$17$8$1$<salt b64>$<hash b64>". A password counts as
 * typed, save that it is put into NFC first: keyboards write "ë" as one sign or as two. */
#ifndef CRYPTO_PASSWORD_H
#define CRYPTO_PASSWORD_H

#include <pthread.h>
#include <stdbool.h>

#include "base/err.h"

#define PASSWORD_HASH_SIZE 160
#define PASSWORD_MIN       12
#define PASSWORD_MAX       200

/* ERR_INPUT outside PASSWORD_MIN … PASSWORD_MAX bytes in NFC, or not UTF-8. */
err password_hash(const char *password, char ret[PASSWORD_HASH_SIZE]) MUST_CHECK;
/* *ret = it is the one. A NULL hash costs the same time and answers false: unknown accounts must not be told
 * from known ones. The cost is read from the hash, within bounds (N at most 2^20). */
err password_verify(const char *password, const char *hash, bool *ret) MUST_CHECK;
/* The same; *ret_renew: the hash is of the password as it was typed before NFC, when that was hashed. It is
 * to be replaced by password_hash of the same password. What is not NFC costs twice the time, whosever it is.
 */
err password_verify_old(const char *password, const char *hash, bool *ret, bool *ret_renew) MUST_CHECK;

/* A place among those who wait for password_verify at somebody's request: each wait holds a thread, so there
 * are few. One for each source (a network address, or what stands for a place that is known; NULL: not told
 * apart), and a number of their own for sources that are known, so that no crowd of strangers keeps them out.
 * Taken before an attempt is counted. ERR_BUSY: there is none. *ret stays where it is until it is left. */
#define PASSWORD_PLACES       4
#define PASSWORD_PLACES_KNOWN 4
struct password_place {
    char source[80];
    bool known;
    pthread_t thread; /* that checks the password: of those who wait, who is known goes first */
};
err password_place_take(const char *source, bool known, struct password_place *ret) MUST_CHECK;
void password_place_leave(struct password_place *held); /* for CLEANUP; also of one that was never taken */

/* Tests only need not wait: log2 N for hashes made from now on (10 … 20). Called by main before any thread.
 */
void password_cost_set(int log2_n);

#endif
