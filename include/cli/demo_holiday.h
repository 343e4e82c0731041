/* Holidays by the moon that the demonstration has on its page of the rules. */
#ifndef CLI_DEMO_HOLIDAY_H
#define CLI_DEMO_HOLIDAY_H

#include "domain/work/work.h"

/* Both Bajrams of each year from that of w->today on, where they are not entered yet. They are computed: the
 * real days are announced, and can be a day apart. Logged as any other. */
err demo_holidays(struct work *w, int last_year) MUST_CHECK;

#endif
