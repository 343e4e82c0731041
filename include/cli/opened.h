/* A register opened by the command line: keys, database, and a work by "command line". */
#ifndef CLI_OPENED_H
#define CLI_OPENED_H

#include "base/arena.h"
#include "base/clock.h"
#include "crypto/keyring.h"
#include "domain/work/work.h"
#include "store/db.h"
#include "store/folder_lock.h"

struct outpost;

#define DATA_DEFAULT "var"

struct keeper;

struct opened {
    struct keyring *keys;
    struct vault *vault;
    bool new_keys; /* the register lists none yet */
    struct db *db;
    struct keeper *keeper;      /* of the database's log, where no server keeps it */
    char database[4096];        /* path; empty where the database was opened otherwise */
    char check[4096];           /* path of check.db */
    char key_store[4096];       /* path of keys.db */
    struct outpost *outpost;    /* tells checks what db commits */
    struct folder_use keys_use; /* while the keys are in this process */
    struct keyring *next_keys;  /* of a rotation: what the vault wraps with; NULL: none */
    struct arena arena;
    struct clock clock;
    struct work work;
};

/* Database dir/besa.db, key store dir/keys.db, keys dir/keys (or $CREDENTIALS_DIRECTORY where systemd gives
 * one). Brings the database to the newest migration; where BESA_UPGRADE is "by-command" in the environment,
 * as in the units of a package, an older one is refused instead, EX_CONFIG. Says what is wrong on standard
 * error. EX_OK or another code of sysexits.h. */
int opened_open(const char *dir, struct opened *ret);
/* The same, of a copy that was laid out: it is brought to this version whatever the environment says. */
int opened_laid_out(const char *dir, struct opened *ret);
/* The same, for whoever changes the keys: no other process has them. Nothing is told to checks until
 * opened_tell. EX_TEMPFAIL where another one does, which is said. */
int opened_open_alone(const char *dir, struct opened *ret);
/* The same in the middle of an upgrade (cli/upgrade_marker.h), during which all others refuse: EX_CONFIG. */
int opened_upgrade(const char *dir, struct opened *ret);
/* As it is, to look at: it is not brought to another version, and nothing is told. EX_CONFIG where it is of
 * another version, which is said. */
int opened_look(const char *dir, struct opened *ret);
/* As it is, with its keys, before it is brought to this version: no other process has them. *ret_older:
 * whether there is anything to do. EX_CONFIG: newer than this program. */
int opened_older(const char *dir, struct opened *ret, bool *ret_older);
/* Tells checks what is owed, by those keys. What cannot be told stays owed. */
err opened_tell(const char *dir, struct opened *o, const struct keyring *keys) MUST_CHECK;
/* For CLEANUP. Where no server keeps the log of the database (store/keeper.h), none is left behind. */
void opened_close(struct opened *o);
/* The parts of it, for who opens otherwise; o->db is open and o->work made. The ring alone, as the database
 * lists it; ring and key store, which is made for a register that lists no keys yet. EX_OK, or a sentence
 * that names the file: EX_NOINPUT: it is missing; EX_NOPERM: open to others, or closed to us; EX_CONFIG:
 * foreign, cut, no key; EX_TEMPFAIL, EX_OSERR. */
int opened_ring(const char *dir, enum keyring_use use, struct opened *o);
int opened_keys(const char *dir, struct opened *o);
/* Its work, by "command line", now; for who opened keys and database otherwise. */
void opened_work(struct opened *o);

/* A call with --data and --json that takes no operand: read, and its register opened. *ret_json is as it was
 * where --json was not called. EX_USAGE, or as opened_open. */
struct command;
int opened_call(const struct command *c, int argc, char **argv, bool *ret_json, struct opened *ret);

/* "dir/besa.db", "dir/check/check.db", "dir/keys.db" and "dir/keys"; room for paths of the system's length.
 */
void data_key_store(const char *dir, char *ret, size_t room);
void data_database(const char *dir, char *ret, size_t room);
void data_check(const char *dir, char *ret, size_t room);
void data_keys(const char *dir, char *ret, size_t room);
/* "dir/NAME": a folder for what is plain for a moment (domain/upkeep/scratch.h). */
void data_scratch(const char *dir, const char *name, char *ret, size_t room);

/* Say why the work failed and give the exit code: INPUT EX_DATAERR, DENIED EX_NOPERM, ABSENT EX_NOINPUT,
 * CONFLICT EX_DATAERR, LIMIT EX_DATAERR, CORRUPT EX_DATAERR, BUSY EX_TEMPFAIL, SYSTEM EX_OSERR, or
 * EX_TEMPFAIL where the disk is full; OK says nothing and gives EX_OK. */
int outcome(const struct work *w, err e);

/* "123 of 5000" on standard error when that is a terminal, at most ten times a second. total 0: unknown. */
struct progress {
    const char *what;
    int64_t shown_at;
};
void progress_show(struct progress *p, size_t done, size_t total);
void progress_end(struct progress *p);

/* A whole file (or "-", standard input) into *ret; at most max bytes. Says what is wrong; EX_OK, EX_NOINPUT,
 * EX_DATAERR. */
struct buf;
int input_file(const char *path, size_t max, struct buf *ret);

#endif
