/* A month is kept as its first day, and written "2026-11". Whatever takes a day takes any day of the month;
 * DATE_NONE and DATE_OPEN stay as they are. */
#ifndef BASE_MONTH_H
#define BASE_MONTH_H

#include "base/date.h"

#define MONTH_TEXT 8 /* room for "2026-12" and the NUL */

/* "2026-11" only: its first day; ERR_INPUT otherwise. */
err month_parse(const char *text, date *ret) MUST_CHECK;
/* "" for DATE_NONE and DATE_OPEN. Returns ret. */
char *month_format(date day, char ret[MONTH_TEXT]);

date month_first(date day); /* of its month */
date month_last(date day);  /* likewise */
date month_next(date day);  /* the first day of the month after */

#endif
