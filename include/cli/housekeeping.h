/* What a serving program does besides answering: counters, status lists, midnight. */
#ifndef CLI_HOUSEKEEPING_H
#define CLI_HOUSEKEEPING_H

#include "http/app.h"

/* Until *stop is set by a signal that `besa serve` blocks and waits for: wakes once a second, writes the
 * counters each minute, signs changed lists at once and all lists each hour, does midnight work when the day
 * turns. Failures are logged and tried again; serving goes on. */
void housekeeping_run(const struct app *app);
/* Once no request is under way any more: the counters of the last minute. */
void housekeeping_end(const struct app *app);
#endif
