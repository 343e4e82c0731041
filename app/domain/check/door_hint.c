/* A rotation of the hints' key must turn nobody away from a bus. */
#include "domain/check/door_hint.h"

#include <stdatomic.h>

#include "base/log.h"

err door_hint_open(struct doorway *d, const struct seal_place *at, const void *sealed, size_t n,
                   struct buf *ret)
{
    static atomic_flag told = ATOMIC_FLAG_INIT;
    err e = hint_unseal(d->work.keys, d->hints, at, sealed, n, ret);

    if (e != ERR_CORRUPT)
        return e;
    if (!atomic_flag_test_and_set(&told))
        log_warning("hints do not open with the keys of this process: doors are answered without them; give "
                    "it the newest hint-N.key, and start it again");
    buf_wipe(ret);
    return OK;
}
