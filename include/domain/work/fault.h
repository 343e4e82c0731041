/* Several things wrong at once, for a form that shows them together. */
#ifndef DOMAIN_FAULT_H
#define DOMAIN_FAULT_H

#include "domain/work/work.h"

struct faults {
    struct problem *at;
    size_t count, room;
};

/* Notes what w just refused as ERR_INPUT or ERR_CONFLICT, and goes on: OK. Anything else is given back. */
err faults_take(struct work *w, struct faults *f, err e) MUST_CHECK;

#endif
