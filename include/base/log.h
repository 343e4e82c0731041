/* One line per event on standard error, with a level that systemd understands. Never personal data, never
 * a card, never a token: callers pass codes, counts, ids. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

void log_error(const char *format, ...) FORMAT(1, 2);   /* somebody must look */
void log_warning(const char *format, ...) FORMAT(1, 2); /* it goes on without */
void log_info(const char *format, ...) FORMAT(1, 2);    /* what somebody may want to know later */
/* To the system's log, for those who may read who signs in (LOG_AUTHPRIV): from there it goes on to other
 * machines. */
void log_outside(const char *line);

#endif
