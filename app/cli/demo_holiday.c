/* The arithmetical Islamic calendar: thirty years of twelve months, eleven of them a day longer. */
#include "cli/demo_holiday.h"

#include "domain/payment/holiday_rule.h"

#define MOON_EPOCH     (-492149) /* the day before 1 Muharram 1, as days from 1970-01-01 */
#define MOON_YEAR_DAYS 354
#define MOON_YEARS_AGO 600 /* more than any year from 1800 on is ahead of that of the moon */

static const struct {
    int month, day;
    const char *name;
} BAJRAMS[] = {
    {10, 1, "Bajrami i Madh"},
    {12, 10, "Kurban Bajrami"},
};

/* Months have 30 and 29 days by turns. */
static date moon_day(int year, int month, int day)
{
    return MOON_EPOCH + day + (59 * (month - 1) + 1) / 2 + (year - 1) * MOON_YEAR_DAYS + (3 + 11 * year) / 30;
}

static err year_make(struct work *w, int year, const char *source)
{
    struct holiday_new in = {.source = source};
    int64_t id;
    err e = OK;

    for (size_t i = 0; i < sizeof BAJRAMS / sizeof BAJRAMS[0] && !e; i++) {
        int moon = year - MOON_YEARS_AGO;

        while (date_year(in.on = moon_day(moon, BAJRAMS[i].month, BAJRAMS[i].day)) < year)
            moon++;
        in.name = BAJRAMS[i].name;
        e = holiday_rule_add(w, &in, &id);
    }
    return e;
}

err demo_holidays(struct work *w, int last_year)
{
    err e = OK;

    for (int y = date_year(w->today); y <= last_year && !e; y++) {
        bool missing;

        if (!(e = bajrams_missing(w, y, &missing)) && missing)
            e = year_make(w, y, "llogaritur për demonstrimin");
    }
    return e;
}
