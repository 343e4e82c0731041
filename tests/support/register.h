/* A register for one test: a temporary directory with keys and a migrated database of the municipality of
 * Gjirokastër with its seven units, and a work ready to use at a fixed instant. Programs that include this
 * have the whole of cmocka.
 *
 *     static void something_holds(void **state)
 *     {
 *         struct test_register *r = *state;
 *         must(thing_do(&r->work, ...));
 *     }
 *     cmocka_unit_test_setup_teardown(something_holds, register_setup, register_teardown)
 */
#ifndef SUPPORT_REGISTER_H
#define SUPPORT_REGISTER_H

#include "crypto/keyring.h"
#include "domain/check/doorway.h"
#include "domain/work/work.h"
#include "store/db.h"
#include "support/assert.h"
#include "support/temporary.h"
#include "vault/vault.h"

struct outpost;

#define REGISTER_NOW 1773133200 /* Tuesday 2026-03-10, 09:00 UTC, 10:00 in Tirane */

struct test_register {
    char dir[TEMPORARY_PATH]; /* temporary; holds register.db, keys.db, check/check.db and keys/ */
    char database[96];        /* path */
    char check[96];           /* path of check.db */
    struct keyring *keys;
    struct outpost *outpost; /* tells check/check.db what db commits */
    struct vault *vault;
    struct db *db;
    struct doorway_db *door; /* NULL until it is asked for */
    struct doorway doorway;
    struct arena arena;
    struct work work; /* by the account "test" (coordinator), which has the roles of all staff */
};

/* For cmocka: *state becomes a struct test_register *. Passwords cost little from then on. */
int register_setup(void **state);
int register_teardown(void **state);

/* From now on it is that instant. */
void register_at(struct test_register *r, int64_t instant);
/* check.db at this very moment, as the part that checks has it; a problem of it shows in doorway.work. */
struct doorway *register_door(struct test_register *r);
/* Takes in what checks wrote. */
void register_collect(struct test_register *r);
/* What was counted in memory is written down and collected. */
struct tally;
void register_counted(struct test_register *r, struct tally *t);
/* First column of the first row; fails the test when there is none. */
int64_t register_int(struct test_register *r, const char *sql);

/* The call fails so, with that code. */
#define must_refuse(r, call, error, code_)                                                                   \
    do {                                                                                                     \
        must_fail((call), (error));                                                                          \
        assert_string_equal((r)->work.problem.code, (code_));                                                \
    } while (0)
/* The same, and names that field. */
#define must_refuse_at(r, call, error, code_, field_)                                                        \
    do {                                                                                                     \
        must_refuse(r, call, error, code_);                                                                  \
        assert_string_equal((r)->work.problem.field, (field_));                                              \
    } while (0)

/* The last refusal told so many faults, each {code, field}, in that order. */
void must_tell(const struct test_register *r, const char *const at[][2], size_t count);

#endif
