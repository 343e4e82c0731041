/* The hint that a checker's screen shows beside a good answer. */
#ifndef DOMAIN_CHECK_DOOR_HINT_H
#define DOMAIN_CHECK_DOOR_HINT_H

#include "base/buf.h"
#include "crypto/keyring.h"
#include "domain/check/doorway.h"

/* As hint_unseal; but one that these keys do not open is left empty, and told of in the program's log, once:
 * whether a card is good does not hang on it. So it is between `besa key rotate --hint` and the restart of
 * the process that serves the doors. */
err door_hint_open(struct doorway *d, const struct seal_place *at, const void *sealed, size_t n,
                   struct buf *ret) MUST_CHECK;

#endif
