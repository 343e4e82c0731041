/* Names of people as they are compared: one key for all spellings that a reader would call the same name, in
 * Greek, Cyrillic or in Latin letters, with or without accents, apostrophes, dashes. Pure; keeps nothing. */
#ifndef BASE_NAME_KEY_H
#define BASE_NAME_KEY_H

#include <stddef.h>
#include <stdint.h>

#define NAME_KEY_TEXT  512 /* bytes of one name, folded: what lies behind is not compared */
#define NAME_KEY_WORDS 24

enum name_form {
    NAME_LATIN, /* folded (base/text.h), Greek in Latin letters as ELOT 743 has it on passports: giorgos;
                   Cyrillic by sound, or by look in a word that has Latin letters, too */
    NAME_KEY,   /* and what ELOT 743 and the Albanian alphabet spell in two ways in one: ou u, dh d, ch h,
                   ks x, mp b or mb, nt d or nd, gk g, ph f, au and eu av and ev, ei i at the beginning */
};

/* The words of a name. An apostrophe joins ("D'Angjelo" is one word), every other sign parts ("Anna-Maria"
 * is two). */
struct name_key {
    char text[NAME_KEY_TEXT]; /* each word with its NUL, one behind the other */
    uint16_t at[NAME_KEY_WORDS];
    size_t count;
};
/* name NULL: no words. */
void name_key_make(const char *name, enum name_form form, struct name_key *ret);
/* The NAME_KEY of what is NAME_LATIN: word for word. */
void name_key_of_latin(const struct name_key *latin, struct name_key *ret);
const char *name_key_word(const struct name_key *k, size_t i);

#endif
