/* What a command prints when it went well. */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include <jansson.h>

struct work;

/* Prints and frees it. EX_OK, EX_OSERR (NULL: memory ran out) or EX_IOERR. */
int answer_json(json_t *json);
/* The last thing a command does: code, or EX_IOERR when what it printed could not be written. */
int answer_end(int code);
/* The work's warnings on standard error. */
void warnings_show(const struct work *w);

#endif
