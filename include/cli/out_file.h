/* Files that a command writes: what leaves the register. */
#ifndef CLI_OUT_FILE_H
#define CLI_OUT_FILE_H

#include "base/buf.h"

/* Into the file, 0600, in place of what stands there: it is the old one or the whole new one. path NULL or
 * "-": standard output. Says what is wrong; EX_OK, EX_CANTCREAT, EX_IOERR. */
int out_file_write(const char *path, const struct buf *content);

#endif
