/* The log of changes and reads: a chain in which each row carries SHA-256(previous hash ‖ row). The row is
 * hashed as the fields id, at, actor, account_id, what, record, record_id, case_id, case_version, why, each
 * as its text (NULL: nothing) behind its length in bytes as decimal and ':' (netstrings without comma), in
 * that order. */
#ifndef DOMAIN_AUDIT_H
#define DOMAIN_AUDIT_H

#include "domain/work/work.h"

#define AUDIT_HEAD_TYPE "application/besa-audit-head"

struct audit_entry {
    const char *what;   /* "case.read", "order.register", "act.terminated" */
    const char *record; /* "order" */
    int64_t record_id;
    int64_t case_id;      /* 0: none */
    int64_t case_version; /* after a change; 0 for reads */
    const char *why;      /* NULL: none. Codes and reasons, never personal data of those protected */
};

/* Append, by w->actor at w->now. Opens a transaction when there is none, else joins it. */
err audit_append(struct work *w, const struct audit_entry *entry) MUST_CHECK;
/* Walk the whole chain and the signed heads. ERR_CORRUPT: *ret_row = the first row that does not hold (or is
 * missing). *ret_count = rows that hold before it. */
err audit_verify(struct work *w, int64_t *ret_row, int64_t *ret_count) MUST_CHECK;
/* Sign the head as it stands, once a day: COSE_Sign1 by the issuer key, type AUDIT_HEAD_TYPE, payload the
 * text "day id hash" with the hash in hex. */
err audit_sign_head(struct work *w) MUST_CHECK;

struct audit_line {
    int64_t id, at, record_id, case_id;
    const char *actor, *what, *record, *why;
    const char *case_number; /* NULL: of no file */
};
struct audit_filter {
    int64_t before;           /* rows with a smaller id; 0: newest */
    int64_t case_id;          /* 0: all */
    const char *case_number;  /* "14/2026"; NULL: all */
    date from, until;         /* days, inclusive; 0 or DATE_NONE: open */
    const char *actor, *what; /* NULL: all; what may be a prefix "act." */
    int limit;                /* 1 … 500 */
};
/* Newest first. Reading the log is itself logged ("audit.read"). */
err audit_list(struct work *w, const struct audit_filter *f, struct audit_line **ret,
               size_t *ret_count) MUST_CHECK;
#define AUDIT_EXPORT_DAYS 366
/* All of them as CSV, oldest first, appended to *ret; before and limit do not count. ERR_INPUT "missing" at
 * "from" or "until", "out_of_order" or "too_many_days" at "until". Logged "audit.export". */
struct buf;
err audit_export(struct work *w, const struct audit_filter *f, struct buf *ret) MUST_CHECK;
/* What changed in a file after that version, oldest first: for the 409 answer. */
err audit_changes(struct work *w, int64_t case_id, int64_t after_version, struct change **ret,
                  size_t *ret_count) MUST_CHECK;

#endif
