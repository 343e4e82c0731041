/* Several faults at once, for a form that shows them together instead of one after the other. */
#ifndef DOMAIN_FAULT_H
#define DOMAIN_FAULT_H

#include "domain/work/work.h"

#define FAULTS_MAX 100 /* of one form; nobody mends more at once */

struct faults {
    struct problem *at;
    size_t count, room;
};

/* If e is a refusal (ERR_INPUT, ERR_CONFLICT), keeps the work's problem in the list, or the list that it
 * names, and returns OK, so that the caller goes on checking; those beyond FAULTS_MAX are only counted out.
 * Any other error is returned as it is. */
err faults_take(struct work *w, struct faults *f, err e) MUST_CHECK;
/* Where `wrong`, keeps one of ERR_INPUT at that field. */
err faults_when(struct work *w, struct faults *f, bool wrong, const char *code, const char *field,
                const char *sentence) MUST_CHECK;
/* Refuses with all of them: OK where there are none. The work's problem becomes the first that no answer
 * mends, or else the first question, and names the list. So a problem that is a question itself says that
 * confirming is all that lacks. */
err faults_refuse(struct work *w, const struct faults *f) MUST_CHECK;

#endif
