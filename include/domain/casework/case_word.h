/* Lists of choices of case work: "channel", "caller", "came_through". They are rows with dates, so that a
 * municipality has one more, or no longer offers one, without a new program; what was chosen once is read for
 * ever. */
#ifndef DOMAIN_CASE_WORD_H
#define DOMAIN_CASE_WORD_H

#include "domain/work/fault.h"
#include "domain/work/work.h"

struct case_word {
    const char *list, *code;
    const char *text, *text_en;
    bool offered; /* today */
};
/* All of them, by list and in the order in which they are offered. */
err case_word_list(struct work *w, struct case_word **ret, size_t *ret_count) MUST_CHECK;

/* Keeps "unknown_word" at that field where a code is given and is not offered on that day (DATE_NONE: on
 * any). */
struct word_asked {
    const char *list, *code, *field;
    date on;
};
err case_word_check(struct work *w, struct faults *f, const struct word_asked *in) MUST_CHECK;

#endif
