/* What the municipality says in place of the program's own words, and by which numbers it is reached: one
 * version of it in memory. */
#ifndef DOMAIN_PUBLIC_TEXT_H
#define DOMAIN_PUBLIC_TEXT_H

#include "base/buf.h"
#include "domain/public/public_source.h"
#include "domain/work/work.h"
#include "gen/limits.h"

struct public_own {
    const char *key;
    enum public_language language;
    const char *text; /* never empty */
};
struct public_numbers {
    const char *phone; /* the dedicated number; "": the one on cards */
    const char *line;  /* the national counselling line; "": none is named */
    const char *leave; /* where "leave at once" leads, "https://…"; "": not said yet */
};
struct public_text {
    struct public_numbers numbers;
    struct public_own *own;
    size_t own_count;
};

/* That word in that language: the municipality's, or else the program's. */
const char *public_text_said(const struct public_text *t, const struct public_word *word,
                             enum public_language l);

/* Written as lines, which public_text_parse reads again into the arena; the texts hold no line break but as
 * "\n" in two signs. */
err public_text_write(const struct public_text *t, struct buf *ret) MUST_CHECK;
err public_text_parse(struct work *w, const char *lines, struct public_text *ret) MUST_CHECK;
/* *t with that text in its place; "" or NULL: the program's own again. What both hold is shared. */
err public_text_set(struct work *w, const struct public_text *t, const struct public_own *own,
                    struct public_text *ret) MUST_CHECK;

#define PUBLIC_TEXT_MAX LIMIT(PublicTextNew, sq) /* code points */
/* May a text stand in that word's place? Each ERR_INPUT at the field: "markup" a tag; "picture" one written
 * out; "link" an address to go to; "unknown_place" a [[…]] that this word does not fill; "place_missing" one
 * that it needs, or what it says would not follow the rules of the day; "several_lines"; and those of
 * field_text_check. NULL or "": OK. */
err public_text_check(struct work *w, const char *field, const struct public_word *word,
                      enum public_language l, const char *text) MUST_CHECK;
/* ERR_INPUT at "phone", "line" or "leave": as above, "no_number" where less than three digits stand in it,
 * "bad_address" where it is no https address, "host_of_cards". */
err public_numbers_check(struct work *w, const struct public_numbers *n) MUST_CHECK;

#endif
