/* The register brought to the newest script of db/, with what a script cannot say in SQL: sealing, blinding,
 * working out. */
#ifndef DOMAIN_UPGRADE_H
#define DOMAIN_UPGRADE_H

#include <stdint.h>

#include "domain/work/work.h"

/* What the upgrade of a register in use will take, known before it begins. */
struct upgrade_need {
    int64_t values;  /* rows that are sealed anew; 0: nothing that takes long */
    int64_t seconds; /* about, on one core */
    int64_t room;    /* bytes on the disk of the register, while it lasts */
};
/* w->keys and w->vault are not needed. */
err upgrade_foresee(struct work *w, struct upgrade_need *ret) MUST_CHECK;
/* As migration_apply (store/migration.h), for w->db with w->keys; then what is found by folded text is found
 * as this program folds (fold_renew). */
err upgrade_apply(struct work *w, int *ret_applied) MUST_CHECK;

#endif
