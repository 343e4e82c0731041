/* A database file that cannot be opened, told to whoever called the command. */
#ifndef CLI_DATABASE_FAULT_H
#define CLI_DATABASE_FAULT_H

#include "base/err.h"

/* One sentence: the file, what is wrong with it, what to do. e: of db_open, not OK. ABSENT EX_NOINPUT, DENIED
 * EX_NOPERM, CORRUPT EX_DATAERR, BUSY EX_TEMPFAIL, else EX_OSERR. */
int register_fault(const char *path, err e); /* besa.db of a register */
int copy_fault(const char *path, err e);     /* a copy that is to be looked at */

/* What no copy can be, before it is opened: a folder, an empty file. EX_OK, EX_NOINPUT, EX_DATAERR. */
int copy_file_look(const char *path);

#endif
