/* Gathering refusals. Only what the user can put right is gathered; a broken disk still ends the work at
 * once. */
#include "domain/work/fault.h"

#include <string.h>

static bool there(const struct faults *f, const struct problem *p)
{
    for (size_t i = 0; i < f->count; i++)
        if (!strcmp(f->at[i].code, p->code) && !strcmp(f->at[i].field, p->field))
            return true;
    return false;
}

/* Two checks may look at one field: what the first has told the second does not tell again. */
static err fault_add(struct work *w, struct faults *f, const struct problem *p)
{
    struct problem *new;

    if (f->count == FAULTS_MAX || there(f, p))
        return OK;
    if (!(new = arena_grow(w->arena, &f->at, &f->count, &f->room, sizeof *new)))
        return ERR_SYSTEM;
    *new = *p;
    new->faults = NULL;
    new->fault_count = 0;
    return OK;
}

err faults_take(struct work *w, struct faults *f, err e)
{
    const struct problem p = w->problem;

    if (e != ERR_INPUT && e != ERR_CONFLICT)
        return e;
    if (!p.fault_count)
        return fault_add(w, f, &p);
    for (size_t i = 0; i < p.fault_count; i++)
        if ((e = fault_add(w, f, &p.faults[i])))
            return e;
    return OK;
}

err faults_when(struct work *w, struct faults *f, bool wrong, const char *code, const char *field,
                const char *sentence)
{
    return wrong ? faults_take(w, f, refuse(w, ERR_INPUT, code, field, "%s", sentence)) : OK;
}

static const struct problem *head_of(const struct faults *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (!f->at[i].question)
            return &f->at[i];
    return f->count ? f->at : NULL;
}

err faults_refuse(struct work *w, const struct faults *f)
{
    const struct problem *head = head_of(f);

    if (!head)
        return OK;
    w->problem = *head;
    w->problem.faults = f->at;
    w->problem.fault_count = f->count;
    return w->problem.means;
}
