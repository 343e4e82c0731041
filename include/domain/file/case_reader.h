/* Who read or changed a file, for those who work on it: the lines of the log that name it. */
#ifndef DOMAIN_CASE_READER_H
#define DOMAIN_CASE_READER_H

#include "domain/work/work.h"

struct case_reader {
    int64_t id, at, version; /* version: of the file after a change; 0: it was read */
    const char *who;         /* the account's full name, else as the log has it: "system", "command line" */
    const char *what, *why;  /* "case.read", "act.extended"; why "": none given */
};

/* Newest first, lines with an id smaller than `before` (0: from the newest). Past the guard of sealed files;
 * logged "reader.list". */
err case_reader_list(struct work *w, int64_t case_id, int64_t before, int limit, struct case_reader **ret,
                     size_t *ret_count) MUST_CHECK;

#endif
