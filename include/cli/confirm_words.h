/* --confirm: questions answered with yes on the command line. */
#ifndef CLI_CONFIRM_WORDS_H
#define CLI_CONFIRM_WORDS_H

#include "domain/work/work.h"

struct confirm_words {
    const char **at; /* codes, in the work's arena */
    size_t count;
};

/* "end_beyond_term,same_person"; "end" means all questions about first and last days. NULL: none. ERR_INPUT
 * "too_many" beyond what a request may confirm. */
err confirm_words_read(struct work *w, const char *text, struct confirm_words *ret) MUST_CHECK;

#endif
