/* Two meetings of the demonstration: one of the technical team that was held, with minutes, and one ahead. */
#ifndef CLI_DEMO_MEETING_H
#define CLI_DEMO_MEETING_H

#include "domain/work/work.h"

/* On the day of the first: by then two files must be there. */
#define DEMO_MEETING_DAY (-7)
/* Logged as any other. Everybody invited is invented. */
err demo_meetings(struct work *w, const int64_t *case_ids) MUST_CHECK;

#endif
