/* What an order says of a measure beyond the measure itself: metres, a place, a sum. Sealed with the key of
 * the order's file, shown to whoever may see the file, and in no list, calendar, card or figure. */
#ifndef DOMAIN_MEASURE_DETAIL_H
#define DOMAIN_MEASURE_DETAIL_H

#include "domain/work/work.h"

enum measure_detail {
    DETAIL_METRES,
    DETAIL_PLACE, /* school, kindergarten, work, by name */
    DETAIL_UNTIL, /* a day: the measure ends before, or goes on behind, the order itself */
    DETAIL_SUM,   /* new lekë a month */
    DETAIL_PAYEE,
    DETAIL_EMPLOYER,
    DETAIL_HOURS, /* days and hours of contact */
    DETAIL_BODY,  /* who is responsible: of the shelter, of the programme */
    DETAIL_COUNT
};
const char *measure_detail_name(unsigned d);   /* "metres" */
const char *measure_detail_word(unsigned bit); /* of 1 << enum measure_detail */
bool measure_detail_parse(const char *name, enum measure_detail *ret);

struct measure_details {
    const char *at[DETAIL_COUNT]; /* metres and sum in digits, until as a date; NULL: it says none */
    unsigned clears; /* 1 << enum measure_detail: of an act that strikes out what was said before */
};

/* Kept beside the order (act 0) or an act of it, and never edited. The caller's transaction. */
err measure_details_put(struct work *w, int64_t order, int64_t act, const char *code,
                        const struct measure_details *details) MUST_CHECK;

struct measure_said { /* a detail as it stands in the register */
    int64_t row, act; /* act 0: of the order as it was registered */
    const char *code, *value;
    enum measure_detail detail;
};
struct measure_sayings { /* of one order, by act */
    struct measure_said *at;
    size_t count;
};
err measure_sayings_read(struct work *w, int64_t order, struct measure_sayings *ret) MUST_CHECK;
/* What that act says of that measure, over what stands in *ret. */
void measure_sayings_lay(const struct measure_sayings *s, int64_t act, const char *code,
                         struct measure_details *ret);

/* DATE_NONE where it has no day of its own. */
date measure_until(const struct measure_details *d);

#endif
