/* What is typed to find a file, and whether a text of the file has it. Pure; what was typed is a name more
 * often than not, so whoever made it wipes it. */
#ifndef DOMAIN_SEARCH_WORDS_H
#define DOMAIN_SEARCH_WORDS_H

#include <stdbool.h>

#include "base/name_key.h"
#include "domain/law/order_key.h"

#define SEARCH_WORDS_MAX 32  /* a bit of `all` for each */
#define SEARCH_TEXT_MAX  800 /* bytes, folded: 200 letters */

struct search_words {
    char text[SEARCH_TEXT_MAX + 1]; /* words with a digit, each with its NUL */
    struct name_key latin, key;     /* of the others */
    char number[ORDER_KEY_TEXT];    /* of all of it, as a number of an order; "" without a digit */
    char phone[24];                 /* its digits behind the country's and the first zero; "": it is none */
    struct {
        const char *latin, *key; /* key NULL: of a word with a digit */
    } word[SEARCH_WORDS_MAX];
    size_t count;
    unsigned all;     /* a bit for each */
    unsigned numeric; /* those with a digit: no name has one */
    bool empty;       /* nothing was typed: everything matches */
};

/* q NULL: nothing was typed. Points into itself: not to be copied. Words after the 32nd, and of those without
 * a digit after NAME_KEY_WORDS, do not count. */
void search_words_make(const char *q, struct search_words *ret);

/* Which of them begin a word of that name: in Greek or Latin letters, folded or by its key, what stands
 * behind an apostrophe ("D'Angjelo") and all of it as one word ("Anna-Maria") too. */
unsigned search_words_name(const struct search_words *q, const char *name);
/* Which of them begin a part of that number, as it is written or as numbers are compared; all where the whole
 * of what was typed does. */
unsigned search_words_number(const struct search_words *q, const char *number);
/* The number is a phone's, and what was typed begins it. */
bool search_words_phone(const struct search_words *q, const char *phone);

#endif
