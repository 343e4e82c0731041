/* Gathering refusals. Only what the user can put right is gathered; a broken disk still ends the work at
 * once. */
#include "domain/work/fault.h"

err faults_take(struct work *w, struct faults *f, err e)
{
    struct problem *p;

    if (e != ERR_INPUT && e != ERR_CONFLICT)
        return e;
    if (!(p = arena_grow(w->arena, &f->at, &f->count, &f->room, sizeof *p)))
        return ERR_SYSTEM;
    *p = w->problem;
    return OK;
}
