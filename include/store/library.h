/* The SQLite that is installed here, and the fault that some versions of it have. */
#ifndef STORE_LIBRARY_H
#define STORE_LIBRARY_H

#include <stdbool.h>

const char *library_version(void); /* "3.40.1" */
int library_number(void);          /* 3040001 */
/* Whether that version may lose commits when two handles checkpoint and commit at once: 3.7.0 to 3.51.2, but
 * for 3.44.6 and 3.50.7 and what follows these in their own lines (sqlite.org/wal.html). Besa keeps away from
 * it (store/checkpoint.h); another program on the same file would not. */
bool library_loses_commits(int number);

#endif
