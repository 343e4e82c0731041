/* What a command prints when it went well. */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include "base/buf.h"
#include "base/json_writer.h"

struct work;

/* One object in JSON, for programs:
 *
 *     CLEANUP(answer_free) struct answer a = {0};
 *     struct json_writer *j = answer_object(&a);
 *
 *     json_put_int(j, "issued", count);
 *     return answer_give(&a);
 */
struct answer {
    struct buf text;
    struct json_writer json;
};
struct json_writer *answer_object(struct answer *a); /* open for its members */
/* Closes it and prints it, a member a line; nothing of it where it is not whole. EX_OK, EX_OSERR, EX_IOERR.
 */
int answer_give(struct answer *a);
/* Closes it; the text that answer_give prints, appended to *ret. */
err answer_text(struct answer *a, struct buf *ret) MUST_CHECK;
void answer_free(struct answer *a); /* CLEANUP */

/* An answer that has one member, a list: as reply_structs. */
int answer_structs(const char *name, const struct json_member *members, size_t count, const void *array,
                   size_t length);

/* The last thing a command does: code, or EX_IOERR when what it printed could not be written. */
int answer_end(int code);
/* The work's warnings on standard error. */
void warnings_show(const struct work *w);

#endif
