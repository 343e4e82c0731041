/* Names of invented people, and the many ways in which each is written down: made by Unicode's tables and by
 * lists, not by what the program compares names with. */
#ifndef SUPPORT_SPELLING_H
#define SUPPORT_SPELLING_H

#include <stddef.h>

#include "base/name.h"

#define SPELLED_NAMES 50
#define SPELLINGS     500
#define SPELLING_ROOM 1024

/* i < SPELLED_NAMES: as the paper has it. */
struct name spelling_name(size_t i);

struct spelling {
    char first_name[SPELLING_ROOM], surname[SPELLING_ROOM];
};
/* n < SPELLINGS: of the same person. 0: as the paper has it. */
void spelling_make(size_t i, size_t n, struct spelling *ret);

#endif
