/* Names tell what belongs together: besa-STAMP.db, keys/keys-STAMP.db, keys/keys-STAMP.keys, each with .age
 * where it is encrypted. */
#include "cli/unpack.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/database_fault.h"
#include "cli/opened.h"
#include "domain/upkeep/age.h"
#include "domain/upkeep/key_pack.h"
#include "domain/upkeep/scratch.h"
#include "store/db.h"

#define CACHE_KIB 2048

/* What lies beside the copy by its name; "" where the copy is called otherwise. */
static void beside(const struct unpack_wish *wish, const char *ending, char *ret, size_t room)
{
    const char *slash = strrchr(wish->file, '/'), *name = slash ? slash + 1 : wish->file;
    const char *point = strchr(name, '.');

    ret[0] = '\0';
    if (!strncmp(name, "besa-", 5) && point)
        snprintf(ret, room, "%.*skeys/keys-%.*s%s", (int)(name - wish->file), wish->file,
                 (int)(point - name - 5), name + 5, ending);
}

/* The copy of the key store, and of the files of keys, as called or as they lie beside the register's. */
static void sources(const struct unpack_wish *wish, bool closed, char key_store[4096], char keys[4096])
{
    static const char DB[] = ".db" AGE_ENDING;
    size_t n;

    beside(wish, closed ? DB : ".db", key_store, 4096);
    beside(wish, KEY_FILES_ENDING AGE_ENDING, keys, 4096);
    if (!wish->keys)
        return;
    snprintf(key_store, 4096, "%s", wish->keys);
    n = strlen(key_store);
    if (closed && n > strlen(DB) && !strcmp(key_store + n - strlen(DB), DB))
        snprintf(keys, 4096, "%.*s" KEY_FILES_ENDING AGE_ENDING, (int)(n - strlen(DB)), key_store);
}

static int plain_copy(const char *from, const char *to)
{
    CLEANUP(db_close) struct db *db = NULL;
    err e;

    if ((e = db_open(from, DB_READ, CACHE_KIB, &db)) || (e = db_copy(db, to)))
        return copy_fault(from, e);
    return EX_OK;
}

static int plain_unpack(const char *file, const char *key_store, struct unpacked *u)
{
    int code;

    if ((code = plain_copy(file, u->database)) || !key_store[0] || access(key_store, F_OK) != 0)
        return code;
    u->has_key_store = true;
    return plain_copy(key_store, u->key_store);
}

/* By its name alone: a path may be longer than what a problem has room for. */
static int file_fault(struct work *w, const char *file, err e)
{
    const char *slash = strrchr(file, '/');

    if (w->problem.code[0])
        problem_set(&w->problem, e, "copy", slash ? slash + 1 : file, "%s", w->problem.detail);
    return w->problem.code[0] ? outcome(w, e) : copy_fault(file, e);
}

static int keys_unpack(struct work *w, const char *identity, const char *from, struct unpacked *u)
{
    CLEANUP(buf_wipe) struct buf pack = {0};
    err e;

    if ((e = age_open_bytes(w, identity, from, KEY_PACK_MAX, &pack)) || (e = key_pack_open(&pack, u->keys)))
        return file_fault(w, from, e);
    u->has_keys = true;
    return EX_OK;
}

const char *copy_identity(const struct unpack_wish *wish, char *own, size_t room)
{
    if (wish->identity)
        return wish->identity;
    snprintf(own, room, "%s/" DRILL_IDENTITY, wish->data);
    return access(own, F_OK) == 0 ? own : NULL;
}

static int closed_unpack(struct work *w, const struct unpack_wish *wish, const char *key_store,
                         const char *keys, struct unpacked *u)
{
    char own[4096];
    const char *identity = copy_identity(wish, own, sizeof own);
    err e;

    if (!identity) {
        fprintf(stderr, "besa: %s is encrypted: name the file of a private key that opens it (--identity)\n",
                wish->file);
        return EX_NOINPUT;
    }
    if ((e = age_open_file(w, identity, wish->file, u->database)))
        return file_fault(w, wish->file, e);
    if (key_store[0] && access(key_store, F_OK) == 0) {
        if ((e = age_open_file(w, identity, key_store, u->key_store)))
            return file_fault(w, key_store, e);
        u->has_key_store = true;
    }
    return keys[0] && access(keys, F_OK) == 0 ? keys_unpack(w, identity, keys, u) : EX_OK;
}

static int scratch_fault(const char *scratch, err e)
{
    if (e == ERR_BUSY) {
        fprintf(stderr, "besa: another call has a copy laid out in %s: try again when it has ended\n",
                scratch);
        return EX_TEMPFAIL;
    }
    fprintf(stderr, "besa: %s cannot be made: the register's folder must be there, and this account's\n",
            scratch);
    return e == ERR_DENIED ? EX_NOPERM : EX_CANTCREAT;
}

int copy_unpack(struct work *w, const struct unpack_wish *wish, struct unpacked *ret)
{
    char key_store[4096], keys[4096];
    struct unpacked u = {.closed = age_closed(wish->file), .held = -1};
    int code;
    err e;

    if ((code = copy_file_look(wish->file)))
        return code;
    /* One that lies beside the copy may be missing; one that was named may not. */
    if (wish->keys && access(wish->keys, F_OK) != 0)
        return copy_fault(wish->keys, ERR_ABSENT);
    sources(wish, u.closed, key_store, keys);
    snprintf(u.database, sizeof u.database, "%s/besa.db", wish->scratch);
    snprintf(u.key_store, sizeof u.key_store, "%s/keys.db", wish->scratch);
    snprintf(u.keys, sizeof u.keys, "%s/keys", wish->scratch);
    if ((e = scratch_make(wish->scratch, &u.held)))
        return scratch_fault(wish->scratch, e);
    if ((code = u.closed ? closed_unpack(w, wish, key_store, keys, &u)
                         : plain_unpack(wish->file, key_store, &u))) {
        scratch_remove(wish->scratch, &u.held);
        return code;
    }
    *ret = u;
    return EX_OK;
}
