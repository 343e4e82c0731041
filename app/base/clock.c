/* The only file that asks the system for the time. */
#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

void clock_zone_set(void)
{
    (void)setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
}

int64_t clock_now(const struct clock *c)
{
    return c->fixed ? c->fixed : (int64_t)time(NULL) + c->shift;
}

int64_t clock_ticks(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}
