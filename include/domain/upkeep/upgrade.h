/* The register brought to the newest script of db/, with what a script cannot say in SQL: sealing, blinding,
 * working out. */
#ifndef DOMAIN_UPGRADE_H
#define DOMAIN_UPGRADE_H

#include "domain/work/work.h"

/* As migration_apply (store/migration.h), for w->db with w->keys. */
err upgrade_apply(struct work *w, int *ret_applied) MUST_CHECK;

#endif
