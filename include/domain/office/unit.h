/* Administrative units, kept by administrators: added, renamed, retired. A unit's files stay its own. */
#ifndef DOMAIN_UNIT_H
#define DOMAIN_UNIT_H

#include <stdbool.h>

#include "domain/work/work.h"
#include "gen/limits.h"

#define UNIT_NAME_MAX LIMIT(UnitNew, name) /* code points */

struct unit {
    int64_t id;
    const char *name;
    bool active;  /* false: it takes no new files */
    bool outside; /* those of its files live in another municipality */
};

/* By name. */
err unit_list(struct work *w, struct unit **ret, size_t *ret_count) MUST_CHECK;
/* A unit by name, folded ("Lunxheri" finds "Lunxhëri"). ERR_INPUT at "unit": "required", "unknown_unit". */
err unit_find(struct work *w, const char *name, int64_t *ret_id) MUST_CHECK;
/* Its name as it is written, by any that folds to it. Errors of unit_find. */
err unit_spell(struct work *w, const char *name, const char **ret) MUST_CHECK;
/* ERR_INPUT "bad_name" at "name"; ERR_CONFLICT "name_taken": one that folds to the same ("Lunxheri",
 * "Lunxhëri"), retired ones too. Logged "unit.create". */
err unit_create(struct work *w, const char *name, int64_t *ret_id) MUST_CHECK;
/* ERR_ABSENT "no_such_unit". Logged "unit.rename". */
err unit_rename(struct work *w, int64_t id, const char *name) MUST_CHECK;
/* A retired unit takes no new files. Logged "unit.retire", "unit.revive"; nothing where it is so already. */
err unit_set_active(struct work *w, int64_t id, bool active) MUST_CHECK;

#endif
