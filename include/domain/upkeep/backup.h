/* Copies of the database: made while others write, checked before they count, written down for those who look
 * after the register. The keys are in none of them. */
#ifndef DOMAIN_BACKUP_H
#define DOMAIN_BACKUP_H

#include "crypto/digest.h"
#include "domain/work/work.h"

#define BACKUP_LATE      (26 * 3600) /* seconds: a day, and the time that a nightly copy may take */
#define BACKUPS_SHOWN    30
#define BACKUP_NAME_TEXT 40

struct backup {
    int64_t at, size;
    const char *name; /* of the file, without its folder */
    uint8_t digest[DIGEST_SIZE];
};

/* Into the folder, as besa-20260310T090000Z.db (0600). ERR_CONFLICT: a file of that name stands there;
 * ERR_ABSENT: no such folder; ERR_CORRUPT: the copy does not hold, and is gone again. Logged "backup.make".
 * Outside a transaction. */
err backup_make(struct work *w, const char *folder, struct backup *ret) MUST_CHECK;
/* The two halves of it, for who does more to the copy before it is written down: made and checked, as
 * backup_make; written down and logged, by another name, size and digest where it has them. */
err backup_copy(struct work *w, const char *folder, struct backup *ret) MUST_CHECK;
err backup_note(struct work *w, const struct backup *b) MUST_CHECK;
/* The newest first, BACKUPS_SHOWN at most. Logged "backup.list". */
err backup_list(struct work *w, struct backup **ret, size_t *ret_count) MUST_CHECK;

struct backup_check { /* of a copy that is to be restored */
    bool older;       /* than this program: the next start brings it up to date */
    bool newer;       /* than this program: it cannot be used with it */
    bool whole;       /* the database holds */
    bool keys_fit;    /* these keys open what is sealed in it */
    bool log_holds;
    int64_t log_row;  /* the first that does not */
    int64_t log_rows; /* that hold */
    int64_t files;    /* case files in it */
};
/* w->db: the copy, opened for reading; keys and vault: those that it is to be used with, NULL: they do not
 * fit. What is only wrong with the copy is no error of the call. */
err backup_verify(struct work *w, struct backup_check *ret) MUST_CHECK;

#endif
