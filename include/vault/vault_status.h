/* How a key store stands. */
#ifndef VAULT_VAULT_STATUS_H
#define VAULT_VAULT_STATUS_H

#include <stdint.h>

#define VAULT_MARK    16 /* bytes by which a key store is known */
#define VAULT_MASTERS 256
struct vault_status {
    int64_t keys, destroyed;           /* those there are, and those that were */
    int64_t under[VAULT_MASTERS];      /* keys by the number of their master key */
    int64_t seals_most, seals_most_of; /* the key that sealed most, and how much */
};

#endif
