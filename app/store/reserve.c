/* A file whose blocks are taken when all is well, and cut to nothing when the disk is full: what was kept for
 * it is at once there for the database. */
#include "store/reserve.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"

#define ROOM_AGAIN                                                                                           \
    4 /* times the reserve must be free before it is taken again, or it would be spent at once */

struct reserve {
    int fd;
    atomic_bool held;  /* the room is kept aside */
    atomic_bool alarm; /* the disk was full, and has not been seen otherwise since */
};

/* Blocks, not only a length: posix_fallocate returns the fault and leaves errno alone. */
static bool room_take(struct reserve *r)
{
    if (posix_fallocate(r->fd, 0, RESERVE_BYTES) == 0)
        return true;
    /* What was taken before the disk ended is not kept from the register. */
    if (ftruncate(r->fd, 0) != 0)
        log_warning("reserve: what was taken of the full disk could not be given back");
    return false;
}

err reserve_open(const char *path, struct reserve **ret)
{
    struct reserve *r = calloc(1, sizeof *r);

    if (!r)
        return ERR_SYSTEM;
    if ((r->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0) {
        free(r);
        return ERR_SYSTEM;
    }
    atomic_init(&r->held, room_take(r));
    atomic_init(&r->alarm, !atomic_load(&r->held));
    if (atomic_load(&r->alarm))
        log_error("the disk is nearly full: there is no room to keep aside; make room");
    *ret = r;
    return OK;
}

void reserve_close(struct reserve **r)
{
    if (!*r)
        return;
    close((*r)->fd);
    free(*r);
    *r = NULL;
}

void reserve_note_full(struct reserve *r)
{
    if (!atomic_exchange(&r->alarm, true))
        log_error("the disk is full: new entries are refused until there is room; make room");
}

void reserve_spend(struct reserve *r)
{
    reserve_note_full(r);
    /* One of several threads at the same moment cuts the file, the others find the room all the same. */
    if (!atomic_exchange(&r->held, false))
        return;
    log_error("the room kept aside is used for reading and revoking: make room");
    if (ftruncate(r->fd, 0) != 0)
        log_error("the room kept aside cannot be given back");
}

bool reserve_alarm(const struct reserve *r)
{
    return r && atomic_load(&r->alarm);
}

bool reserve_spent(const struct reserve *r)
{
    return r && !atomic_load(&r->held);
}

static uint64_t room_free(const struct reserve *r)
{
    struct statvfs fs;

    return fstatvfs(r->fd, &fs) == 0 ? (uint64_t)fs.f_bavail * fs.f_frsize : 0;
}

void reserve_renew(struct reserve *r)
{
    bool held = atomic_load(&r->held);
    /* The same distance where the reserve was not needed: the alarm does not flicker. */
    uint64_t wanted = (uint64_t)RESERVE_BYTES * (held ? ROOM_AGAIN - 1 : ROOM_AGAIN);

    if (!atomic_load(&r->alarm) || room_free(r) < wanted)
        return;
    if (!held && !room_take(r))
        return;
    atomic_store(&r->held, true);
    atomic_store(&r->alarm, false);
    log_warning("the disk has room again: all is taken as before");
}
