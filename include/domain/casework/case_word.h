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
/* The same of some codes with a blank between; in->code is not NULL. */
#define CASE_WORD_CODE_MAX 40
err case_word_set_check(struct work *w, struct faults *f, const struct word_asked *in) MUST_CHECK;

struct case_words {
    struct case_word *at;
    size_t count;
};
err case_words_read(struct work *w, struct case_words *ret) MUST_CHECK;
/* The Albanian text of that code; the code itself where the list has none. */
const char *case_word_text(const struct case_words *words, const char *list, const char *code);
/* Of codes with a blank between, their texts with commas. NULL: memory ran out. */
const char *case_word_texts(struct work *w, const struct case_words *words, const char *list,
                            const char *codes);
/* The code that somebody means who wrote it, or its text in either language, however accented; NULL: none. */
const char *case_word_meant(const struct case_words *words, const char *list, const char *text);

#endif
