/* A copy, encrypted or plain, laid out as the folder of a register. */
#ifndef CLI_UNPACK_H
#define CLI_UNPACK_H

#include <stdbool.h>

#include "domain/work/work.h"

#define DRILL_IDENTITY "drill.identity"

struct unpack_wish {
    const char *data;     /* the register's folder */
    const char *file;     /* the copy; "besa-….db" or "besa-….db.age" */
    const char *keys;     /* the copy of the key store that belongs to it; NULL: keys/keys-… beside it */
    const char *identity; /* file of the private key; NULL: DRILL_IDENTITY in data, where there is one */
    const char *scratch;  /* where it is laid out; made anew (domain/upkeep/scratch.h) */
};
struct unpacked {
    char database[4096], key_store[4096], keys[4096]; /* paths in scratch */
    bool has_key_store, has_keys;                     /* the copy brought them */
    bool closed;                                      /* it was encrypted */
    int held;                                         /* for scratch_remove */
};
/* The file of the private key that opens an encrypted copy: the one named, or that of the folder, written
 * into own; NULL: there is none. */
const char *copy_identity(const struct unpack_wish *wish, char *own, size_t room);
/* Says what is wrong: EX_OK, EX_DATAERR, EX_NOINPUT, EX_NOPERM, EX_TEMPFAIL (also where another call is at
 * scratch), EX_OSERR. A key store or keys
 * that are not beside the copy are no fault: the register may have them. The caller removes scratch. */
int copy_unpack(struct work *w, const struct unpack_wish *wish, struct unpacked *ret);

#endif
