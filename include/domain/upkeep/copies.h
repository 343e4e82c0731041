/* The copies that belong together: the register's database, and the key store, apart; plain, or encrypted to
 * public keys and then with the files of keys. */
#ifndef DOMAIN_COPIES_H
#define DOMAIN_COPIES_H

#include "domain/upkeep/age.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/key_copy.h"
#include "domain/work/work.h"

struct copies_wish {
    const char *folder;       /* must be there */
    const char *key_folder;   /* NULL: keys in folder */
    int64_t days;             /* copies of keys that are older are removed from key_folder */
    struct age_recipients to; /* none: they are not encrypted */
    const char *key_files;    /* the folder of keys; encrypted copies alone have it */
    bool unnoted;             /* the register is of an older version: the caller notes the copy afterwards */
    const char *scratch;      /* where encrypted ones are plain for a moment: in the register's own folder */
};

struct copies {
    struct backup register_copy;
    struct key_copy key_copy;
    const char *file, *key_file; /* with their folders */
    const char *key_files_file;  /* NULL: the files of keys are in none of them */
};

/* ERR_INPUT "own_keys": key_folder is the register's own; ERR_BUSY "copies_being_made". Errors as
 * backup_make, key_copy_make, and age.h. Of encrypted copies nothing is left that is not whole, and nothing
 * plain, also of a call before that was killed. Outside a transaction. */
err copies_make(struct work *w, const struct copies_wish *wish, struct copies *ret) MUST_CHECK;

#endif
