/* Not opened_open, which would bring the copy to another version: it stays as it was made. */
#include "cli/copy_look.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/database_fault.h"
#include "domain/work/key_listing.h"
#include "store/migration.h"
#include "vault/vault.h"

#define CACHE_KIB 8192 /* the whole copy is read */

static err keys_open(const char *keys, const char *key_store, struct opened *o, struct problem *why)
{
    struct key_listing listed;
    err e;

    if ((e = key_listing_read(&o->work, &listed)) ||
        (e = keyring_open(keys, KEYRING_ALL, &listed, why, &o->keys)))
        return e;
    o->work.keys = o->keys;
    if ((e = vault_open(key_store, DB_READ, o->keys, why, &o->vault)))
        return e;
    o->work.vault = o->vault;
    return OK;
}

int copy_open(const char *name, const char *file, const char *keys, const char *key_store, struct opened *ret)
{
    struct problem why = {0};
    bool begun;
    int code;
    err e;

    /* No time in it: nothing here depends on today, and nothing may be written. */
    ret->work = (struct work){.arena = &ret->arena, .actor = {.name = "command line", .roles = R_STAFF}};
    if ((code = copy_file_look(file)))
        return code;
    if ((e = db_open(file, DB_READ, CACHE_KIB, &ret->db)))
        return copy_fault(name, e);
    ret->work.db = ret->db;
    if ((e = migration_begun(ret->db, &begun)))
        return copy_fault(name, e);
    if (!begun) {
        fprintf(stderr, "besa: %s is a database, but none of a register: take another copy\n", name);
        return EX_DATAERR;
    }
    e = keys_open(keys, key_store, ret, &why);
    if (e == ERR_SYSTEM || e == ERR_BUSY)
        return outcome(&ret->work, e);
    if (e)
        fprintf(stderr, "besa: %s%s%s\n", why.field, why.field[0] ? ": " : "",
                why.detail[0] ? why.detail : err_name(e));
    return EX_OK;
}

bool copy_good(const struct backup_check *c)
{
    return c->whole && !c->newer && c->keys_fit && c->log_holds;
}

int copy_judge(const char *name, const struct backup_check *c)
{
    if (!c->whole)
        fprintf(stderr, "besa: %s is damaged: take another copy\n", name);
    else if (c->newer)
        fprintf(stderr, "besa: %s was made by a newer program than this one: install that first\n", name);
    else if (!c->keys_fit)
        fprintf(stderr,
                "besa: these keys do not open what is sealed in %s: it is another register's, or they are\n",
                name);
    else if (!c->log_holds)
        fprintf(stderr, "besa: row %" PRId64 " of the log of %s does not hold or is missing\n", c->log_row,
                name);
    return copy_good(c) ? EX_OK : EX_DATAERR;
}
