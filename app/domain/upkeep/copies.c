/* A copy of the register is of use only with the key store that its rows name, and with the keys, which are
 * in neither. */
#include "domain/upkeep/copies.h"

#include "base/arena.h"

/* The register first: whatever key it names is in the key store by then. */
err copies_make(struct work *w, const char *folder, const char *key_folder, int64_t days, struct copies *ret)
{
    struct copies c = {0};
    err e;

    if (!key_folder && !(key_folder = arena_format(w->arena, "%s/keys", folder)))
        return ERR_SYSTEM;
    if ((e = backup_make(w, folder, &c.register_copy)) ||
        (e = key_copy_make(w, key_folder, days, &c.key_copy)))
        return e;
    c.file = arena_format(w->arena, "%s/%s", folder, c.register_copy.name);
    c.key_file = arena_format(w->arena, "%s/%s", key_folder, c.key_copy.name);
    if (!c.file || !c.key_file)
        return ERR_SYSTEM;
    *ret = c;
    return OK;
}
