/* Which script of db/ has a step in C behind it. The store runs them and knows no table of the register. */
#include "domain/upkeep/upgrade.h"

#include "domain/order/order_sealing.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/reseal.h"
#include "store/migration.h"

/* By number of script. A step is of the room whose rows it changes; it gets the work as its context, already
 * in the script's transaction, and finds no rows in a new register. Nothing that stands for good is dropped
 * in the script before its step: a later script does that. */
static const struct migration_step STEPS[] = {
    {9, registers_reseal},
    {10, order_numbers_seal},
    {13, outpost_name},
    {0},
};

err upgrade_apply(struct work *w, int *ret_applied)
{
    return migration_apply(w->db, MIGRATIONS_REGISTER, STEPS, w, ret_applied);
}
