/* Small files read and written whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the content to *ret. ERR_ABSENT: no such file; ERR_DENIED: not allowed; ERR_LIMIT: longer than max.
 */
err file_read(const char *path, size_t max, struct buf *ret) MUST_CHECK;
/* The same for a secret: ERR_DENIED as well when group or others may do anything with the file. */
err file_read_private(const char *path, size_t max, struct buf *ret) MUST_CHECK;
/* For a secret that one other account reads, by the group of the file: ERR_DENIED when the group may do more
 * than read, or others anything. */
err file_read_shared(const char *path, size_t max, struct buf *ret) MUST_CHECK;
/* A new file of mode 0600, on the disk when this returns (its name is not: file_sync_dir). ERR_CONFLICT when
 * it exists; nothing is left behind on failure. */
err file_create(const char *path, const void *data, size_t n) MUST_CHECK;
/* Puts what a file holds on the disk. */
err file_sync(const char *path) MUST_CHECK;
/* Puts the names in a directory on the disk. */
err file_sync_dir(const char *dir) MUST_CHECK;

/* Bytes that this account may still write on the disk where that path lies; -1, with errno: it cannot be
 * found out. */
int64_t file_room(const char *path);

#endif
