/* How hard a password is to guess, as zxcvbn reckons it: by the words, dates, rows of keys and repetitions
 * that people choose, and by names that a guesser knows. */
#ifndef CRYPTO_STRENGTH_H
#define CRYPTO_STRENGTH_H

/* Bits from which on a password is good: 10^10 guesses, zxcvbn's highest mark. */
#define STRENGTH_BITS 33.2

/* Why it is easy: the first of these that it has. */
enum strength_fault {
    STRENGTH_GOOD,
    STRENGTH_NAMES,   /* one of the words given */
    STRENGTH_PATTERN, /* repeated, in a row, a date or a year */
    STRENGTH_COMMON,  /* words or passwords that are tried first */
};

/* password: UTF-8; words: in lower case, ends with NULL. */
enum strength_fault strength_fault(const char *password, const char *const *words);

#endif
