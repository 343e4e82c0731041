/* The log of changes and reads: a chain in which each row carries SHA-256(previous hash ‖ row). */
#ifndef DOMAIN_AUDIT_H
#define DOMAIN_AUDIT_H

#include "domain/work/work.h"

struct audit_entry {
    const char *what;   /* "case.read", "order.register", "act.terminated" */
    const char *record; /* "order" */
    int64_t record_id;
    int64_t case_id;      /* 0: none */
    int64_t case_version; /* after a change; 0 for reads */
    const char *why;      /* NULL: none. Codes and reasons, never personal data of those protected */
    bool words;           /* why is in somebody's own words: it is sealed (audit_reason.h) */
};

/* Appends an entry by w->actor at w->now, in the caller's transaction, or in one of its own where there is
 * none. Behind the reason it says which questions were confirmed on the way ("confirmed: end_beyond_term").
 */
err audit_append(struct work *w, const struct audit_entry *entry) MUST_CHECK;

#endif
