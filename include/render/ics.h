/* Lines of a calendar file (RFC 5545). */
#ifndef RENDER_ICS_H
#define RENDER_ICS_H

#include "base/buf.h"

/* "NAME:value" and CRLF, folded so that no line is longer than 75 bytes and no character is cut. value: as
 * it is. */
void ics_line(struct buf *out, const char *name, const char *value);
/* The same for TEXT values: backslash, semicolon, comma and line breaks escaped. */
void ics_text(struct buf *out, const char *name, const char *text);

#endif
