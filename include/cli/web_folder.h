/* Where the files of the browser side lie. */
#ifndef CLI_WEB_FOLDER_H
#define CLI_WEB_FOLDER_H

#include <stddef.h>

/* `named` where the call named one; else the installed place, relative to the program itself; if there is
 * none, the checkout's. In `room`, or a constant. */
const char *web_folder(const char *named, char *room, size_t size);

#endif
