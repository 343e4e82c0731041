/* Those that check cards or give shelter: bus companies, kindergartens, fee desks, institutions. One that is
 * not active lets none of its devices and accounts in. */
#ifndef DOMAIN_ORGANISATION_H
#define DOMAIN_ORGANISATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/work/work.h"
#include "gen/limits.h"

#define ORGANISATION_NAME_MAX LIMIT(OrganisationNew, name) /* code points */

enum organisation_kind {
    ORGANISATION_TRANSPORT = 1,
    ORGANISATION_KINDERGARTEN,
    ORGANISATION_FEE_DESK,
    ORGANISATION_INSTITUTION,
};
const char *organisation_kind_name(enum organisation_kind k); /* "transport", ...; NULL: no such kind */
bool organisation_kind_parse(const char *name, enum organisation_kind *ret);

enum organisation_stage { /* what a kindergarten is for: councils charge crèches another fee */
                          STAGE_CRECHE = 1,
                          STAGE_KINDERGARTEN,
};
const char *organisation_stage_name(enum organisation_stage s); /* "creche", ...; NULL: no such stage */
bool organisation_stage_parse(const char *name, enum organisation_stage *ret);

struct organisation {
    int64_t id;
    enum organisation_kind kind;
    enum organisation_stage stage; /* 0: not said, or no kindergarten */
    const char *name;
    bool active;
};

/* ERR_CONFLICT "name_taken": names are unique. */
err organisation_create(struct work *w, enum organisation_kind kind, const char *name,
                        int64_t *ret_id) MUST_CHECK;
err organisation_list(struct work *w, struct organisation **ret, size_t *ret_count) MUST_CHECK; /* by name */
err organisation_read(struct work *w, int64_t id, struct organisation *ret) MUST_CHECK;
err organisation_rename(struct work *w, int64_t id, const char *name) MUST_CHECK;
/* ERR_INPUT "no_kindergarten" at "stage". Logged "organisation.stage". */
err organisation_set_stage(struct work *w, int64_t id, enum organisation_stage stage) MUST_CHECK;
err organisation_set_active(struct work *w, int64_t id, bool active) MUST_CHECK;

#endif
