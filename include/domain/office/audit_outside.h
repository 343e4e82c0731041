/* The log as another machine knows it: who owns the serving account can write the whole log anew and sign it,
 * but not what has gone out before. */
#ifndef DOMAIN_AUDIT_OUTSIDE_H
#define DOMAIN_AUDIT_OUTSIDE_H

#include "domain/work/work.h"

struct audit_outside {
    void (*send)(void *context,
                 const char *line); /* a line without its end, in ASCII but for account names */
    void *context;
    bool rows;    /* each row, too: who did what to which record and when; never why */
    int64_t sent; /* up to this row; 0: nothing yet, -1: begin with the present head */
};
/* Sends what came since: "audit head ID HASH", the hash in hex, and before it, where wanted, "audit row ID AT
 * ACTOR WHAT RECORD RECORD_ID". Rows come to at most AUDIT_OUTSIDE_ROWS by call, and a head for the last of
 * them. */
#define AUDIT_OUTSIDE_ROWS 500
err audit_outside_send(struct work *w, struct audit_outside *o) MUST_CHECK;
/* Holds the log against such lines, whatever stands before them on their lines (a syslog's date and host).
 * *ret_heads: how many there were. ERR_CORRUPT: *ret_row is the first row that has another hash now, or is
 * gone. */
err audit_outside_verify(struct work *w, const char *text, int64_t *ret_row, int64_t *ret_heads) MUST_CHECK;

#endif
