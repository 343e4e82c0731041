/* One damaged row is no reason to leave all others as they were. Where none can be read it is the key that is
 * wrong. */
#include "domain/upkeep/renewal.h"

#include "base/log.h"
#include "domain/work/rows.h"
#include "store/db.h"

static err row_renew(struct work *w, err (*renew)(struct work *w, int64_t id), const char *what, int64_t id,
                     size_t *damaged)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = renew(w, id);
    if (e == ERR_CONFLICT) {
        log_warning("renewal: %s %lld keeps its old form, another one has the new one", what, (long long)id);
        return OK;
    }
    if (e != ERR_CORRUPT)
        return e ? e : tx_commit(&tx);
    log_warning("renewal: %s %lld cannot be read, and is found as before", what, (long long)id);
    ++*damaged;
    return OK;
}

err renewal_run(struct work *w, const char *sql, err (*renew)(struct work *w, int64_t id), const char *what,
                int64_t *ret_rows)
{
    CLEANUP(arena_free) struct arena each = {0};
    struct arena *kept = w->arena;
    size_t count = 0, damaged = 0;
    int64_t *ids;
    err e = rows_ids(w, sql, NO_BINDS, &ids, &count);

    w->arena = &each;
    for (size_t i = 0; !e && i < count; i++) {
        e = row_renew(w, renew, what, ids[i], &damaged);
        arena_reset(&each);
    }
    w->arena = kept;
    *ret_rows += (int64_t)(count - damaged);
    return !e && count && damaged == count ? ERR_CORRUPT : e;
}
