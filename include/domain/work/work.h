/* One piece of work on the register: who does it, when, on which database, with which keys. Every domain
 * function takes one; what it returns lives in its arena; why it refused stands in its problem. */
#ifndef DOMAIN_WORK_H
#define DOMAIN_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/problem.h"
#include "domain/work/role.h"

struct db;
struct keyring;
struct vault;

struct actor {
    int64_t account;      /* 0: device, system or command line */
    int64_t device;       /* 0: no device */
    int64_t organisation; /* of a kindergarten account or a device, else 0 */
    int64_t point;        /* of the address book, whose partner the account is; else 0 */
    unsigned roles;
    bool must_change; /* somebody else knows the account's password: it is good for choosing another only */
    const uint8_t *session; /* DIGEST_SIZE: of the session in use; NULL: none */
    int64_t session_number; /* names that session in the log, and tells nobody how to use it; 0: none */
    int64_t confirmed_at;   /* instant at which its holder last proved who she is; 0: never */
    const char *name;       /* for the log: account name, "system", "command line" */
};

struct confirmed {    /* a question that was answered with yes (question.h) */
    const char *what; /* its code, or "code:field" for that place alone */
    bool asked;       /* and it was asked: only then the log tells of it */
};

#define WARNINGS_MAX 16
struct warning { /* taken, but worth a second look */
    struct problem what;
};

/* A sealed file that is shut to the actor, and of which he was told all the same that it is there. */
#define SHUTS_MAX 64
struct shut {
    int64_t case_id;
    bool answered; /* the answer tells of what stands in it; false: it was asked for itself, and refused */
};

struct change { /* what somebody else did to the file since the version the caller saw */
    int64_t version, at;
    const char *actor, *what;
};

struct work {
    struct db *db;
    const struct keyring *keys;
    struct vault *vault; /* the data keys; NULL: a process that only checks */
    struct arena *arena;
    int64_t now; /* UTC seconds, the same for the whole work */
    date today;  /* its civil date in Tirane */
    struct actor actor;
    const char *network; /* from where, see base/network.h; NULL: this machine's command line, or unknown */
    const char *virus_socket;    /* of ClamAV's daemon; NULL: there is none */
    const char *why;             /* reason given for opening sealed files, or for an export; NULL: none */
    bool warnings_lost;          /* memory ran out for one: no answer may go out without it */
    bool urgent;                 /* it protects somebody: no bound on bulk delays it */
    bool file_counted;           /* against the budget of files (file_budget.h) */
    int retry_after;             /* seconds, with ERR_LIMIT: asking earlier makes no sense; 0: not known */
    struct confirmed *confirmed; /* by whoever asks, for this one thing */
    size_t confirmed_count;
    struct problem problem;
    bool judges; /* its input is read as far as it can be; what follows is tried and undone (unread.h) */
    const struct problem *unread; /* what could not be read */
    size_t unread_count;
    bool refusal_logged; /* why it refused stands in the log in a line of its own: it need not be summed */
    size_t warning_count;
    size_t shut_count, shuts_more;                              /* more: those that found no room */
    void (*progress)(void *watcher, size_t done, size_t total); /* of what takes long; NULL: nobody watches */
    void *watcher;
    struct change *changes; /* with ERR_CONFLICT "stale_version" */
    size_t change_count;
    /* Last, and worth nothing beyond their counts: work_begin leaves them as they are. */
    struct warning
        *warnings[WARNINGS_MAX];  /* in the arena: a work stands on the stack, which is short in a server */
    struct shut shuts[SHUTS_MAX]; /* of this work, also where all that it wrote was undone */
};

/* As (struct work){0}; for what begins so often that clearing the lists would be a good part of it. */
void work_begin(struct work *w);

/* Sets the work's problem and gives e back. The detour over e tells the compiler that the result is not OK; e
 * is evaluated twice. */
#define refuse(w, e, code, field, ...)                                                                       \
    ((void)problem_set(&(w)->problem, (e), (code), (field), __VA_ARGS__), (err)(e))
/* Add a warning; beyond WARNINGS_MAX they are dropped. */
void work_warn(struct work *w, const char *code, const char *field, const char *detail, ...) FORMAT(4, 5);

/* A number that was never given out for that table before. Inside a transaction. */
err id_next(struct work *w, const char *table, int64_t *ret) MUST_CHECK;
/* For many rows at once: ids_take gives the first free number; the caller counts up from there and, in the
 * same transaction, tells ids_keep the first that is still free. */
err ids_take(struct work *w, const char *table, int64_t *ret_first) MUST_CHECK;
err ids_keep(struct work *w, const char *table, int64_t next) MUST_CHECK;

#endif
