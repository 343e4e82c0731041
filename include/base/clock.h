/* The time, injected: only clock.c asks the system. Instants are UTC seconds. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
    int64_t fixed; /* tests: this instant; 0 = ask the system */
    int64_t shift; /* seconds added to the system's time (demonstrations, tests) */
};

/* Sets the process's zone to Europe/Tirane, by the rule CET-1CEST,M3.5.0,M10.5.0/3: needs no zone files on
 * the machine. Must be called once by main before any thread: base/instant.h relies on it. */
void clock_zone_set(void);
int64_t clock_now(const struct clock *c);
/* Nanoseconds of a clock that never goes back: for measuring only. */
int64_t clock_ticks(void);
/* Somebody (NTP) keeps the system's time right, as the kernel has been told. */
bool clock_kept(void);

#endif
