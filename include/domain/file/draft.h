/* Forms that are not finished, kept here so that a browser need not keep them, for the account alone that
 * began them. */
#ifndef DOMAIN_DRAFT_H
#define DOMAIN_DRAFT_H

#include "domain/work/work.h"
#include "gen/limits.h"

#define DRAFT_KIND_MAX 40                    /* bytes */
#define DRAFT_TEXT_MAX LIMIT(DraftNew, text) /* bytes */
#define DRAFTS_MAX     20                    /* of one account */
#define DRAFT_LIFE     (30 * 24 * 3600)      /* seconds since it was last saved */

struct draft {
    int64_t row; /* 0: there is none */
    const char *text;
    int64_t saved_at;
};

/* kind: 1 to DRAFT_KIND_MAX of a-z, 0-9 and '-', not '-' first; ERR_ABSENT "not_found" else. A draft that the
 * account saved in another role is as good as none. */

/* text NULL: there is none. Logged "draft.read" where there is one. */
err draft_read(struct work *w, const char *kind, struct draft *ret) MUST_CHECK;
/* In place of what was saved before. ERR_INPUT "too_long" at "text"; ERR_CONFLICT "too_many_drafts". The
 * first time logged "draft.begin"; what is saved every few seconds after it is not. */
err draft_save(struct work *w, const char *kind, const char *text) MUST_CHECK;
/* Logged "draft.drop"; nothing where there is none. */
err draft_drop(struct work *w, const char *kind) MUST_CHECK;
/* Forgets those that nobody touched for DRAFT_LIFE; part of midnight work. */
err draft_sweep(struct work *w) MUST_CHECK;

#endif
