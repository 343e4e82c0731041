/* The only file that asks the system for the time. */
#include "base/clock.h"

#include <stdlib.h>
#include <sys/timex.h>
#include <time.h>

void clock_zone_set(void)
{
    /* The zone as a rule and not by name (Europe/Tirane): the same in tests, in containers and where no zone
     * data are installed. Summer time as the European Union and Albania have it since 1996. */
    (void)setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
}

int64_t clock_now(const struct clock *c)
{
    /* `fixed` and `shift` are for tests and for the demonstration. */
    return c->fixed ? c->fixed : (int64_t)time(NULL) + c->shift;
}

int64_t clock_ticks(void)
{
    struct timespec t = {0};

    /* For waiting and for limits: it never jumps when the time of day is set. */
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool clock_kept(void)
{
    struct timex t = {0}; /* no modes: it is only asked */

    return ntp_adjtime(&t) != TIME_ERROR;
}
