/* What the whole program shares, constant after start (what counts in memory guards itself), and what one
 * worker thread owns. */
#ifndef HTTP_APP_H
#define HTTP_APP_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/network.h"
#include "http/part.h"
#include "store/db.h"

struct keyring;
struct vault;
struct tally;          /* domain/check/tally.h: counters of checks in memory */
struct typing_limit;   /* domain/check/typing_limit.h */
struct asking_limit;   /* domain/check/asking_limit.h */
struct tap_memory;     /* domain/check/tap_memory.h */
struct device_use;     /* domain/check/device_use.h */
struct outpost;        /* domain/outpost/outpost.h */
struct doorway_db;     /* domain/check/doorway.h */
struct checker_memory; /* domain/check/checker_memory.h */
struct page_loads;     /* domain/check/page_load.h */
struct enrol_limit;    /* domain/check/enrol_limit.h */
struct reserve;
struct refused_kinds; /* domain/office/refusal.h */
struct router;
struct assets;        /* http/asset.h */
struct public_source; /* domain/public/public_source.h */

struct app {
    const char *database; /* path; not looked at by --only check */
    const char *check;    /* path of check.db; NULL: there is none */
    const struct keyring *keys;
    struct vault *vault; /* NULL: a process that only checks */
    struct clock clock;
    enum app_part part;
    struct tally *tally;
    struct typing_limit *typing;
    struct asking_limit *asking; /* NULL: devices ask as much as they like */
    struct tap_memory *taps;
    struct device_use *uses; /* NULL: on which days devices are used is not noted */
    struct enrol_limit *enrolling;
    struct reserve *reserve;        /* store/reserve.h; NULL: none is kept */
    struct refused_kinds *refusals; /* NULL: refusals are not counted */
    atomic_int *heavy;              /* answers under way that take much (RT_HEAVY); NULL: not counted */
    const struct router *router;
    const struct assets *assets; /* NULL: no pages, only the API */
    const char *public_host;     /* name under which strangers read the public page; NULL: nowhere */
    struct page_loads *loads;    /* NULL: how often that is read is not counted */
    const char *public_pages; /* folder of its files, as `besa public export` writes them; NULL: check.db's */
    const struct public_source *public_source; /* NULL: the pages are not built, or it only checks */
    const char *origin;       /* "https://besa.example.al": what Origin must be; NULL: what Host says */
    const char *heads;        /* where heads of the log go: "syslog", a file, or NULL */
    bool heads_rows;          /* and its rows */
    const char *virus_socket; /* of ClamAV's daemon; NULL: none is asked */
    const char *copies;       /* folder in which the administrator may have one made; NULL: none */
    bool secure_cookie;       /* behind TLS */
    int address_limit;        /* connections of one address at once; 0: half of the threads, but for this
                                 machine's own, which are not counted then */
    bool trust_forwarded;     /* take the client's address from X-Forwarded-For (nginx on loopback) */
};

struct worker {
    const struct app *app;
    struct db *read; /* opened on first use */
    struct db *write;
    struct outpost *outpost; /* tells checks what `write` commits */
    struct doorway_db *door_read, *door_write;
    struct checker_memory *checkers; /* of door_read */
    int64_t door_looked; /* the instant at which it was last asked whether check.db is still that file */
    struct arena arena;  /* of the request under way */
    struct buf body, out;
    char network[NETWORK_TEXT];         /* from which the request under way came: here it needs no memory */
    char network_address[NETWORK_TEXT]; /* that it was worked out of, "" none */
    int64_t day_from,
        day_until; /* instants between which `today` holds, so that the zone is asked once a day */
    date today;
};

/* A handle of this process on the database: one that writes is limited to what its part may write. Errors as
 * db_open. */
err app_open(const struct app *app, enum db_mode mode, int cache_kib, struct db **ret) MUST_CHECK;

/* Has checks told of what that handle commits, where this process serves the register. *ret: to be freed
 * behind db. */
err app_outpost(const struct app *app, struct db *db, struct outpost **ret) MUST_CHECK;

err worker_read(struct worker *k, struct db **ret) MUST_CHECK;
err worker_write(struct worker *k, struct db **ret) MUST_CHECK; /* both opened late; errors as db_open */
/* check.db, by whatever serves checks. ERR_ABSENT: the register has not made it yet. */
err worker_door(struct worker *k, bool write, int64_t now, struct doorway_db **ret) MUST_CHECK;
date worker_today(struct worker *k, int64_t now); /* of that instant, in Tirane */
void worker_close(struct worker *k);              /* wipes what it read and wrote */

#endif
