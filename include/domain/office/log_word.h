/* The words of the log and of case work in Albanian, made at build by deploy/log_words.sh from those of the
 * pages. */
#ifndef DOMAIN_LOG_WORD_H
#define DOMAIN_LOG_WORD_H

#include <stddef.h>

struct log_word {
    const char *key, *text; /* "case.read", "lexoi dosjen"; "work.visit.by"; in order of strcmp of the keys */
};
extern const struct log_word LOG_WORDS[];
extern const size_t LOG_WORD_COUNT;

#endif
