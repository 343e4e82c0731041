/* Working days. Which days are holidays is data; when Easter falls is computed, because nobody announces it.
 */
#include "domain/law/holiday.h"

#include <string.h>

#define JULIAN_LAG 13 /* days between both calendars, 1900-03-14 to 2100-03-13 */
#define LOOK_BACK  14 /* days: far enough for all that a weekend can have put off */

static const char *const KIND_NAMES[] = {
    [HOLIDAY_FIXED] = "fixed",
    [HOLIDAY_CATHOLIC_EASTER] = "catholic_easter",
    [HOLIDAY_ORTHODOX_EASTER] = "orthodox_easter",
    [HOLIDAY_ANNOUNCED] = "announced",
};

const char *holiday_kind_name(enum holiday_kind k)
{
    return k >= HOLIDAY_FIXED && k <= HOLIDAY_ANNOUNCED ? KIND_NAMES[k] : NULL;
}

bool holiday_kind_parse(const char *name, enum holiday_kind *ret)
{
    for (unsigned k = HOLIDAY_FIXED; k <= HOLIDAY_ANNOUNCED; k++)
        if (!strcmp(name, KIND_NAMES[k])) {
            *ret = (enum holiday_kind)k;
            return true;
        }
    return false;
}

/* The Gregorian computus in the form of Meeus, Jones and Butcher ("Astronomical Algorithms", chapter 8). */
date easter_catholic(int year)
{
    const int golden = year % 19, century = year / 100, rest = year % 100;
    const int g = (century - (century + 8) / 25 + 1) / 3;
    const int h = (19 * golden + century - century / 4 - g + 15) % 30;
    const int l = (32 + 2 * (century % 4) + 2 * (rest / 4) - h - rest % 4) % 7;
    const int m = (golden + 11 * h + 22 * l) / 451;
    const int sum = h + l - 7 * m + 114;

    return date_make(year, sum / 31, sum % 31 + 1);
}

/* The Julian computus of Meeus, as a day of the Gregorian calendar. */
date easter_orthodox(int year)
{
    const int d = (19 * (year % 19) + 15) % 30;
    const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    const int sum = d + e + 114;

    return date_add_days(date_make(year, sum / 31, sum % 31 + 1), JULIAN_LAG);
}

/* 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
static int weekday(date d)
{
    return (int)(((d + 3) % 7 + 7) % 7);
}

static bool weekend(date d)
{
    return weekday(d) >= 5;
}

static bool falls_on(const struct holiday *h, date on)
{
    int year, month, day;

    if (on < h->from || on > h->until)
        return false;
    date_split(on, &year, &month, &day);
    switch (h->kind) {
    case HOLIDAY_FIXED:
        return month == h->month && day == h->day;
    case HOLIDAY_CATHOLIC_EASTER:
        return on == easter_catholic(year);
    case HOLIDAY_ORTHODOX_EASTER:
        return on == easter_orthodox(year);
    case HOLIDAY_ANNOUNCED:
        return on == h->on;
    }
    return false;
}

static bool holiday_on(const struct holiday *list, size_t count, date on)
{
    for (size_t i = 0; i < count; i++)
        if (falls_on(&list[i], on))
            return true;
    return false;
}

bool working_day(const struct holiday *list, size_t count, date on)
{
    int put_off = 0; /* holidays of weekends that have not had their working day yet */

    if (weekend(on) || holiday_on(list, count, on))
        return false;
    for (date d = on - LOOK_BACK; d < on; d++) {
        const bool holiday = holiday_on(list, count, d);

        if (weekend(d))
            put_off += holiday;
        else if (!holiday && put_off > 0)
            put_off--;
    }
    return put_off == 0;
}

date working_day_from(const struct holiday *list, size_t count, date on)
{
    if (!date_known(on))
        return on;
    while (!working_day(list, count, on))
        on++;
    return on;
}
