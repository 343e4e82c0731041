/* What was found out about a card's text, and telling it. */
#ifndef CLI_CARD_EXPLAIN_H
#define CLI_CARD_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "token/card_token.h"

enum signature_state {
    SIGNATURE_UNREAD,  /* decoding stopped before it */
    SIGNATURE_NO_KEY,  /* nothing to hold it against */
    SIGNATURE_UNKNOWN, /* its key id is of no key that is known here */
    SIGNATURE_FAILS,
    SIGNATURE_HOLDS,
};

enum card_time { TIME_UNKNOWN, TIME_GOOD, TIME_EARLY, TIME_EXPIRED };

struct inspection {
    const char *stage, *reason;  /* where decoding stopped, and why; NULL: nowhere */
    const char *not_canonical;   /* why it is not as Besa writes it; NULL: it is, or nothing can be said */
    bool form_known, has_claims; /* whether not_canonical, whether card can be told */
    size_t text_size, cose_size;
    struct card_token card;
    struct cose_sign1 cose;
    enum signature_state signature;
    enum card_time time;
    bool good;
};

/* Tell it in words or as JSON. EX_OK or EX_IOERR, EX_OSERR. */
int inspection_print(const struct inspection *i);
int inspection_give(const struct inspection *i);

#endif
