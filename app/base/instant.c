/* Civil days and UTC seconds, each out of the other: the one place that works with the zone. */
#include "base/instant.h"

#include <string.h>
#include <time.h>

#define WINTER 3600 /* seconds ahead of UTC */
#define SUMMER 7200

#define INSTANT_FIRST INT64_C(-62135596800) /* 0001-01-01T00:00:00Z */
#define INSTANT_LAST  INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

static int64_t zone_offset(int64_t instant)
{
    time_t t = (time_t)instant;
    struct tm tm;

    return localtime_r(&t, &tm) ? (int64_t)tm.tm_gmtoff : WINTER;
}

/* The instant of a wall-clock reading, given in seconds since 1970-01-01 00:00 on that wall. Not mktime: what
 * that answers in the double hour depends on what it was asked before. (The hour that summer time leaves out
 * is read as winter time; of the one that comes twice, the first.) */
static int64_t wall_instant(int64_t wall)
{
    return zone_offset(wall - SUMMER) == SUMMER ? wall - SUMMER : wall - WINTER;
}

date instant_date(int64_t instant)
{
    int64_t wall;

    if (instant < INSTANT_FIRST || instant > INSTANT_LAST)
        return DATE_NONE;
    wall = instant + zone_offset(instant);
    return (date)((wall >= 0 ? wall : wall - INSTANT_DAY + 1) / INSTANT_DAY);
}

int64_t date_midnight(date d)
{
    return wall_instant((int64_t)d * INSTANT_DAY);
}

int64_t date_day_end(date d)
{
    return date_midnight(date_add_days(d, 1)) - 1;
}

err instant_parse_local(date d, const char *hhmm, int64_t *ret)
{
    int hour, minute;

    if (!date_known(d) || !hhmm || strlen(hhmm) != 5 || hhmm[2] != ':' || strspn(hhmm, "0123456789") != 2 ||
        strspn(hhmm + 3, "0123456789") != 2)
        return ERR_INPUT;
    hour = (hhmm[0] - '0') * 10 + (hhmm[1] - '0');
    minute = (hhmm[3] - '0') * 10 + (hhmm[4] - '0');
    if (hour > 23 || minute > 59)
        return ERR_INPUT;
    *ret = wall_instant((int64_t)d * INSTANT_DAY + hour * 3600 + minute * 60);
    return OK;
}

char *instant_format(int64_t instant, char ret[INSTANT_TEXT])
{
    time_t t = (time_t)instant;
    struct tm tm;

    ret[0] = '\0';
    if (instant >= INSTANT_FIRST && instant <= INSTANT_LAST && gmtime_r(&t, &tm) &&
        strftime(ret, INSTANT_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
        ret[0] = '\0';
    return ret;
}

char *instant_format_local(int64_t instant, char ret[INSTANT_LOCAL])
{
    time_t t = (time_t)instant;
    struct tm tm;

    ret[0] = '\0';
    if (instant >= INSTANT_FIRST && instant <= INSTANT_LAST && localtime_r(&t, &tm) &&
        strftime(ret, INSTANT_LOCAL, "%d.%m.%Y %H:%M", &tm) == 0)
        ret[0] = '\0';
    return ret;
}
