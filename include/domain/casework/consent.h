/* What she agreed to: whom she may be spoken of to, for what, and until when. It ends by its day, or when she
 * takes it back, which is a record about it. */
#ifndef DOMAIN_CONSENT_H
#define DOMAIN_CONSENT_H

#include "domain/casework/record.h"

struct consent_said {
    const char *to, *what_for; /* which institution; for what */
    const char *how;           /* of the list consent_how */
    const char *witness;       /* before whom it was spoken */
    const char *names;         /* of the list consent_names: whether her name may be told; NULL: no */
    const char *until;         /* YYYY-MM-DD, the last day; NULL: until it is taken back */
};
/* Beside record_check: "out_of_range" at "until" (before its day), "required" at "witness" (where it was
 * spoken). */
extern const struct noun CONSENT_NOUN;

struct withdrawal_said {
    const char *words; /* what she said */
};
/* Answers a consent. */
extern const struct noun WITHDRAWAL_NOUN;

struct consent_held {
    bool holds, names; /* names: her name may be told */
};
/* Whether a consent of that file to that institution (folded names are compared) held on that day. A consent
 * that was taken back holds until the day before. Neither guarded nor logged. */
err consent_holds(struct work *w, int64_t case_id, const char *to, date on,
                  struct consent_held *ret) MUST_CHECK;

#endif
