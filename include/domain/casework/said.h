/* What is said in a record of case work: all of it that is personal or in somebody's own words. It is sealed
 * as one value, so that nothing tells from outside which of it there is. A noun is declared as a table of
 * what it says; the checks, the form in the browser and what is sealed follow from that table. */
#ifndef DOMAIN_SAID_H
#define DOMAIN_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum said_form {
    SAID_LINE,
    SAID_LINES,       /* a longer text */
    SAID_CHOICE,      /* a code of a list of case_word */
    SAID_SET,         /* some of them, with a blank between */
    SAID_DAY,         /* YYYY-MM-DD */
    SAID_HOUR,        /* HH:MM in Tirane */
    SAID_UNIT,        /* the name of a unit */
    SAID_COUNT,       /* a whole number, 1 to 999 */
    SAID_ORDER,       /* the number by which the register knows an order of the file */
    SAID_INSTITUTION, /* its name, offered from the address book and spelled as there; any other, too */
    SAID_INNER,       /* written by the noun itself, and told by a request of its own alone */
};
#define SAID_FORMS     (SAID_INNER + 1)
#define SAID_CODE_MAX  40
#define SAID_CODES_MAX 400
#define SAID_UNIT_MAX  120
#define SAID_COUNT_MAX 3
const char *said_form_name(enum said_form form); /* "line", "lines", "choice" … */

struct said_field {
    const char *name; /* what it is kept under: never changed once a release had it */
    size_t offset;    /* of a const char * in the noun's struct */
    size_t max;       /* code points */
    bool needed;
    enum said_form form;
    const char *list; /* of SAID_CHOICE and SAID_SET; NULL else */
};
#define SAID_AS(s, f, max_, needed_, form_, list_)                                                           \
    {                                                                                                        \
#f, offsetof(s, f) + 0 * _Generic(&((s *)NULL)->f, const char ** : 0), (max_), (needed_), (form_),   \
            (list_)                                                                                          \
    }

/* Into out, nothing where nothing is said. Texts that are NULL or empty are left out. */
void said_write(const struct said_field *fields, size_t count, const void *noun, struct buf *out);
/* The other way: fields it does not hold become NULL, all of them where its key was destroyed; what it holds
 * beyond them (of a later version) is passed over. Texts lie in the arena. ERR_SYSTEM: memory ran out;
 * ERR_CORRUPT: it was not written by said_write. */
err said_read(struct arena *a, const char *said, const struct said_field *fields, size_t count,
              void *noun) MUST_CHECK;

/* The text of that field of a noun's struct. */
const char *said_get(const struct said_field *f, const void *noun);
void said_set(const struct said_field *f, void *noun, const char *text);

#endif
