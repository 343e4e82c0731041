/* Which script of db/ has a step in C behind it. The store runs them and knows no table of the register. */
#include "domain/upkeep/upgrade.h"

#include "domain/card/card_sealing.h"
#include "domain/card/kindergarten_number.h"
#include "domain/order/measure_sums.h"
#include "domain/order/order_sealing.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/fold.h"
#include "domain/upkeep/reseal.h"
#include "store/db.h"
#include "store/migration.h"

#define SCRIPT_DATA_KEY 9

/* By number of script. A step is of the room whose rows it changes; it gets the work as its context, already
 * in the script's transaction, and finds no rows in a new register. Nothing that stands for good is dropped
 * in the script before its step: a later script does that. */
static const struct migration_step STEPS[] = {
    {SCRIPT_DATA_KEY, registers_reseal},
    {10, order_numbers_seal},
    {13, outpost_name},
    {18, card_numbers_seal},
    {35, kindergarten_numbers_give},
    {39, measure_sums_move},
    {0},
};

/* The step that seals everything anew is the one that takes long. Measured on a register of 100 000 files,
 * and rounded up: rows of a second, and bytes of a row beyond those that the file grows by itself. The log
 * holds all pages that change, which may be every one, before they go into the file; so do the scripts that
 * make a table anew. Each script writes some pages of its own, however small the register is, and somebody
 * who reads meanwhile keeps those of all scripts in the log. Keys and rights of cards have files of their
 * own. */
#define ROWS_OF_A_SECOND   2000
#define BYTES_OF_A_ROW     1024
#define COPIES_OF_THE_FILE 2
#define BYTES_OF_A_SCRIPT  (48 << 10)
#define BYTES_BESIDE       (1 << 20)

static const char SQL_IN_USE[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'person'";
static const char SQL_DONE[] = "SELECT count(*) FROM migration WHERE number = :number";
static const char SQL_NEWEST[] = "SELECT max(number) FROM migration";

static err scripts_left(struct work *w, int64_t *ret)
{
    int64_t newest;
    err e = db_int(w->db, SQL_NEWEST, NO_BINDS, &newest);

    if (e)
        return e;
    *ret = 0;
    for (const struct migration *m = MIGRATIONS_REGISTER; m->number; m++)
        *ret += m->number > newest;
    return OK;
}

err upgrade_foresee(struct work *w, struct upgrade_need *ret)
{
    struct upgrade_need n = {0};
    int64_t in_use, done = 0, scripts, size;
    err e;

    if ((e = db_int(w->db, SQL_IN_USE, NO_BINDS, &in_use)) ||
        (in_use && (e = db_int(w->db, SQL_DONE, BINDS(INT(":number", SCRIPT_DATA_KEY)), &done))))
        return e;
    if (in_use && !done) {
        if ((e = reseal_count(w, &n.values)) || (e = db_size(w->db, &size)) ||
            (e = scripts_left(w, &scripts)))
            return e;
        n.seconds = 1 + n.values / ROWS_OF_A_SECOND;
        n.room = COPIES_OF_THE_FILE * size + n.values * BYTES_OF_A_ROW + scripts * BYTES_OF_A_SCRIPT +
                 BYTES_BESIDE;
    }
    *ret = n;
    return OK;
}

/* Behind the last script, since it reads the rows as this program knows them. Where nothing can be read it is
 * for midnight, which says so each day: a register that does not start helps nobody. */
static err look_ups_renew(struct work *w)
{
    err e = fold_renew(w);

    return e == ERR_CORRUPT ? OK : e;
}

err upgrade_apply(struct work *w, int *ret_applied)
{
    int applied;
    err e;

    if ((e = migration_apply(w->db, MIGRATIONS_REGISTER, STEPS, w, &applied)) || (e = look_ups_renew(w)))
        return e;
    *ret_applied = applied;
    return OK;
}
