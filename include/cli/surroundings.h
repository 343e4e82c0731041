/* Where the program is run: what would let others read the register is refused before anything is opened,
 * with a sentence on standard error that says what to do. */
#ifndef CLI_SURROUNDINGS_H
#define CLI_SURROUNDINGS_H

#include <stdbool.h>

/* The register's folder is no other account's to list or change (passing through to a folder in it is
 * allowed), and its database no other account's to open. EX_OK, also where nothing stands there yet;
 * EX_NOPERM. */
int surroundings_private(const char *data);

/* Nothing of this process's memory, in which keys and names lie, goes into a core file, and no other process
 * of its account may look into it or trace it (a debugger that started it may). Before anything else; what
 * the system refuses is said in the log. */
void surroundings_close(void);

/* A service answers on loopback addresses only and not as root, unless the flags say that this is meant.
 * listen: as civetweb reads it, "[address:]port" with commas between. EX_OK; EX_NOPERM: root; EX_USAGE: an
 * address that other machines reach. */
int surroundings_of_service(const char *listen, bool allow_root, bool listen_outside);

#endif
