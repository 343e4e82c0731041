/* Text within HTML and XML. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include "base/buf.h"

/* Appends the text so that nothing in it is markup, between tags or in an attribute with quotes of either
 * kind. */
void markup_text(struct buf *to, const char *text);

#endif
