/* A table of devices by number, half full at most. It is asked with each request of a device, so it is a look
 * at memory, and grows where one is new. */
#include "domain/check/device_use.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/log.h"
#include "store/db.h"

#define FIRST_PLACES 64        /* powers of two */
#define PLACES_MOST  (1 << 16) /* more devices than that are no municipality's */

struct used {
    int64_t device;
    date on;      /* 0 places are free: on is DATE_NONE there */
    bool written; /* that day */
};

struct device_use {
    pthread_mutex_t lock;
    struct used *at;
    size_t count, room;
    size_t unwritten;
};

err device_use_make(struct device_use **ret)
{
    struct device_use *u = calloc(1, sizeof *u);

    if (!u)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&u->lock, NULL) != 0) {
        free(u);
        return ERR_SYSTEM;
    }
    *ret = u;
    return OK;
}

void device_use_free(struct device_use **u)
{
    if (!*u)
        return;
    pthread_mutex_destroy(&(*u)->lock);
    free((*u)->at);
    free(*u);
    *u = NULL;
}

/* Its place, or the free one where it would go. */
static struct used *place_of(struct used *at, size_t room, int64_t device)
{
    uint64_t hash = (uint64_t)device * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash >> 32) & (room - 1);

    while (date_known(at[i].on) && at[i].device != device)
        i = (i + 1) & (room - 1);
    return &at[i];
}

static bool room_make(struct device_use *u)
{
    size_t room = u->room ? u->room * 2 : FIRST_PLACES;
    struct used *wider;

    if (u->count * 2 < u->room)
        return true;
    if (room > PLACES_MOST || !(wider = calloc(room, sizeof *wider)))
        return false;
    for (size_t i = 0; i < room; i++)
        wider[i].on = DATE_NONE;
    for (size_t i = 0; i < u->room; i++)
        if (date_known(u->at[i].on))
            *place_of(wider, room, u->at[i].device) = u->at[i];
    free(u->at);
    u->at = wider;
    u->room = room;
    return true;
}

void device_use_note(struct device_use *u, int64_t device, date on)
{
    struct used *p;

    if (!u || !date_known(on))
        return;
    pthread_mutex_lock(&u->lock);
    if (room_make(u)) {
        p = place_of(u->at, u->room, device);
        u->count += !date_known(p->on);
        if (p->on != on) {
            u->unwritten += !date_known(p->on) || p->written;
            *p = (struct used){.device = device, .on = on};
        }
    }
    pthread_mutex_unlock(&u->lock);
}

/* A day that is there already, and another one: the clock was set back. */
static const char SQL_NOTE[] =
    "INSERT INTO device_use (device_id, on_day) SELECT id, :day FROM device WHERE id = :id "
    "ON CONFLICT (device_id) DO UPDATE SET on_day = excluded.on_day WHERE device_use.on_day <> "
    "excluded.on_day";

static err used_store(struct db *db, const struct used *all, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, db)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(db, SQL_NOTE, BINDS(INT(":id", all[i].device), DATE(":day", all[i].on)))))
            return e;
    return tx_commit(&tx);
}

/* The lock is not held while the disk writes: checks at the doors go on. */
static struct used *unwritten_take(struct device_use *u, size_t *ret_count)
{
    struct used *some = NULL;
    size_t count = 0;

    pthread_mutex_lock(&u->lock);
    if (u->unwritten && (some = calloc(u->unwritten, sizeof *some)))
        for (size_t i = 0; i < u->room; i++)
            if (date_known(u->at[i].on) && !u->at[i].written)
                some[count++] = u->at[i];
    pthread_mutex_unlock(&u->lock);
    *ret_count = count;
    return some;
}

/* A device that was met on another day meanwhile stays to be written. */
static void written_note(struct device_use *u, const struct used *all, size_t count)
{
    pthread_mutex_lock(&u->lock);
    for (size_t i = 0; i < count; i++) {
        struct used *p = place_of(u->at, u->room, all[i].device);

        if (p->on == all[i].on && !p->written) {
            p->written = true;
            u->unwritten--;
        }
    }
    pthread_mutex_unlock(&u->lock);
}

err device_use_write(struct device_use *u, struct doorway *d)
{
    size_t count;
    struct used *some = unwritten_take(u, &count);
    err e;

    if (!count) {
        free(some);
        return OK;
    }
    if (!(e = used_store(d->work.db, some, count)))
        written_note(u, some, count);
    free(some);
    return e;
}
