/* One line per event on standard error, with a level that systemd understands. Never personal data, never
 * a card, never a token: callers pass codes, counts, ids. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

void log_error(const char *format, ...) FORMAT(1, 2);   /* somebody must look */
void log_warning(const char *format, ...) FORMAT(1, 2); /* it goes on without */
void log_info(const char *format, ...) FORMAT(1, 2);    /* what somebody may want to know later */

#endif
