/* The head of a request, held against RFC 9112 more strictly than the library reads it. Whatever two readers
 * could take for two different requests (a length given twice, a name with a blank behind it, a line that
 * goes on in the next one) is refused: else what a proxy took for a body could be taken for a request here.
 */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#define HEAD_LINES_MAX 64    /* the library keeps no more, and says nothing of the rest */
#define HEAD_SIZE_MAX  16384 /* bytes, from the first of the request line to the empty line */

struct head_line {
    const char *name, *value;
};

/* As civetweb leaves it: parts of one buffer, in the order in which they came, each ended by the NULs that
 * took the place of what stood behind it. */
struct head {
    const char *begin;  /* of that buffer, HEAD_SIZE_MAX bytes */
    const char *method; /* first in it */
    const char *target, *query /* NULL: none */, *version /* "1.1" */;
    const char *path; /* within target; behind the host where that is a whole address */
    struct head_line lines[HEAD_LINES_MAX];
    size_t count;
};

/* Every line ends with CR LF and stands by itself, nothing was left out; one Host (HTTP/1.0: or none), which
 * a whole address in the target repeats; one length or chunks, or neither; one of each header that a decision
 * hangs on. */
bool head_sound(const struct head *h);

#endif
