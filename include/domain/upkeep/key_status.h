/* The keys of a register: which are in use, since when, and which may be destroyed. */
#ifndef DOMAIN_KEY_STATUS_H
#define DOMAIN_KEY_STATUS_H

#include "crypto/key_file.h"
#include "domain/work/work.h"

enum key_state {
    KEY_USED = 1,  /* seals, wraps, blinds or signs */
    KEY_PUBLISHED, /* of an issuer: not signing yet */
    KEY_OLD,       /* still needed: to wrap what is not rewrapped yet, or to verify */
    KEY_OVER,      /* nothing needs it, and its file is still there */
};
const char *key_state_name(enum key_state s); /* "used", "published", "old", "over" */

struct key_told {
    enum key_kind kind;
    int number;
    enum key_state state;
    int64_t since;        /* instant: it was made, or the register was */
    bool due;             /* in use for longer than key_rotation_months */
    int64_t needed_until; /* of an old issuer's public key: its last card has expired then; 0: now */
};
struct key_report {
    struct key_told *at;
    size_t count;
    int64_t data_keys, destroyed, seals_most;
};
/* dir: the folder of keys. */
err key_status(struct work *w, const char *dir, struct key_report *ret) MUST_CHECK;

#endif
