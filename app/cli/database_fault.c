/* The same few faults of a file, each with its own way out: whoever reads them has a register that does not
 * start, and no time. */
#include "cli/database_fault.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>

static int code_of(err e)
{
    switch (e) {
    case ERR_ABSENT:
        return EX_NOINPUT;
    case ERR_DENIED:
        return EX_NOPERM;
    case ERR_CORRUPT:
        return EX_DATAERR;
    case ERR_BUSY:
        return EX_TEMPFAIL;
    default:
        return EX_OSERR;
    }
}

/* what: the file as the sentence begins with it. A fault without a sentence is one of the machine. */
static int fault_tell(const char *what, const char *path, const char *const sentences[ERR_SYSTEM + 1], err e)
{
    fprintf(stderr, "besa: %s%s %s\n", what, path,
            e <= ERR_SYSTEM && sentences[e] ? sentences[e] : sentences[ERR_SYSTEM]);
    return code_of(e);
}

int register_fault(const char *path, err e)
{
    static const char *const SENTENCES[ERR_SYSTEM + 1] = {
        [ERR_ABSENT] =
            "is not there: name the register's folder with --data; a new one starts with `besa init`",
        [ERR_DENIED] =
            "may not be read and written by this account: call besa as the account that it belongs to "
            "(ls -l says which), or give it back with chown",
        [ERR_CORRUPT] =
            "is no database, or a damaged one: keep it aside, and go back to a copy (besa restore "
            "--check says which is good)",
        [ERR_BUSY] = "is held by another program: wait for it, or end it, and try again",
        [ERR_SYSTEM] = "cannot be opened by this machine: see whether its disk is well (dmesg, df -h)",
    };

    return fault_tell("the database ", path, SENTENCES, e);
}

int copy_fault(const char *path, err e)
{
    static const char *const SENTENCES[ERR_SYSTEM + 1] = {
        [ERR_ABSENT] = "is not there: name a copy that `besa backup` made",
        [ERR_DENIED] = "may not be read by this account: call besa as the account that it belongs to",
        [ERR_CORRUPT] = "is no database, or a damaged one: take another copy",
        [ERR_BUSY] = "is held by another program: wait for it, or end it, and try again",
        [ERR_SYSTEM] = "cannot be opened by this machine: copy it to another disk, and try there",
    };

    return fault_tell("", path, SENTENCES, e);
}

/* SQLite takes an empty file for an empty database: it would be "damaged" in words that help nobody. */
int copy_file_look(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return EX_OK; /* said when it is opened */
    if (S_ISDIR(st.st_mode)) {
        fprintf(stderr, "besa: %s is a folder: name a file in it, besa-YYYYMMDDTHHMMSSZ.db\n", path);
        return EX_NOINPUT;
    }
    if (!st.st_size) {
        fprintf(stderr, "besa: %s is empty: it is no copy, or its disk was full; take another one\n", path);
        return EX_DATAERR;
    }
    return EX_OK;
}
