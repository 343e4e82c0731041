/* How well the cards of orders are hidden among others. */
#ifndef DOMAIN_GROUND_COVER_H
#define DOMAIN_GROUND_COVER_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

#define COVER_LEAST 10 /* cards on other grounds for one of a file: below it the card begins to tell */

struct cover_line {
    const char *name; /* of the unit or kindergarten; NULL: of all, or no unit is known */
    enum service service;
    int64_t other; /* cards in use, or children shown, that rest on other grounds alone */
    int64_t
        orders; /* whose holder stands in a file, whatever else she has: counted on this side to be sure */
    bool thin;
};
struct cover {
    struct cover_line *all, *units, *kindergartens;
    size_t all_count, units_count, kindergartens_count;
};
/* Today, for the three services of cards; what has neither is left out, but of `all` none. Counts only:
 * neither guarded nor logged. */
err cover_count(struct work *w, struct cover *ret) MUST_CHECK;

#endif
