/* What is lost by going back to a copy: told before it happens, out of counts and of the log. */
#ifndef DOMAIN_LOSS_H
#define DOMAIN_LOSS_H

#include <stdbool.h>

#include "domain/work/work.h"

struct loss_count {
    const char *what; /* of a row: "files"; of the log: "order.register" */
    int64_t count;
};

#define LOSS_ROWS 8
struct loss {
    bool same;      /* both are of one register: their logs have one beginning */
    bool continues; /* the present log goes on behind the copy's last row; else they parted before */
    int64_t copied_at, present_at;     /* the last row of each log; 0: it has none */
    struct loss_count rows[LOSS_ROWS]; /* how many more there are now; below 0: there were more */
    struct loss_count *log;            /* what the log tells behind the copy's last row, word by word */
    size_t log_count;
};
/* Both are only read; the answer lives in the arena of `present`. */
err loss_read(struct work *copy, struct work *present, struct loss *ret) MUST_CHECK;
/* The same counts, of one register. */
err loss_rows(struct work *w, struct loss_count ret[LOSS_ROWS]) MUST_CHECK;

#endif
