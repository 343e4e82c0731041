/* Officers of the economic aid who are named to a sealed file: they see its applications as those of any
 * other file, and decide them. A coordinator names them, and takes it back at any time. */
#ifndef DOMAIN_CASE_OFFICER_H
#define DOMAIN_CASE_OFFICER_H

#include "domain/work/work.h"

struct case_officer {
    int64_t id; /* an active aid officer's account */
    const char *full_name;
    bool named;
};
/* All of the office, by name. Past the guard. Logged "case.officers". */
err case_officer_list(struct work *w, int64_t case_id, struct case_officer **ret,
                      size_t *ret_count) MUST_CHECK;

/* These and no others from now on: who is left out sees nothing from the next request on. Past the guard, and
 * only for those to whom the file is entrusted (case_seal.h); to seal it anew ends it for all. Takes the
 * file's version. ERR_CONFLICT "not_sealed": all officers see it anyway; ERR_INPUT "unknown_account" at
 * "officers". Logged for each who comes or goes: "case.officer", "case.officer_end". */
err case_officer_name(struct work *w, int64_t case_id, int64_t version, const int64_t *accounts,
                      size_t count) MUST_CHECK;

#endif
