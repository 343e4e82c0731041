/* What any checker may fetch, and what a check knows cards of this municipality by. Reads only. */
#ifndef DOMAIN_PUBLISHED_H
#define DOMAIN_PUBLISHED_H

#include "base/buf.h"
#include "crypto/signature.h"
#include "domain/check/doorway.h"

/* The token of a status list as served, or of the list beside it, of cards that go on beyond their printed
 * day. ERR_ABSENT: no such list. */
err door_list_token(struct doorway *d, int64_t list, bool prolonged, struct buf *ret) MUST_CHECK;
/* "https://…/status/1", …, or those beside them */
err door_list_uris(struct doorway *d, bool prolonged, const char *const **ret, size_t *ret_count) MUST_CHECK;

/* "https://karta.example.al", as it stands in cards; *ret "": no municipality yet. */
err door_base_uri(struct doorway *d, const char **ret) MUST_CHECK;

/* A file of the public page as it is today, or as it was on the last day that the register told of, appended
 * to *ret. ERR_ABSENT: there is none of that name, or no page at all. */
err door_public_file(struct doorway *d, const char *name, struct buf *ret) MUST_CHECK;

struct door_key {
    uint8_t kid[KID_SIZE];
    uint8_t x[32], y[32]; /* the point, as a JWK has it */
};
/* The keys of the key directory and those remembered from before; newest first. */
err door_keys(struct doorway *d, struct door_key **ret, size_t *ret_count) MUST_CHECK;
/* A key that is only remembered; *ret NULL: none of ours. */
err door_key_remembered(struct doorway *d, const void *kid, size_t n, struct verifier **ret) MUST_CHECK;

#endif
