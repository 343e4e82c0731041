/* Civil dates (Europe/Tirane), as days since 1970-01-01 in the Gregorian calendar. Spans are
 * inclusive at both ends. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

typedef int32_t date;

#define DATE_NONE INT32_MIN /* not known, not given */
#define DATE_OPEN INT32_MAX /* an end that lies open */
#define DATE_TEXT 11        /* room for "2027-05-14" and the NUL */

/* Years 1800 to 2200; DATE_NONE for a day that does not exist. */
date date_make(int year, int month, int day);
/* Zeroes for NONE and OPEN. */
void date_split(date d, int *year, int *month, int *day);
int date_year(date d);

/* "2027-05-14" only; ERR_INPUT otherwise. */
err date_parse(const char *text, date *ret) MUST_CHECK;
/* What people and Excel write: "2027-05-14", "14.05.2027", "14.5.2027", "14/05/2027". */
err date_parse_any(const char *text, date *ret) MUST_CHECK;
/* ISO; "" for DATE_NONE and DATE_OPEN. Returns ret. */
char *date_format(date d, char ret[DATE_TEXT]);
/* "14.05.2027", as Albanians write it. Returns ret. */
char *date_format_sq(date d, char ret[DATE_TEXT]);

/* Same day n months on; the last day of that month where it has no such day. Keeps NONE and OPEN. */
date date_add_months(date d, int months);
/* n days on; keeps NONE and OPEN. Stops at the ends of the years 1800 and 2200. */
date date_add_days(date d, int days);
bool date_known(date d); /* neither NONE nor OPEN */

#endif
