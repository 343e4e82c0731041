/* The two copies that belong together: the register's database, and the key store, apart. */
#ifndef DOMAIN_COPIES_H
#define DOMAIN_COPIES_H

#include "domain/upkeep/backup.h"
#include "domain/upkeep/key_copy.h"
#include "domain/work/work.h"

struct copies {
    struct backup register_copy;
    struct key_copy key_copy;
    const char *file, *key_file; /* with their folders */
};

/* Into `folder`, which must be there, and into `key_folder` (NULL: keys in folder), where those
 * of the key store older than `days` are removed. Errors as backup_make and key_copy_make. Outside a
 * transaction. */
err copies_make(struct work *w, const char *folder, const char *key_folder, int64_t days,
                struct copies *ret) MUST_CHECK;

#endif
