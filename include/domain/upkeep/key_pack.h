/* The folder of keys as one text, for a copy that is encrypted before it touches a disk:
 *
 *     besa-keys 1
 *     seal-1.key 0a1b…
 *     …
 *     end
 *
 * a file a line, its bytes in hex, so that in need a person can put it back without this program (xxd -r -p).
 */
#ifndef DOMAIN_KEY_PACK_H
#define DOMAIN_KEY_PACK_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/problem.h"

#define KEY_FILES_ENDING ".keys"
#define KEY_PACK_MAX     ((size_t)1024 * 1024) /* bytes: 255 keys of each kind are less */

/* All key files that stand in the folder, appended to *ret, which the caller wipes. Errors and why as
 * key_files_list and key_file_read. */
err key_pack_make(const char *dir, struct problem *why, struct buf *ret) MUST_CHECK;
/* Makes the folder (0700; ERR_CONFLICT: it is there already) and its files. ERR_CORRUPT: it is no such text,
 * or not whole. What was made before an error stays: the folder is the caller's. */
err key_pack_open(const struct buf *pack, const char *dir) MUST_CHECK;

#endif
