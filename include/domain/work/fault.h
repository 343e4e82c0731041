/* Several faults at once, for a form that shows them together instead of one after the other. */
#ifndef DOMAIN_FAULT_H
#define DOMAIN_FAULT_H

#include "domain/work/work.h"

struct faults {
    struct problem *at;
    size_t count, room;
};

/* If e is a refusal (ERR_INPUT, ERR_CONFLICT), keeps the work's problem in the list and returns OK, so that
 * the caller goes on checking. Any other error is returned as it is. */
err faults_take(struct work *w, struct faults *f, err e) MUST_CHECK;

#endif
