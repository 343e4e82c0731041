/* Months by the days they begin and end with. */
#include "base/month.h"

#include <stdio.h>
#include <string.h>

err month_parse(const char *text, date *ret)
{
    char day[DATE_TEXT];

    if (strlen(text) != MONTH_TEXT - 1)
        return ERR_INPUT;
    snprintf(day, sizeof day, "%s-01", text);
    return date_parse(day, ret);
}

char *month_format(date day, char ret[MONTH_TEXT])
{
    char text[DATE_TEXT];

    snprintf(ret, MONTH_TEXT, "%.7s", date_format(day, text));
    return ret;
}

date month_first(date day)
{
    int year, month, nth;

    if (!date_known(day))
        return day;
    date_split(day, &year, &month, &nth);
    return date_add_days(day, 1 - nth);
}

date month_last(date day)
{
    int year, month, nth, length = 31;
    date last;

    if (!date_known(day))
        return day;
    date_split(day, &year, &month, &nth);
    while ((last = date_make(year, month, length)) == DATE_NONE)
        length--;
    return last;
}

date month_next(date day)
{
    return date_add_months(month_first(day), 1);
}
