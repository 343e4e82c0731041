/* Where the files lie that are installed with the program. */
#ifndef CLI_INSTALLED_H
#define CLI_INSTALLED_H

#include <stddef.h>

/* Of the browser side: `named` where the call named one; else the installed place, relative to the program
 * itself; if there is none, the checkout's. In `room`, or a constant. */
const char *web_folder(const char *named, char *room, size_t size);
/* Of `besa setup`, found in the same way. */
const char *setup_folder(char *room, size_t size);

#endif
