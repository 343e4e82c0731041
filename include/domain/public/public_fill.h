/* The public page of a day: the program's words or the municipality's, with what the rules of that day say,
 * the numbers, and whom the address book marks public, of those the name, telephone and hours and never
 * where that is. */
#ifndef DOMAIN_PUBLIC_FILL_H
#define DOMAIN_PUBLIC_FILL_H

#include "domain/claim/rules.h"
#include "domain/office/municipality.h"
#include "domain/payment/document.h"
#include "domain/public/public_version.h"

/* What any day of it needs of the register. */
struct public_facts {
    struct municipality municipality;
    struct rules rules;
    struct document_rule *papers;
    size_t paper_count;
    const char *points; /* line by line */
};
err public_facts_read(struct work *w, struct public_facts *ret) MUST_CHECK;

struct public_shown {
    const struct public_version *version; /* not approved: the page names none */
    const struct public_text *text;
    bool draft; /* says so, large */
};
/* Appends the page of that day in that language. ERR_INPUT: a place that the day does not fill, as without
 * an address for "leave". */
err public_page_fill(struct work *w, const struct public_source *s, const struct public_facts *facts,
                     const struct public_shown *shown, date on, enum public_language l,
                     struct buf *ret) MUST_CHECK;

#endif
