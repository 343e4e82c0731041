/* Days on which offices do not work: the official holidays of law 7651/1992, as dated data, and weekends.
 * Pure: no database, no clock. */
#ifndef DOMAIN_HOLIDAY_H
#define DOMAIN_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum holiday_kind {
    HOLIDAY_FIXED = 1,       /* the same day of each year */
    HOLIDAY_CATHOLIC_EASTER, /* Sunday, by the Gregorian computus */
    HOLIDAY_ORTHODOX_EASTER, /* Sunday, by the Julian one */
    HOLIDAY_ANNOUNCED,       /* on one day, as it was announced: both Bajrams, days off by decision */
};
const char *holiday_kind_name(enum holiday_kind k); /* "fixed", "catholic_easter", ... */
bool holiday_kind_parse(const char *name, enum holiday_kind *ret);

struct holiday {
    enum holiday_kind kind;
    int64_t month, day; /* fixed */
    date on;            /* announced; DATE_NONE otherwise */
    date from, until;   /* the days between which it is one; until DATE_OPEN */
};

/* Easter Sunday of that year as a Gregorian day; the years 1900 to 2099. */
date easter_catholic(int year);
date easter_orthodox(int year);

/* Neither Saturday nor Sunday, no holiday, and none that was moved here: what falls on a weekend is taken on
 * the next working day, that is on Monday where that is none itself (law 7651/1992). */
bool working_day(const struct holiday *list, size_t count, date on);
/* That day or the first working day behind it. */
date working_day_from(const struct holiday *list, size_t count, date on);

#endif
