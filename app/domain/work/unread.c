/* Faults of reading, kept until the checks have had their turn. */
#include "domain/work/unread.h"

#include <string.h>

#include "domain/work/fault.h"

static bool members_known(const struct problem *p)
{
    for (size_t i = 0; i < p->fault_count; i++)
        if (!strcmp(p->faults[i].code, "unknown_member"))
            return false;
    return p->fault_count > 0;
}

static err list_add(struct work *w, struct faults *all, const struct problem *list, size_t count)
{
    err e = OK;

    for (size_t i = 0; !e && i < count; i++) {
        w->problem = list[i];
        e = faults_take(w, all, ERR_INPUT);
    }
    return e;
}

/* A handler may read more than one table. */
err unread_keep(struct work *w, err e)
{
    const struct problem read = w->problem;
    struct faults all = {0};

    if (e != ERR_INPUT || !w->judges || !members_known(&read))
        return e;
    if ((e = list_add(w, &all, w->unread, w->unread_count)) ||
        (e = list_add(w, &all, read.faults, read.fault_count)))
        return e;
    w->unread = all.at;
    w->unread_count = all.count;
    w->problem = (struct problem){0};
    return OK;
}

/* "persons" holds "persons[0].surname", which is a part of it. */
static bool holds(const char *whole, const char *part)
{
    size_t n = strlen(whole);

    return !strncmp(whole, part, n) && (!part[n] || part[n] == '.' || part[n] == '[');
}

static bool day_lacks(const struct work *w)
{
    for (size_t i = 0; i < w->unread_count; i++)
        if (!strcmp(w->unread[i].code, "bad_date"))
            return true;
    return false;
}

static bool only_follows(const struct work *w, const struct problem *p)
{
    if (p->question || !p->field[0] || (!strcmp(p->code, "out_of_order") && day_lacks(w)))
        return true;
    for (size_t i = 0; i < w->unread_count; i++)
        if (holds(w->unread[i].field, p->field) || holds(p->field, w->unread[i].field))
            return true;
    return false;
}

static err found_add(struct work *w, struct faults *all, const struct problem *list, size_t count)
{
    err e = OK;

    for (size_t i = 0; !e && i < count; i++)
        if (!only_follows(w, &list[i]))
            e = list_add(w, all, &list[i], 1);
    return e;
}

/* Alone, a conflict is about the file and not about the form: it is told when the form can be read. */
static err checks_add(struct work *w, struct faults *all, err e, const struct problem *found)
{
    if (found->fault_count && (e == ERR_INPUT || e == ERR_CONFLICT))
        return found_add(w, all, found->faults, found->fault_count);
    return e == ERR_INPUT ? found_add(w, all, found, 1) : OK;
}

static bool about_the_form(err e)
{
    return e == OK || e == ERR_INPUT || e == ERR_CONFLICT || e == ERR_ABSENT;
}

err unread_tell(struct work *w, err e)
{
    const struct problem found = w->problem;
    struct faults all = {0};
    err told;

    w->judges = false;
    if (!w->unread_count || !about_the_form(e))
        return e;
    w->warning_count = 0;
    w->changes = NULL;
    w->change_count = 0;
    if ((told = list_add(w, &all, w->unread, w->unread_count)) || (told = checks_add(w, &all, e, &found)))
        return told;
    return faults_refuse(w, &all);
}
