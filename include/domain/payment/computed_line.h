/* A line as it is worked out, before anybody gives it names, and the text of lines that a run is known by. */
#ifndef DOMAIN_COMPUTED_LINE_H
#define DOMAIN_COMPUTED_LINE_H

#include "base/buf.h"
#include "crypto/digest.h"
#include "domain/payment/payment_line.h"

struct computed_line { /* the columns of payment_line */
    int64_t n, person, amount, order, act, rule, application, reverses_run, reverses_n;
    int64_t one_off; /* of one_off_rule (one_off.h); 0: the month's payment */
    enum payment_kind kind;
    date month;
    const char *why;
};

/* Appended: "n person month kind amount order act rule application reverses_run reverses_n why" with a
 * newline: numbers in decimal, 0 and "-" for nothing, the month as "2026-12". Of what is paid once " once N"
 * stands before the newline. */
err computed_line_text(struct buf *text, const struct computed_line *line) MUST_CHECK;
/* SHA-256 of such texts, one after the other. */
err computed_text_digest(const struct buf *text, uint8_t ret[DIGEST_SIZE]) MUST_CHECK;
/* The same over the lines that the run has in the database. */
err payment_stored_digest(struct work *w, int64_t run, uint8_t ret[DIGEST_SIZE]) MUST_CHECK;

#endif
