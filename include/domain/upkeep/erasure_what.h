/* What can be erased. */
#ifndef DOMAIN_ERASURE_WHAT_H
#define DOMAIN_ERASURE_WHAT_H

#include <stdbool.h>

enum erasure_what { ERASE_PERSON = 1, ERASE_FILE };
const char *erasure_what_name(enum erasure_what what); /* "person", "file" */
bool erasure_what_parse(const char *name, enum erasure_what *ret);

#endif
