/* What ClamAV's daemon says of bytes from outside, where it is installed. */
#ifndef DOMAIN_VIRUS_H
#define DOMAIN_VIRUS_H

#include <stddef.h>

#define VIRUS_SOCKET "/run/clamav/clamd.ctl" /* Debian's */

/* UNKNOWN: nobody answered, or not in time; said to the program's own log where there is a daemon. */
enum virus { VIRUS_UNKNOWN, VIRUS_NONE, VIRUS_FOUND };
/* path: of the daemon's socket; NULL: there is none. Waits 20 seconds at most. */
enum virus virus_ask(const char *path, const void *bytes, size_t n);

#endif
