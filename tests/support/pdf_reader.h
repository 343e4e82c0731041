/* A PDF of ours as the tools of poppler and zbar read it. */
#ifndef SUPPORT_PDF_READER_H
#define SUPPORT_PDF_READER_H

#include <stddef.h>

#include "base/buf.h"

/* Runs that shell command in a folder of its own where the document lies as a.pdf. ret: what it writes, with
 * a NUL behind; fails the test where room does not suffice, or the command fails. The number of bytes. */
size_t pdf_read_by(const char *command, const struct buf *pdf, char *ret, size_t room);

#endif
