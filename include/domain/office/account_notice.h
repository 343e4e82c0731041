/* What was done to the accounts of coordinators, for whoever looks after the office: with such an account all
 * files can be read, and where there is one coordinator alone, nobody else would hear of it. */
#ifndef DOMAIN_ACCOUNT_NOTICE_H
#define DOMAIN_ACCOUNT_NOTICE_H

#include <stddef.h>
#include <stdint.h>

#include "domain/work/work.h"

#define ACCOUNT_NOTICE_SECONDS                                                                               \
    (7 * 24 * 3600) /* how long each is shown; a password that was set, until it is confirmed */

struct account_notice {
    int64_t at, seen_at; /* seen_at: her holder has said that she knows; 0: not yet, or nothing to say */
    const char *what;    /* "created", "role", "password"; "many_files": of any account */
    const char *account, *full_name, *by;
};

/* Oldest first. What a coordinator did to her own account is left out. */
err account_notice_list(struct work *w, struct account_notice **ret, size_t *ret_count) MUST_CHECK;

#endif
