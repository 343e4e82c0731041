/* Holders as the economic-aid office sees them. */
#ifndef DOMAIN_GROUND_VIEW_H
#define DOMAIN_GROUND_VIEW_H

#include "domain/ground/ground.h"
#include "domain/ground/ground_card.h"

struct ground_view {
    int64_t id;
    const char *first_name, *surname, *birth_year, *unit; /* birth_year, unit NULL: not known */
    bool numbered;                                        /* a personal number is kept */
    struct ground *grounds;
    size_t ground_count;
    struct ground_card card;
};

/* ERR_ABSENT "no_holder". Logged "ground.read". */
err ground_view_read(struct work *w, int64_t id, struct ground_view *ret) MUST_CHECK;

/* What the office has to do: a card for who has none, or one in its last week; another for whom what is
 * printed no longer fits; cards to print. As ground_card.h says of each. */
enum ground_due { DUE_NONE, DUE_ISSUE, DUE_REPRINT, DUE_PRINT };
bool ground_due_parse(const char *name, enum ground_due *ret);

struct ground_filter {
    const char *words; /* each begins a word of the name, or it is a personal number as a whole; NULL: all */
    const char *kind;  /* some ground is of that kind, and goes on; NULL: any */
    enum ground_due due; /* DUE_NONE: all */
    int64_t skip;
};
#define GROUND_PAGE 50
/* Newest first, a page of them; *ret_total on all pages. Logged "ground.list". */
err ground_view_list(struct work *w, const struct ground_filter *f, struct ground_view **ret,
                     size_t *ret_count, size_t *ret_total) MUST_CHECK;

#endif
