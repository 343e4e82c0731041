/* A place in the path of a read that an earlier answer fills: "/api/v1/orders/{1.orders}" is read once for
 * each number that answer 1 has in its list "orders",
 * "/api/v1/persons/{1.persons.id:role=protected|dependant}/cards" for each "id" in its list "persons" whose
 * "role" is one of these words, "/api/v1/cases/{1.id}/notes" for its "id". */
#ifndef HTTP_READ_PLACE_H
#define HTTP_READ_PLACE_H

#include "http/request.h"

#define PLACE_NAME 32 /* bytes, with the NUL */

struct read_place {
    const char *before, *after; /* what stands around it; before NULL: the path has no place */
    size_t before_size;
    size_t from;                /* of which answer */
    char name[PLACE_NAME];      /* of its member: a number, or a list */
    char member[PLACE_NAME];    /* of each element; "": the elements are numbers */
    char key[PLACE_NAME];       /* of a word in each element; "": all elements */
    char words[2 * PLACE_NAME]; /* that it may be, '|' between them */
};

/* False: a brace stands in the path, and no place as described. *ret points into the path. */
bool read_place_parse(const char *path, struct read_place *ret) MUST_CHECK;
/* The numbers, at most `most`, that the answer has for it; none where it has no such member. *ret in the
 * arena. ERR_SYSTEM: memory ran out. */
err read_place_fill(const struct read_place *p, const struct buf *answer, struct arena *a, size_t most,
                    int64_t **ret, size_t *ret_count) MUST_CHECK;
/* The path with that number in its place; NULL: memory ran out. */
const char *read_place_path(const struct read_place *p, struct arena *a, int64_t number);

#endif
