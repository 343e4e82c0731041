/* A page whose places are filled in. */
#ifndef BASE_TEMPLATE_H
#define BASE_TEMPLATE_H

#include "base/buf.h"

struct template_value {
    const char *name;
    const char *value; /* NULL: there is none */
};
/* Appends to *ret the text with the value of each "[[name]]" in its place, written as HTML takes it, in text
 * and in attributes. What stands between "[[?name]]" and "[[/name]]" is left out where that name has no
 * value; such parts may lie in one another. ERR_INPUT: a name that is not among the values, a value that is
 * needed and not there, a part that is not closed or closed by another name; *ret is of no use then.
 * ERR_SYSTEM: no memory. */
err template_fill(const char *text, const struct template_value *values, size_t count,
                  struct buf *ret) MUST_CHECK;

#endif
