/* Bytes from a file or standard input, as they are or written in hex. */
#ifndef CLI_OCTETS_H
#define CLI_OCTETS_H

#include <stdbool.h>

#include "base/buf.h"

/* As input_file; hex: any case, white space passed over. Says what is wrong. EX_OK, EX_NOINPUT, EX_DATAERR.
 */
int octets_read(const char *path, bool hex, size_t max, struct buf *ret);
/* Appended. ERR_INPUT: not pairs of hex digits. */
err octets_from_hex(const char *text, struct buf *ret) MUST_CHECK;

#endif
