/* Makes and removes the register of one test. What goes wrong here fails the test that asked for it. */
#include "support/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/instant.h"
#include "crypto/password.h"
#include "domain/check/tally.h"
#include "domain/outpost/collect.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/upgrade.h"

static const char SQL_MUNICIPALITY[] =
    "INSERT INTO municipality (id, name, neutral_name, card_title, help_line, base_uri, created_at) "
    "VALUES (1, 'Gjirokastër', 'Bashkia Gjirokastër', 'Kartë shërbimesh', '', 'https://karta.example.al', "
    ":now)";
static const char SQL_UNITS[] = "INSERT INTO unit (id, name, name_folded) VALUES "
                                "(1, 'Antigonë', 'antigone'), (2, 'Cepo', 'cepo'), (3, 'Gjirokastër', "
                                "'gjirokaster'), (4, 'Lazarat', 'lazarat'), "
                                "(5, 'Lunxhëri', 'lunxheri'), (6, 'Odrie', 'odrie'), (7, 'Picar', 'picar')";
static const char SQL_UNIT_NEXT[] = "INSERT INTO sequence (name, next) VALUES ('unit', 8)";
#define ACCOUNT 1
static const char SQL_ACCOUNT[] =
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) "
    "VALUES (:id, 'test', 'Test Account', 'coordinator', '!', :now)";

static void municipality_fill(struct test_register *r)
{
    struct work *w = &r->work;
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t account;

    must(tx_begin(&tx, r->db));
    must(db_exec(r->db, SQL_MUNICIPALITY, BINDS(INT(":now", w->now))));
    must(db_exec(r->db, SQL_UNITS, NO_BINDS));
    must(db_exec(r->db, SQL_UNIT_NEXT, NO_BINDS));
    must(id_next(w, "account", &account));
    assert_int_equal(account, ACCOUNT);
    must(db_exec(r->db, SQL_ACCOUNT, BINDS(INT(":id", ACCOUNT), INT(":now", w->now))));
    must(tx_commit(&tx));
}

/* What every test of a program begins with, made by the first one: scripts, steps, keys and municipality cost
 * more than most tests do. It goes when the program ends; a child that was forked leaves it there. */
static struct {
    char dir[TEMPORARY_PATH];
    pid_t made_by;
} template;

static void template_remove(void)
{
    if (getpid() == template.made_by)
        temporary_remove(template.dir);
}

static void register_open(struct test_register *r, enum db_mode mode)
{
    char keys[96];

    snprintf(r->database, sizeof(r->database), "%s/register.db", r->dir);
    snprintf(keys, sizeof(keys), "%s/keys", r->dir);
    must(keyring_open(keys, KEYRING_ALL, NULL, NULL, &r->keys));
    snprintf(keys, sizeof(keys), "%s/keys.db", r->dir);
    must(vault_open(keys, mode, r->keys, NULL, &r->vault));
    must(db_open(r->database, mode, 1024, &r->db));
    r->work = (struct work){.db = r->db, .keys = r->keys, .vault = r->vault, .arena = &r->arena};
    r->work.actor = (struct actor){.account = ACCOUNT, .roles = R_STAFF, .name = "test"};
    register_at(r, REGISTER_NOW);
}

static void outpost_begin(struct test_register *r)
{
    snprintf(r->check, sizeof r->check, "%s/check/check.db", r->dir);
    must(outpost_make(r->check, r->keys, r->vault, &r->outpost));
    outpost_follow(r->outpost, r->db);
}

static void register_close(struct test_register *r)
{
    db_close(&r->db);
    outpost_free(&r->outpost);
    vault_close(&r->vault);
    keyring_free(&r->keys);
    arena_free(&r->arena);
}

static void template_make(void)
{
    struct test_register r = {0};
    char keys[96];
    int applied;

    temporary_make(template.dir);
    template.made_by = getpid();
    assert_int_equal(atexit(template_remove), 0);
    memcpy(r.dir, template.dir, sizeof r.dir);
    snprintf(keys, sizeof(keys), "%s/keys", r.dir);
    must(keyring_create(keys));
    register_open(&r, DB_CREATE);
    must(upgrade_apply(&r.work, &applied));
    outpost_begin(&r);
    municipality_fill(&r);
    register_close(&r);
}

int register_setup(void **state)
{
    struct test_register *r = calloc(1, sizeof(*r));

    assert_non_null(r);
    *state = r;
    clock_zone_set();
    password_cost_set(10);
    if (getpid() != template.made_by)
        template_make();
    temporary_copy(template.dir, r->dir);
    register_open(r, DB_WRITE);
    assertion_problem(&r->work.problem);
    outpost_begin(r);
    return 0;
}

int register_teardown(void **state)
{
    struct test_register *r = *state;

    assertion_problem(NULL);
    doorway_db_close(&r->door);
    register_close(r);
    temporary_remove(r->dir);
    free(r);
    return 0;
}

void register_at(struct test_register *r, int64_t instant)
{
    r->work.now = instant;
    r->work.today = instant_date(instant);
}

int64_t register_int(struct test_register *r, const char *sql)
{
    int64_t value = 0;

    must(db_int(r->db, sql, NO_BINDS, &value));
    return value;
}

struct doorway *register_door(struct test_register *r)
{
    if (r->door && doorway_db_moved(r->door))
        doorway_db_close(&r->door);
    if (!r->door) {
        must(outpost_tell(r->outpost, r->db));
        must(doorway_db_open(r->check, DB_WRITE, 256, &r->door));
    }
    r->doorway = doorway_at(r->door, &r->work);
    return &r->doorway;
}

void register_collect(struct test_register *r)
{
    must(outpost_collect(r->outpost, &r->work));
}

void register_counted(struct test_register *r, struct tally *t)
{
    must(tally_write(t, register_door(r)));
    register_collect(r);
}

void must_tell(const struct test_register *r, const char *const at[][2], size_t count)
{
    const struct problem *p = &r->work.problem;

    for (size_t i = 0; i < p->fault_count && i < count; i++) {
        assert_string_equal(p->faults[i].code, at[i][0]);
        assert_string_equal(p->faults[i].field, at[i][1]);
    }
    assert_int_equal(p->fault_count, count);
}
