/* The public page, version by version. A coordinator, a director or the administrator writes; a coordinator
 * or a director approves who wrote nothing of it that is not approved yet. What is published is the newest
 * version that was approved. */
#ifndef DOMAIN_PUBLIC_VERSION_H
#define DOMAIN_PUBLIC_VERSION_H

#include "domain/public/public_text.h"

#define PUBLIC_WRITERS   (R_COORDINATOR | R_DIRECTOR | R_ADMINISTRATOR)
#define PUBLIC_APPROVERS (R_COORDINATOR | R_DIRECTOR)

struct public_version {
    int64_t version;  /* 0: the program's own texts, and nothing more */
    int64_t restored; /* the version that it brings back; 0: it is none of that kind, or brings back 0 */
    bool restores;
    int64_t at;
    const char *by;
    int64_t approved_at; /* 0: it is not */
    const char *approved_by;
};
struct public_state {
    int64_t version;   /* the newest */
    int64_t published; /* 0: none was approved yet */
    bool wrote;        /* whoever asks, or an account of the same person, wrote of it what is not approved */
    struct public_text text;         /* of the newest */
    struct public_version *versions; /* the newest first */
    size_t version_count;
};
/* ERR_DENIED "forbidden" for other roles than PUBLIC_WRITERS. */
err public_state_read(struct work *w, struct public_state *ret) MUST_CHECK;
/* One version, 0 included. ERR_ABSENT "no_such_version". Roles as above. */
err public_version_read(struct work *w, int64_t version, struct public_version *ret,
                        struct public_text *ret_text) MUST_CHECK;
/* What is published; ret->version 0 while nothing was approved. Whoever asks. */
err public_published_read(struct work *w, struct public_version *ret,
                          struct public_text *ret_text) MUST_CHECK;

/* One text in three languages, "" or NULL the program's own. seen: the version that was on the screen. Each
 * of the writers refuses with ERR_CONFLICT "page_changed" at "version" where that is not the newest any more,
 * and what changes nothing with "nothing_changed". ERR_ABSENT "no_such_text"; ERR_INPUT as public_text_check
 * at "sq", "en", "el". Logged "public_page.written". *ret: the new version. */
struct public_text_new {
    int64_t seen;
    const char *key;
    const char *said[PUBLIC_LANGUAGES];
};
err public_text_put(struct work *w, const struct public_source *s, const struct public_text_new *in,
                    int64_t *ret) MUST_CHECK;
/* ERR_INPUT as public_numbers_check. Logged likewise. */
err public_numbers_put(struct work *w, int64_t seen, const struct public_numbers *in,
                       int64_t *ret) MUST_CHECK;
/* An older version once more, as the newest; 0: the program's own texts. Logged "public_page.restored". */
err public_version_restore(struct work *w, int64_t version, int64_t seen, int64_t *ret) MUST_CHECK;
/* From now on it is what is published. ERR_CONFLICT "wrote_it": a second person approves; "already_approved";
 * "leave_missing": nobody has said yet where the button leads. Logged "public_page.approved". */
err public_version_approve(struct work *w, int64_t seen) MUST_CHECK;

#endif
