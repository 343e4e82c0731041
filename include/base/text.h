/* UTF-8 text as people type it: validity, length, folding for search, trimming. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms), no NUL, no control (C0, DEL, C1) other
 * than tab, LF, CR. */
bool text_valid(const char *s, size_t n);
/* Bytes of the well-formed code point at s, of the n that are there; 0: there is none. Controls are some. */
size_t text_code_point(const char *s, size_t n);
/* Bytes of the mark at s that turns the direction of writing (U+061C, U+200E, U+200F, U+202A to 202E, U+2066
 * to 2069); 0: none stands there. No name of this country needs one, and with one a name can show as another.
 */
size_t text_turn(const char *s);
bool text_turns(const char *s); /* it holds one somewhere */
/* The longest whole run of code points within the first n bytes of s: where a text may be cut. */
size_t text_whole(const char *s, size_t n);
/* Code points; s must be valid. */
size_t text_length(const char *s);
/* Lower case without accents, for search and comparison, in every script: Ë→e, Ç→c, Ελένη→ελενη, Й→и, ß→ss,
 * ﬁ→fi (NFKD of Unicode, without its marks). Whatever stands for an apostrophe is ', every dash -, what is
 * not seen (a soft hyphen, a joiner) is gone; other signs stay. Runs of spaces become one, ends are trimmed.
 * Names of people are compared by their key (base/name_key.h). Writes at most room bytes with the NUL, whole
 * code points, and returns ret. What is stored folded is brought up to date by fold_renew
 * (domain/upkeep/fold.h) when this changes. */
char *text_fold(const char *s, char *ret, size_t room);
/* Byte by byte; NULL counts as "". */
bool text_equal(const char *a, const char *b);
bool text_ends(const char *s, const char *end); /* s ends in it */
/* Same after folding. */
bool text_same(const char *a, const char *b);
/* Every word of q begins a word of text; both folded. */
bool text_words_match(const char *text, const char *q);
/* Cut white space (also U+00A0) from both ends, in place. */
char *text_trim(char *s);
/* The same text with its marks and letters put together as far as Unicode has one sign for both (NFC, UAX
 * 15): "e" and a diaeresis become "ë". Nothing else changes. ERR_INPUT: s is not well-formed; ERR_LIMIT: ret
 * has not the room; ERR_SYSTEM: memory ran out. Keeps no copy. */
err text_nfc(const char *s, char *ret, size_t room) MUST_CHECK;
/* First letter of s, upper case, as UTF-8 in ret (at least 5 bytes); "" when s has none. */
void text_initial(const char *s, char *ret);
/* What 0-9a-f stands for; -1: it is none of them. */
int text_hex_digit(char c);
#define TEXT_GROUPED 28
/* "9 000": groups of three digits apart by a blank, as Albanian writes them; n from 0. Returns ret. */
char *text_grouped(int64_t n, char ret[TEXT_GROUPED]);
bool text_empty(const char *s); /* NULL, "" or white space only */

#endif
