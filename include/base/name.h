/* A person's name held against another, in any spelling (base/name_key.h). Pure; keeps nothing. */
#ifndef BASE_NAME_H
#define BASE_NAME_H

#include <stdbool.h>

#include "base/name_key.h"

struct name { /* of a person, as it stands on paper; surname may be NULL or "" */
    const char *first_name, *surname;
};

/* One person's name in two spellings: first name and surname are the same, or stand in each other's place, or
 * are parted at another word; how words are parted inside one of them does not count. */
bool name_same(const struct name *a, const struct name *b);

/* The bytes of the key of both names in their own order, whatever order the words stood in: names that are
 * the same have the same, others hardly ever. For indexes that find candidates, which name_same() then
 * judges. */
void name_letters(const struct name *n, char ret[2 * NAME_KEY_TEXT]);

enum name_nearness {
    NAME_OTHER,
    NAME_NEAR, /* a slip of the pen, or another way to write a sound, away from it: ask */
    NAME_IS,
};
/* For somebody who must not pass under a name that is nearly his: all words of the shorter name stand in the
 * longer, as a father's name or a second surname is left out, whichever is the surname. A single word in
 * several, an initial, and one letter more, less, other or swapped in a word are near. */
enum name_nearness name_liken(const struct name *a, const struct name *b);

#endif
