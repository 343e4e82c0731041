/* Signing in, staying signed in, signing out. Failed sign-ins are counted per account and per network
 * address. */
#ifndef DOMAIN_SESSION_H
#define DOMAIN_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "crypto/digest.h"
#include "domain/office/known_place.h"
#include "domain/office/session_term.h"
#include "domain/work/work.h"

#define SESSION_SECRET_TEXT 44 /* Base32 secret of 26 bytes, and the NUL */

/* Opens and closes its own short transactions around the slow password check. Logged either way. ERR_DENIED
 * "sign_in_failed" (unknown account, wrong password, inactive: not told apart), or "first_password_over" (the
 * right one, but given longer ago than the rule first_password_days says); ERR_LIMIT "account_locked" or
 * "too_many_attempts"; ERR_BUSY, nothing counted: another is signing in from there, or too many are.
 * *ret_secret: what the cookie carries; only its SHA-256 is stored. What own_session_make_room ends, ends: so
 * w->actor.session is the one that came along, or NULL. */
err session_open(struct work *w, const char *account, const char *password, const char *address,
                 char ret_secret[SESSION_SECRET_TEXT]) MUST_CHECK;
struct session_opened {
    char secret[SESSION_SECRET_TEXT];
    char browser[SESSION_SECRET_TEXT]; /* what the browser is to keep from now on (known_place.h); "": it has
                                          it */
};
/* The same for whoever can keep something. A lock passes over places that are known; what is refused there is
 * counted there alone. */
err session_open_from(struct work *w, const char *account, const char *password,
                      const struct sign_in_from *from, struct session_opened *ret) MUST_CHECK;

/* Who this is. ERR_ABSENT: unknown, idle, or over. An account or organisation that was made inactive, or
 * given another role, counts at once. Notes the visit at most once a minute, so w->db must be able to write;
 * outside a transaction that keeps nobody waiting. ret->name lives in the arena. */
err session_find(struct work *w, const uint8_t hash[DIGEST_SIZE], struct actor *ret) MUST_CHECK;
/* The same without noting a visit: for requests that a page makes by itself, with nobody at the keyboard. */
err session_look(struct work *w, const uint8_t hash[DIGEST_SIZE], struct actor *ret) MUST_CHECK;
/* The page says that somebody is there: a visit is noted, however recent the last note is. */
err session_stay(struct work *w, const uint8_t hash[DIGEST_SIZE]) MUST_CHECK;

struct session {                   /* what its holder may know of it */
    int64_t account, organisation; /* organisation 0: none */
    const char *name, *full_name, *organisation_name;
    enum role role;
    bool must_change; /* an administrator chose the password */
    int64_t given_at; /* somebody else set the password, and she has not said yet that she knows; 0: no */
    const char *given_by;
    int64_t idle_at; /* instant at which it ends without another request, at the earliest */
    int64_t over_at; /* instant at which it ends in any case */
};
/* Found as by session_find, without noting a visit. */
err session_read(struct work *w, const uint8_t hash[DIGEST_SIZE], struct session *ret) MUST_CHECK;

/* Its holder has just proved who she is. Joins the caller's transaction. */
err session_confirm(struct work *w, const uint8_t hash[DIGEST_SIZE]) MUST_CHECK;

/* Closes it, and logs that; nothing happens when there is none. */
err session_close(struct work *w, const uint8_t hash[DIGEST_SIZE]) MUST_CHECK;
/* Closes all sessions of the account but the one with hash `keep` (NULL: all). */
err session_close_others(struct work *w, int64_t account, const uint8_t *keep) MUST_CHECK;
/* Removes sessions that are idle or over, and failures that no longer count; part of midnight work. */
err session_sweep(struct work *w) MUST_CHECK;

#endif
