/* How a file stands at one moment: how long its orders last, who has which right until when, how long the
 * cards are good. Two such moments are held side by side: before and after an act that is tried. */
#ifndef DOMAIN_STANDING_H
#define DOMAIN_STANDING_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct standing_order {
    int64_t order;
    enum order_kind kind;
    const char *number;
    struct protection protection;
};

struct standing_person { /* protected or dependant; an act may bring somebody new */
    int64_t person;
    enum case_role role;
    const char *first_name, *surname;
};

struct standing_right { /* of somebody protected or dependant */
    int64_t person;
    enum service service;
    struct span
        days; /* the unbroken ones around or after today, else the last; from DATE_NONE: none at all */
};

struct standing_card { /* not revoked */
    int64_t id, person;
    const char *number; /* with hyphens */
    date exp_day;       /* printed */
    date good_until;    /* last good day of any of its services */
    bool closed;        /* good for nothing any more */
};

struct standing {
    struct standing_order *orders; /* as decided */
    size_t order_count;
    struct standing_person *persons; /* as they came into the file */
    size_t person_count;
    struct standing_right *rights; /* person by person, as SERVICES */
    size_t right_count;
    struct standing_card *cards;
    size_t card_count;
};

/* Past the guard of all files of the persons whose rights it tells; not logged. */
err standing_load(struct work *w, int64_t case_id, struct standing *ret) MUST_CHECK;

/* The days of that right; from DATE_NONE: none, or nobody of the file. */
struct span standing_days(const struct standing *s, int64_t person, enum service service);
/* NULL: not of the file. */
const struct standing_person *standing_person_of(const struct standing *s, int64_t person);
/* NULL: it stands there no longer. */
const struct standing_card *standing_card_of(const struct standing *s, int64_t card);

enum standing_change { STANDS, BEGINS, ENDS, SHORTENED, EXTENDED };
const char *
standing_change_name(enum standing_change c); /* "same", "begins", "ends", "shortened", "extended" */
/* Of a right: what becomes of the days from today on. */
enum standing_change standing_change_of(const struct span *before, const struct span *after, date today);

#endif
