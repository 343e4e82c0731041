/* Refusals are counted in memory and written each minute by housekeeping, so that a refusal costs nothing and
 * nobody can fill the log by being refused. */
#include "http/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/file/case_guard.h"
#include "domain/office/refusal.h"

err trace_told(struct req *rq)
{
    struct work *w = &rq->work;
    char why[160];
    bool told = w->shuts_more > 0;

    for (size_t i = 0; i < w->shut_count; i++)
        told = told || w->shuts[i].answered;
    if (!told)
        return OK;
    snprintf(why, sizeof why, "%s %s", rq->route->method, rq->route->path);
    return case_shuts_log(w, why);
}

/* A wrong password has a line of its own. A page that looks whether its session still stands, and finds that
 * it does not, was refused nothing: one that is left open overnight would fill the log with it. */
static bool said_elsewhere(const struct req *rq)
{
    const char *code = rq->work.problem.code;

    if (rq->work.refusal_logged)
        return true;
    return (rq->route->flags & RT_LOOK) && (!strcmp(code, "no_session") || !strcmp(code, "not_signed_in"));
}

/* What stands before {id} in the route, and the number that came in its place. Other parameters may be
 * somebody's: a card's number, a secret. */
static void record_take(const struct req *rq, struct refused_kind *r)
{
    const char *mark = strstr(rq->route->path, "/{id}"), *from = mark;
    char *end;

    for (size_t i = 0; mark && i < rq->param_count; i++)
        if (!strcmp(rq->params[i].name, "id"))
            r->record_id = strtoll(rq->params[i].value, &end, 10);
    while (from && from > rq->route->path && from[-1] != '/')
        from--;
    if (mark)
        snprintf(r->record, sizeof r->record, "%.*s", (int)(mark - from), from);
}

/* A bus driver's phone stands for where and when somebody is: of the part that checks remains how often on a
 * day. */
static bool at_the_door(const struct route *r)
{
    return (r->flags & RT_CHECK) && !(r->flags & RT_REGISTER);
}

static struct refused_kind refusal_of(const struct req *rq)
{
    const struct work *w = &rq->work;
    struct refused_kind r = {.method = rq->route->method,
                             .route = rq->route->path,
                             .organisation = w->actor.organisation,
                             .door_on = DATE_NONE,
                             .count = 1};

    snprintf(r.code, sizeof r.code, "%s", w->problem.code);
    if (at_the_door(rq->route)) {
        r.door_on = w->today;
        return r;
    }
    snprintf(r.actor, sizeof r.actor, "%s", w->actor.name ? w->actor.name : "anyone");
    snprintf(r.network, sizeof r.network, "%s", w->network ? w->network : "");
    r.account = w->actor.account;
    r.session = w->actor.session_number;
    record_take(rq, &r);
    return r;
}

void trace_refused(const struct req *rq)
{
    const struct work *w = &rq->work;
    int status = rq->reply.status;
    struct refused_kind r;
    bool sealed = false;

    if (!rq->route || !rq->app->refusals || (status != 401 && status != 403 && status != 429) ||
        said_elsewhere(rq))
        return;
    r = refusal_of(rq);
    for (size_t i = 0; i < w->shut_count; i++) {
        if (w->shuts[i].answered)
            continue;
        sealed = true;
        r.case_id = w->shuts[i].case_id;
        refusal_count(rq->app->refusals, &r);
    }
    if (!sealed)
        refusal_count(rq->app->refusals, &r);
}
