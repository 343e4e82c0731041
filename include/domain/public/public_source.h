/* What the public page is made of before the municipality says anything: the page with its places, and the
 * program's own words for them in three languages. Read once, constant from then on. */
#ifndef DOMAIN_PUBLIC_SOURCE_H
#define DOMAIN_PUBLIC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum public_language { PUBLIC_SQ, PUBLIC_EN, PUBLIC_EL, PUBLIC_LANGUAGES };
/* "sq", "en", "el" */
const char *public_language_name(enum public_language l);
/* "index.html", "en.html", "el.html" */
const char *public_language_file(enum public_language l);

struct public_word {
    const char *key;                    /* "rights.payment.how" */
    const char *said[PUBLIC_LANGUAGES]; /* "": there is nothing unless the municipality says something */
    bool fixed;                         /* no text of the municipality takes its place */
};
struct public_source {
    struct arena arena;
    const char *page;        /* {{key}} stands for a word, [[name]] for what base/template.h fills in */
    const char *css, *leave; /* page.css, leave.js */
    struct public_word *words;
    size_t word_count;
};

/* From folder/public, as web/pages.mjs writes it. ERR_ABSENT: the pages are not built; ERR_CORRUPT: they are
 * of another program. */
err public_source_load(const char *folder, struct public_source **ret) MUST_CHECK;
void public_source_free(struct public_source **s); /* CLEANUP; takes NULL */

/* NULL: there is none of that key, of n bytes. */
const struct public_word *public_word_find(const struct public_source *s, const char *key, size_t n);

#endif
