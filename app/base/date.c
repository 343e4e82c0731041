/* The proleptic Gregorian calendar on day numbers (the algorithm of H. Hinnant, "chrono-compatible low-level
 * date algorithms"), and the two ways dates are written here. */
#include "base/date.h"

#include <string.h>

#define YEAR_FIRST 1800 /* personal numbers begin there (law/nid.c) */
#define YEAR_LAST  2200 /* beyond it a date is a slip of the pen */
#define ERA_YEARS  400
#define ERA_DAYS   146097
#define ERA_SHIFT  719468 /* days from 0000-03-01 to 1970-01-01 */

static int month_days(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return DAYS[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Years begin in March here, so that the odd day of leap years is the last of one, and months go by a line.
 */
static date days_from_civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - ERA_YEARS + 1) / ERA_YEARS;
    int yoe = y - era * ERA_YEARS;
    int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    return era * ERA_DAYS + yoe * 365 + yoe / 4 - yoe / 100 + doy - ERA_SHIFT;
}

date date_make(int year, int month, int day)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month))
        return DATE_NONE;
    return days_from_civil(year, month, day);
}

void date_split(date d, int *year, int *month, int *day)
{
    int64_t z = (int64_t)d + ERA_SHIFT;
    int64_t era = (z >= 0 ? z : z - ERA_DAYS + 1) / ERA_DAYS;
    int doe = (int)(z - era * ERA_DAYS);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;

    if (!date_known(d)) {
        *year = *month = *day = 0;
        return;
    }
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (int)(era * ERA_YEARS) + yoe + (*month <= 2 ? 1 : 0);
}

int date_year(date d)
{
    int y, m, day;

    date_split(d, &y, &m, &day);
    return y;
}

bool date_known(date d)
{
    return d != DATE_NONE && d != DATE_OPEN;
}

/* Reads min to max digits and moves *s behind them. */
static bool read_number(const char **s, int min, int max, int *ret)
{
    int n = 0, value = 0;

    while (n < max && **s >= '0' && **s <= '9') {
        value = value * 10 + (**s - '0');
        (*s)++;
        n++;
    }
    *ret = value;
    return n >= min;
}

static bool read_char(const char **s, char c)
{
    if (**s != c)
        return false;
    (*s)++;
    return true;
}

static err take(int year, int month, int day, date *ret)
{
    date d = date_make(year, month, day);

    if (d == DATE_NONE)
        return ERR_INPUT;
    *ret = d;
    return OK;
}

err date_parse(const char *text, date *ret)
{
    int y, m, d;

    if (!text || !read_number(&text, 4, 4, &y) || !read_char(&text, '-') || !read_number(&text, 2, 2, &m) ||
        !read_char(&text, '-') || !read_number(&text, 2, 2, &d) || *text)
        return ERR_INPUT;
    return take(y, m, d, ret);
}

err date_parse_any(const char *text, date *ret)
{
    const char *s = text;
    int y, m, d;
    char sep;

    /* A year first, as the register writes it; a day first, as people do. Month first (American) is not read:
     * it could not be told apart. */
    if (!s || !read_number(&s, 1, 2, &d) || (*s != '.' && *s != '/'))
        return date_parse(text, ret);
    sep = *s++;
    if (!read_number(&s, 1, 2, &m) || !read_char(&s, sep) || !read_number(&s, 4, 4, &y) || *s)
        return ERR_INPUT;
    return take(y, m, d, ret);
}

static void put_digits(char *at, int value, int digits)
{
    while (digits-- > 0) {
        at[digits] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Days reckoned out of the calendar stay at its ends, so that every day has four digits of year and sorts as
 * text. */
static date within_calendar(int64_t d)
{
    date first = days_from_civil(YEAR_FIRST, 1, 1), last = days_from_civil(YEAR_LAST, 12, 31);

    return d < first ? first : d > last ? last : (date)d;
}

char *date_format(date d, char ret[DATE_TEXT])
{
    int y, m, day;

    if (!date_known(d)) {
        ret[0] = '\0';
        return ret;
    }
    date_split(within_calendar(d), &y, &m, &day);
    memcpy(ret, "0000-00-00", DATE_TEXT);
    put_digits(ret, y, 4);
    put_digits(ret + 5, m, 2);
    put_digits(ret + 8, day, 2);
    return ret;
}

char *date_format_sq(date d, char ret[DATE_TEXT])
{
    int y, m, day;

    if (!date_known(d)) {
        ret[0] = '\0';
        return ret;
    }
    date_split(within_calendar(d), &y, &m, &day);
    memcpy(ret, "00.00.0000", DATE_TEXT);
    put_digits(ret, day, 2);
    put_digits(ret + 3, m, 2);
    put_digits(ret + 6, y, 4);
    return ret;
}

date date_add_months(date d, int months)
{
    int y, m, day, last;
    int64_t total;

    if (!date_known(d))
        return d;
    date_split(d, &y, &m, &day);
    total = (int64_t)y * 12 + (m - 1) + months;
    if (total < (int64_t)YEAR_FIRST * 12)
        return days_from_civil(YEAR_FIRST, 1, 1);
    if (total >= (int64_t)(YEAR_LAST + 1) * 12)
        return days_from_civil(YEAR_LAST, 12, 31);
    y = (int)(total / 12);
    m = (int)(total % 12) + 1;
    last = month_days(y, m);
    /* From the 31st to a month without one: its last day. So 29.02 and twelve months are 28.02. */
    return days_from_civil(y, m, day < last ? day : last);
}

date date_add_days(date d, int days)
{
    return date_known(d) ? within_calendar((int64_t)d + days) : d;
}
