/* What `besa doctor` found, line by line: what is, and what to do. */
#ifndef CLI_FINDING_H
#define CLI_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/upkeep/health.h"

#define FINDINGS_MAX 32

struct finding {
    const char *name; /* "disk" */
    enum health_state state;
    const char *what;   /* one sentence, without a point */
    const char *advice; /* what to do; NULL where it is good */
};

struct findings {
    struct arena arena;
    struct finding at[FINDINGS_MAX];
    size_t count;
    bool lost; /* one had no room, or no memory was left for it */
};

/* name and advice are constant. An advice for what is good is left out. */
void finding_add(struct findings *f, const char *name, enum health_state state, const char *advice,
                 const char *format, ...) FORMAT(5, 6);
/* HEALTH_GOOD where there is none. */
enum health_state findings_worst(const struct findings *f);
/* In words or as JSON. EX_OK where nothing is at fault, EX_UNAVAILABLE where something is; EX_OSERR,
 * EX_IOERR. */
int findings_show(const struct findings *f, bool json);
void findings_free(struct findings *f); /* CLEANUP */

#endif
