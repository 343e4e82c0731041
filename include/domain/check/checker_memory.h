/* Checkers that one thread has looked up, kept until anything in check.db has changed: the same few devices
 * ask all day. What is kept is what the look-up gave, by the hash of the token; nothing of a card. */
#ifndef DOMAIN_CHECKER_MEMORY_H
#define DOMAIN_CHECKER_MEMORY_H

#include "domain/check/checker.h"

struct checker_memory;
void checker_memory_free(struct checker_memory **m); /* takes NULL */

/* As checker_find, where d reads: inside its read transaction, so that the device and what it asks for are
 * seen in one picture. A device that is revoked is refused by the first transaction that begins behind the
 * commit, for that has another version. *m is made when it is NULL. It must be freed when the handle is
 * closed, whose versions it knows. */
err checker_find_kept(struct doorway *d, struct checker_memory **m, const uint8_t token_hash[DIGEST_SIZE],
                      struct checker *ret) MUST_CHECK;

#endif
