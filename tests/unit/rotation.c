/* New keys in the place of old ones, cut off at each moment at which something is brought to the disk: the
 * register opens and reads as before, and a second call ends what the first began. */
#include "domain/upkeep/rotation.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crypto/keyring.h"
#include "domain/card/card.h"
#include "domain/file/person.h"
#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/upkeep/key_status.h"
#include "domain/upkeep/upkeep_notice.h"
#include "domain/work/key_listing.h"
#include "support/holder.h"
#include "support/paper.h"
#include "vault/vault.h"

/* ---- death at the n-th sync of this process, SQLite's included: their symbols stand before the C library's
 */

static int syncs_left = -1;

static void sync_count(void)
{
    if (syncs_left > 0 && --syncs_left == 0)
        kill(getpid(), SIGKILL);
}

int fsync(int fd)
{
    sync_count();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    sync_count();
    return (int)syscall(SYS_fdatasync, fd);
}

/* ---- a register, copied, and opened as the program does */

struct copy {
    char dir[256], keys[300];
    struct db *db;
    struct keyring *ring, *next;
    struct vault *vault;
    struct arena arena;
    struct work work;
};

static struct card issued;
static struct holder holder;

static void copy_path(const struct copy *c, const char *name, char ret[320])
{
    snprintf(ret, 320, "%s/%s", c->dir, name);
}

static void copy_open(const struct test_register *r, struct copy *c)
{
    struct key_listing listed;
    char path[320];

    c->arena = (struct arena){0};
    c->next = NULL;
    copy_path(c, "register.db", path);
    must(db_open(path, DB_WRITE, 1024, &c->db));
    c->work = r->work;
    c->work.db = c->db;
    c->work.arena = &c->arena;
    must(key_listing_read(&c->work, &listed));
    assert_non_null(listed.at);
    must(keyring_open(c->keys, KEYRING_ALL, &listed, &c->work.problem, &c->ring));
    copy_path(c, "keys.db", path);
    must(vault_open(path, DB_WRITE, c->ring, &c->work.problem, &c->vault));
    c->work.keys = c->ring;
    c->work.vault = c->vault;
    must(key_store_require(&c->work));
}

static void copy_close(struct copy *c)
{
    db_close(&c->db);
    vault_close(&c->vault);
    keyring_free(&c->ring);
    keyring_free(&c->next);
    arena_free(&c->arena);
}

static void run(const char *format, const char *a, const char *b)
{
    char command[800];

    snprintf(command, sizeof command, format, a, b);
    assert_int_equal(system(command), 0); /* NOLINT: names of the test's own */
}

static void copy_fill(const struct test_register *r, struct copy *c)
{
    snprintf(c->keys, sizeof c->keys, "%s/keys", c->dir);
    run("rm -rf '%s' && mkdir '%s'", c->dir, c->dir);
    run("cd '%s' && cp -a register.db* keys.db* keys '%s'", r->dir, c->dir);
}

/* All that goes by keys: names, look-ups, cards, hints. */
static void copy_reads(struct copy *c)
{
    struct person_twins twins;
    struct paper paper;
    struct order_line order;
    struct person who;
    struct card card;

    must(person_read(&c->work, holder.person, &who));
    assert_string_equal(who.first_name, "Elira");
    paper_make(&paper);
    paper.order.persons[0].who.nid = NULL;
    must(person_twins(&c->work, &paper.order.persons[0].who, &twins));
    assert_int_equal(twins.by_name_count, 1);
    must(order_load(&c->work, holder.order, &order));
    assert_true(order.number[0] != '\0');
    paper.order.issuer = order.issuer;
    paper.order.number = order.number;
    paper.order.decision_date = order.decision_date;
    must_fail(order_check(&c->work, &paper.order), ERR_CONFLICT);
    must(card_find(&c->work, issued.number, true, &card));
    assert_int_equal(card.id, issued.id);
}

static err rotate(struct copy *c, int kind, struct rotation *ret)
{
    switch (kind) {
    case KEY_FILE_SEAL:
        return rotation_master(&c->work, c->keys, &c->next, ret);
    case KEY_FILE_BLIND:
        return rotation_blind(&c->work, c->keys, ret);
    case KEY_FILE_HINT:
        return rotation_hint(&c->work, c->keys, &c->next, ret);
    default:
        return rotation_issuer(&c->work, c->keys, ret);
    }
}

