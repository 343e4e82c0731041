/* What a serving program tells whoever started it (sd_notify(3)): that it answers, that it still does, that
 * it stops. Under systemd this is Type=notify with WatchdogSec=; anywhere else nothing is told. The protocol
 * is a datagram to the socket that $NOTIFY_SOCKET names; systemd's own library would link four more into a
 * process that holds keys. */
#ifndef CLI_SUPERVISOR_H
#define CLI_SUPERVISOR_H

#include "base/err.h"

/* "READY=1", "STOPPING=1", "STATUS=…": assignments, one a line. Nobody listening is no failure. */
void supervisor_tell(const char *state);

struct supervisor_watch;
/* Asks the server at that address (as civetweb reads it) whether it is alive, three times in each
 * $WATCHDOG_USEC, and tells so while it answers at all: a full disk or a locked file is an answer, and a new
 * start would mend neither. *ret NULL: nobody asked for it. ERR_INPUT: the address is none that can be asked;
 * ERR_SYSTEM. */
err supervisor_watch_start(const char *listen, struct supervisor_watch **ret) MUST_CHECK;
/* NULL: nothing. Waits for a question under way. */
void supervisor_watch_stop(struct supervisor_watch **watch);

#endif
