/* A card signed by a key that was retired is still ours. */
#include "domain/card/issuer.h"

#include "domain/work/rows.h"
#include "store/db.h"

struct remembered {
    const void *kid, *spki;
    size_t kid_size, spki_size;
};
static const struct column REMEMBERED_COLUMNS[] = {
    COLUMN_BYTES(struct remembered, kid, kid_size),
    COLUMN_BYTES(struct remembered, spki, spki_size),
};

static const char SQL_KEY[] = "SELECT kid, spki FROM issuer_key WHERE kid = :kid";

err issuer_key_remembered(struct work *w, const void *kid, size_t n, struct verifier **ret)
{
    struct remembered key = {0};
    err e = row_read(w, SQL_KEY, BINDS(BLOB(":kid", kid, n)), COLUMNS(REMEMBERED_COLUMNS), &key);

    if (e == ERR_ABSENT) {
        *ret = NULL;
        return OK;
    }
    return e ? e : verifier_from_spki(key.spki, key.spki_size, ret);
}