/* In a process of its own, which dies at that sync. true: it came to its end. */
static bool rotated_until(const struct test_register *r, struct copy *c, int kind, int sync)
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (!child) {
        struct rotation done;

        copy_open(r, c);
        syncs_left = sync;
        _exit(rotate(c, kind, &done) ? 1 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return false;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return true;
}

static int count_of(const struct key_report *report, int kind, enum key_state state)
{
    int n = 0;

    for (size_t i = 0; i < report->count; i++)
        n += (int)report->at[i].kind == kind && report->at[i].state == state;
    return n;
}

/* Reads as before; and whether it is all done: what the process died at may have been behind the last step.
 */
static bool ended(const struct test_register *r, struct copy *c, int kind)
{
    struct key_report report;
    bool done;

    copy_open(r, c);
    copy_reads(c);
    must(key_status(&c->work, c->keys, &report));
    assert_int_equal(count_of(&report, kind, KEY_USED), 1);
    done = kind == KEY_FILE_ISSUER
               ? count_of(&report, KEY_FILE_PUBLIC, KEY_PUBLISHED) == 1
               : count_of(&report, kind, KEY_OVER) == 1 && !count_of(&report, kind, KEY_OLD);
    copy_close(c);
    return done;
}

static void dying_at_each_sync(struct test_register *r, int kind)
{
    struct copy c = {0};
    bool whole = false;
    int deaths = 0;

    snprintf(c.dir, sizeof c.dir, "%s/copy", r->dir);
    for (int sync = 1; !whole; sync++) {
        copy_fill(r, &c);
        whole = rotated_until(r, &c, kind, sync);
        deaths += !whole;
        if (!ended(r, &c, kind)) {
            assert_false(whole);
            assert_true(rotated_until(r, &c, kind, 0));
            assert_true(ended(r, &c, kind));
        }
    }
    assert_true(deaths >= 3);
}

static void laid(struct test_register *r)
{
    holder_stand(r, &holder);
    holder_enrol(r, &holder, "Kopshti Dielli");
    holder_card(r, &holder, SERVICE_TRANSPORT, &issued);
}

static void a_master_key_cut_off_anywhere(void **state)
{
    laid(*state);
    dying_at_each_sync(*state, KEY_FILE_SEAL);
}

static void a_key_of_look_ups_cut_off_anywhere(void **state)
{
    laid(*state);
    dying_at_each_sync(*state, KEY_FILE_BLIND);
}

static void a_key_of_hints_cut_off_anywhere(void **state)
{
    laid(*state);
    dying_at_each_sync(*state, KEY_FILE_HINT);
}

static void a_key_of_the_issuer_cut_off_anywhere(void **state)
{
    laid(*state);
    dying_at_each_sync(*state, KEY_FILE_ISSUER);
}

/* ---- what the new keys do */

static void copy_once(struct test_register *r, struct copy *c)
{
    laid(r);
    snprintf(c->dir, sizeof c->dir, "%s/copy", r->dir);
    copy_fill(r, c);
    copy_open(r, c);
}

static void remove_key(const struct copy *c, enum key_kind kind, int number)
{
    char path[512];

    must(key_file_path(c->keys, kind, number, path, sizeof path));
    assert_int_equal(unlink(path), 0);
}

static void without_the_old_files_all_is_read(void **state)
{
    struct test_register *r = *state;
    struct copy c = {0};
    struct rotation done;

    copy_once(r, &c);
    must(rotation_master(&c.work, c.keys, &c.next, &done));
    assert_int_equal(done.number, 2);
    assert_int_equal(done.over, 1);
    assert_true(done.rows > 0);
    copy_close(&c);
    copy_open(r, &c);
    must(rotation_blind(&c.work, c.keys, &done));
    copy_close(&c);
    copy_open(r, &c);
    must(rotation_hint(&c.work, c.keys, &c.next, &done));
    copy_close(&c);
    remove_key(&c, KEY_FILE_SEAL, 1);
    remove_key(&c, KEY_FILE_BLIND, 1);
    remove_key(&c, KEY_FILE_HINT, 1);
    copy_open(r, &c);
    copy_reads(&c);
    assert_int_equal(keyring_newest(c.ring, KEY_FILE_HINT), 2);
    copy_close(&c);
}

/* What checks, and devices by them, are told. */
static int64_t published(struct copy *c)
{
    int64_t count = 0;

    must(db_int(c->db, "SELECT count(*) FROM issuer_key", NO_BINDS, &count));
    return count;
}

static void an_issuer_signs_when_devices_know_it(void **state)
{
    struct test_register *r = *state;
    struct copy c = {0};
    struct rotation done;

    copy_once(r, &c);
    must(rotation_issuer(&c.work, c.keys, &done));
    assert_int_equal(done.number, 2);
    assert_int_equal(done.over, 0);
    assert_int_equal(done.signs_on, r->work.today + ISSUER_NOTICE_DAYS);
    copy_close(&c);
    copy_open(r, &c);
    assert_int_equal(published(&c), 2);
    assert_int_equal(keyring_newest(c.ring, KEY_FILE_ISSUER), 1);
    must_fail(rotation_issuer(&c.work, c.keys, &done), ERR_CONFLICT);
    assert_string_equal(c.work.problem.code, "too_early");
    c.work.now += ISSUER_NOTICE_DAYS * 86400 - 1;
    must_fail(rotation_issuer(&c.work, c.keys, &done), ERR_CONFLICT);
    c.work.now += 1;
    must(rotation_issuer(&c.work, c.keys, &done));
    assert_int_equal(done.over, 1);
    copy_close(&c);
    remove_key(&c, KEY_FILE_ISSUER, 1);
    copy_open(r, &c);
    assert_int_equal(keyring_newest(c.ring, KEY_FILE_ISSUER), 2);
    assert_int_equal(published(&c), 2);
    copy_reads(&c);
    copy_close(&c);
}

static void an_old_key_is_said_to_be_due(void **state)
{
    struct test_register *r = *state;
    struct upkeep_notice told;
    struct key_report report;
    struct copy c = {0};

    copy_once(r, &c);
    c.work.now += INT64_C(732) * 86400;
    c.work.today += 732;
    must(upkeep_notice_read(&c.work, &told));
    assert_int_equal(told.keys_since, r->work.today);
    assert_int_equal(told.disbelieved_at, 0);
    must(key_status(&c.work, c.keys, &report));
    for (size_t i = 0; i < report.count; i++)
        assert_true(report.at[i].due == (report.at[i].kind != KEY_FILE_PUBLIC));
    copy_close(&c);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_master_key_cut_off_anywhere),     CASE(a_key_of_look_ups_cut_off_anywhere),
        CASE(a_key_of_hints_cut_off_anywhere),   CASE(a_key_of_the_issuer_cut_off_anywhere),
        CASE(without_the_old_files_all_is_read), CASE(an_issuer_signs_when_devices_know_it),
        CASE(an_old_key_is_said_to_be_due),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
