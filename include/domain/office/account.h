/* The people who sign in. Which passwords are taken says password_rule.h. One administrator at least stays
 * active. Every change is logged; it closes the account's sessions when it changes the password, the role or
 * whether the account is active. */
#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypto/digest.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define ACCOUNT_FULL_NAME_MAX LIMIT(AccountNew, full_name) /* code points */

struct account {
    int64_t id, locked_until, created_at;
    int64_t organisation; /* of a partner, the number of its institution in the address book; 0: none */
    int64_t failures;     /* failed sign-ins since the last good one */
    int64_t given_at,
        given_seen_at;    /* somebody else set the password; its holder said that she knows; 0: no */
    const char *given_by; /* who: an account's name, or "command line"; NULL: nobody */
    const char *name, *full_name, *organisation_name; /* organisation_name NULL: none */
    enum role role;
    bool active, must_change;
};

struct account_new {
    const char *name; /* folded to lower case without accents */
    const char *full_name;
    enum role role;
    int64_t organisation;    /* an active kindergarten for that role, else 0 */
    const char *institution; /* of the address book, for a partner, else NULL */
    const char *password;
    bool must_change; /* the holder is told to choose another */
};

/* Hashes the password, which takes 0.7 s, before it opens or joins a transaction: never call it inside one,
 * where others would wait. ERR_CONFLICT "name_taken". */
err account_create(struct work *w, const struct account_new *in, int64_t *ret_id) MUST_CHECK;
/* By name. */
err account_list(struct work *w, struct account **ret, size_t *ret_count) MUST_CHECK;
err account_read(struct work *w, int64_t id, struct account *ret) MUST_CHECK;
/* As typed at sign-in: folded first. ERR_ABSENT. */
err account_find(struct work *w, const char *name, struct account *ret) MUST_CHECK;
/* By an administrator; lifts a lock too. Hashes as account_create does. Its holder is told until she says
 * that she knows (account_password_seen), unless it is the actor's own. */
err account_set_password(struct work *w, int64_t id, const char *password, bool must_change) MUST_CHECK;
/* w->actor.account knows that somebody else has set her password; nothing happens where nobody has. Logged.
 */
err account_password_seen(struct work *w) MUST_CHECK;
/* By the holder, w->actor.account. ERR_INPUT "password_used" (password_former.h); "wrong_password" if the
 * current one is not right; that counts like a failed sign-in, with the same ERR_LIMIT and ERR_BUSY. Keeps
 * the session with that hash and closes the others. Opens its own transactions. */
err account_change_password(struct work *w, const char *current, const char *password,
                            const uint8_t session[DIGEST_SIZE]) MUST_CHECK;
/* Her password once more, by the holder of that session: what asks for it (RT_CONFIRMED) is open to it for
 * SESSION_CONFIRMED seconds. ERR_INPUT "wrong_password" at "password", counted as above; logged either way. A
 * second factor will be asked here, too. */
err account_confirm(struct work *w, const char *password, const uint8_t session[DIGEST_SIZE]) MUST_CHECK;
/* ERR_CONFLICT "last_administrator". */
err account_set_active(struct work *w, int64_t id, bool active) MUST_CHECK;
struct account_role {
    enum role role;
    int64_t organisation; /* as in account_new */
    const char *institution;
};
err account_set_role(struct work *w, int64_t id, const struct account_role *in) MUST_CHECK;
/* Lift the lock that failed sign-ins have set. */
err account_unlock(struct work *w, int64_t id) MUST_CHECK;

#endif
