/* From where an account has signed in well before: the browsers, by a secret that they keep, and the
 * networks. Whoever guesses somebody's password from elsewhere locks himself out, and not her: attempts are
 * counted apart for each place that is known, and together for all others. */
#ifndef DOMAIN_KNOWN_PLACE_H
#define DOMAIN_KNOWN_PLACE_H

#include "crypto/digest.h"
#include "domain/work/secret.h"
#include "domain/work/work.h"

#define KNOWN_PLACES 8  /* of each kind and account; the one that was not used for longest makes room */
#define KNOWN_DAYS   90 /* without use; then a place is forgotten */
#define KNOWN_KEY    80

/* From where somebody signs in. */
struct sign_in_from {
    const char *address; /* network address; NULL: at the machine itself */
    const char *browser; /* the secret that the browser kept; NULL: none */
};

struct known_place {
    char key[KNOWN_KEY];          /* under which attempts from there are counted; "": it is not known */
    uint8_t browser[DIGEST_SIZE]; /* of the secret, where `kept` */
    bool kept;                    /* the browser has a secret that this register gave to somebody */
};

/* What of it is known for that account: the browser before the network. account 0, that of no account:
 * nothing, at the same cost. The machine itself is known to all, a loopback address to none: behind it may
 * stand a proxy, and anybody. */
err known_place_find(struct work *w, int64_t account, const struct sign_in_from *from,
                     struct known_place *ret) MUST_CHECK;
/* Somebody has signed in well from there; in the caller's transaction. *ret_browser: what the browser is to
 * keep; its text is
 * "" where it has a good one. */
err known_place_keep(struct work *w, int64_t account, const struct sign_in_from *from,
                     const struct known_place *place, struct secret *ret_browser) MUST_CHECK;
/* The account has a new password from somebody else: it has been nowhere yet. */
err known_place_forget(struct work *w, int64_t account) MUST_CHECK;
/* Those not used for KNOWN_DAYS; part of midnight work. */
err known_place_sweep(struct work *w) MUST_CHECK;

#endif
