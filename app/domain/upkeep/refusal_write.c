/* One transaction for all that a minute has brought. */
#include "domain/upkeep/refusal_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "domain/check/door_refusal.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "store/db.h"

static err refusal_log(struct work *w, const struct refused_kind *r)
{
    char why[200];
    const struct audit_entry entry = {
        .what = "refused", .record = r->record, .record_id = r->record_id, .case_id = r->case_id, .why = why};
    err e;

    w->actor = (struct actor){.account = r->account, .name = r->actor, .session_number = r->session};
    w->network = r->network;
    snprintf(why, sizeof why, "%s %s: %s, %" PRId64, r->method, r->route, r->code, r->count);
    if ((e = audit_append(w, &entry)))
        return e;
    return r->case_id ? case_knock(w, r->case_id, KNOCK_REFUSED) : OK;
}

static bool at_the_door(const struct refused_kind *r)
{
    return r->door_on != DATE_NONE;
}

static err office_write(const struct work *by, const struct refused_kind *at, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct work w = *by; /* each line is written as its asker's */
    err e;

    if ((e = tx_begin(&tx, w.db)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (!at_the_door(&at[i]) && (e = refusal_log(&w, &at[i])))
            return e;
    return tx_commit(&tx);
}

static err door_write(struct doorway *d, const struct refused_kind *at, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, d->work.db)))
        return e;
    for (size_t i = 0; i < count; i++) {
        const struct door_refusal r = {at[i].method, at[i].route, at[i].code, at[i].count};

        if (at_the_door(&at[i]) && (e = door_refusal_store(d, at[i].door_on, at[i].organisation, &r)))
            return e;
    }
    return tx_commit(&tx);
}

err refusals_write(struct refused_kinds *r, struct work *w, struct doorway *d)
{
    struct refused_kind *at;
    size_t count, doors = 0;
    err office = OK, door = OK;

    refusals_take(r, &at, &count);
    for (size_t i = 0; i < count; i++)
        doors += at_the_door(&at[i]);
    if (w && doors < count)
        office = office_write(w, at, count);
    if (d && doors)
        door = door_write(d, at, count);
    for (size_t i = 0; i < count; i++)
        if (at_the_door(&at[i]) ? door : office)
            refusal_count(r, &at[i]);
    free(at);
    return office ? office : door;
}
