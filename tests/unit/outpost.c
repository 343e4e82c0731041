/* check.db is told what the register commits, and never believed: whatever happened to it, afterwards it says
 * what the register says. 2026-03-10 is today. */
#include "domain/outpost/outpost.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "domain/card/card_end.h"
#include "domain/office/organisation.h"
#include "domain/upkeep/upkeep_notice.h"
#include "store/follow.h"
#include "support/holder.h"
#include "support/told.h"

#define TODAY (r->work.today)

static struct card card_of(struct test_register *r, struct holder *h)
{
    struct card c;

    holder_make(r, TODAY - 10, TODAY + 100, h);
    holder_card(r, h, BUS_AND_DESK, &c);
    return c;
}

static void what_is_committed_is_told_at_once(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = card_of(r, &h);

    assert_int_equal(told_int(r, "SELECT count(*) FROM card_service"), 3);
    assert_int_equal(told_int(r, "SELECT max(revoked) FROM card_service"), 0);
    must(card_revoke(&r->work, c.number, CARD_LOST));
    assert_int_equal(told_int(r, "SELECT min(revoked) FROM card_service"), 1);
    holder_enrol(r, &h, "Kopshti");
    assert_int_equal(told_int(r, "SELECT count(*) FROM kindergarten_child"), 1);
    assert_true(told_whole(r));
}

static void what_is_undone_is_not_told(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = card_of(r, &h);
    struct tx tx = {0};

    must(tx_begin(&tx, r->db));
    must(card_revoke(&r->work, c.number, CARD_LOST));
    tx_end(&tx);
    assert_int_equal(told_int(r, "SELECT max(revoked) FROM card_service"), 0);
    assert_true(told_whole(r));
}

/* No number of a person, a card or a file stands there. */
static void rows_carry_no_number_of_the_register(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    card_of(r, &h);
    holder_enrol(r, &h, "Kopshti");
    assert_true(told_int(r, "SELECT min(card_ref) FROM card_service") > 1000000);
    assert_true(told_int(r, "SELECT min(child_ref) FROM kindergarten_child") > 1000000);
    assert_int_equal(
        told_int(r, "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%person%' OR sql LIKE '%case_%' "
                    "OR sql LIKE '%session%' OR sql LIKE '%account%' OR sql LIKE '%order_%'"),
        0);
}

/* ---- a crash between the two commits */
static void die(struct db *db, void *context)
{
    (void)db;
    (void)context;
    kill(getpid(), SIGKILL);
}

/* In a process of its own, which ends in the moment between the commit of the register and that of check.db.
 */
static void act_and_die(struct test_register *r, const struct card *c, int round)
{
    CLEANUP(db_close) struct db *mine = NULL;
    struct work w = r->work;
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (!child) {
        int64_t id;
        char name[40];

        if (db_open(r->database, DB_WRITE, 256, &mine))
            _exit(1);
        w.db = mine;
        db_follow(mine, die, NULL);
        snprintf(name, sizeof name, "Linja %d", round);
        (void)(c ? card_revoke(&w, c->number, CARD_LOST) == OK
                 : organisation_create(&w, ORGANISATION_TRANSPORT, name, &id) == OK);
        _exit(2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void a_crash_between_the_two_commits_loses_no_revocation(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = card_of(r, &h);

    for (int round = 0; round < 50; round++) {
        int64_t revoked = told_int(r, "SELECT count(*) FROM card_service WHERE revoked = 1 AND service = ''");

        act_and_die(r, round % 3 ? &c : NULL, round);
        /* Committed there, not here. */
        assert_int_equal(told_int(r, "SELECT count(*) FROM card_service WHERE revoked = 1 AND service = ''"),
                         revoked);
        /* As the next start does. */
        must(outpost_tell(r->outpost, r->db));
        assert_int_equal(told_int(r, "SELECT count(*) FROM card_service WHERE revoked = 1 AND service = ''"),
                         revoked + (round % 3 != 0));
        assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE revoked_at IS NOT NULL"),
                         revoked + (round % 3 != 0));
        assert_true(told_whole(r));
        holder_card(r, &h, BUS_AND_DESK, &c);
    }
}

/* ---- somebody holds it */
static void who_holds_it_keeps_nobody_from_recording(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = card_of(r, &h);
    CLEANUP(db_close) struct db *thief = NULL;
    CLEANUP(tx_end) struct tx tx = {0};

    must(db_open(r->check, DB_WRITE, 256, &thief));
    must(tx_begin(&tx, thief));
    must(card_revoke(&r->work, c.number, CARD_LOST));
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE revoked_at IS NOT NULL"), 1);
    must_fail(outpost_tell(r->outpost, r->db), ERR_BUSY);
    tx_end(&tx);
    outpost_catch_up(r->outpost, r->db);
    assert_int_equal(told_int(r, "SELECT min(revoked) FROM card_service"), 1);
    assert_true(told_whole(r));
}

/* ---- a bad file */
static void a_copy_of_another_day_is_told_anew(void **state)
{
    struct test_register *r = *state;
    CLEANUP(db_close) struct db *db = NULL;
    char old[128];
    struct holder h;
    struct card c = card_of(r, &h);

    snprintf(old, sizeof old, "%s/old.db", r->dir);
    must(db_open(r->check, DB_WRITE, 256, &db));
    must(db_copy(db, old));
    db_close(&db);
    must(card_revoke(&r->work, c.number, CARD_LOST));
    must(outpost_tidy(r->outpost, r->db));
    assert_int_equal(rename(old, r->check), 0);
    must(outpost_tell(r->outpost, r->db));
    assert_int_equal(told_int(r, "SELECT min(revoked) FROM card_service"), 1);
    assert_true(told_whole(r));
}

static void one_that_is_ahead_is_told_anew(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    card_of(r, &h);
    told_script(r, "UPDATE mark SET turn = turn + 1000; UPDATE card_service SET until_day = '2099-01-01'");
    must(outpost_tell(r->outpost, r->db));
    assert_true(told_whole(r));
}

static void one_of_another_register_is_emptied(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    card_of(r, &h);
    told_script(r, "UPDATE mark SET file = x'00112233445566778899aabbccddeeff'; "
                   "INSERT INTO check_count VALUES ('2026-03-10', 1, 'transport', 'ok', 5)");
    must(outpost_tell(r->outpost, r->db));
    assert_int_equal(told_int(r, "SELECT count(*) FROM check_count"), 0);
    assert_true(told_whole(r));
}

static void a_newer_one_is_set_aside(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    char aside[128];
    struct stat st;

    card_of(r, &h);
    told_script(r, "INSERT INTO migration (number, name) VALUES (99, '099_later')");
    outpost_free(&r->outpost);
    must(outpost_make(r->check, r->keys, r->vault, &r->outpost));
    outpost_follow(r->outpost, r->db);
    must(outpost_tell(r->outpost, r->db));
    snprintf(aside, sizeof aside, "%s.refused", r->check);
    assert_int_equal(stat(aside, &st), 0);
    assert_true(told_whole(r));
}

static void spoil(const char *path, long size)
{
    FILE *f = fopen(path, "r+");

    assert_non_null(f);
    for (long i = 0; i < size; i++)
        fputc('x', f);
    assert_int_equal(fclose(f), 0);
}

static void a_damaged_one_is_set_aside(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    card_of(r, &h);
    spoil(r->check, 200);
    outpost_free(&r->outpost);
    must(outpost_make(r->check, r->keys, r->vault, &r->outpost));
    outpost_follow(r->outpost, r->db);
    must(outpost_tell(r->outpost, r->db));
    assert_true(told_whole(r));
}

/* Wherever it was cut off, with its log or without. */
static void a_cut_one_is_told_anew(void **state)
{
    static const long SIZES[] = {0, 50, 5000, 9000};
    struct test_register *r = *state;
    struct holder h;

    card_of(r, &h);
    for (size_t i = 0; i < 2 * sizeof SIZES / sizeof SIZES[0]; i++) {
        char log[128];

        outpost_free(&r->outpost);
        assert_int_equal(truncate(r->check, SIZES[i / 2]), 0);
        snprintf(log, sizeof log, "%s-wal", r->check);
        if (i % 2)
            (void)unlink(log);
        must(outpost_make(r->check, r->keys, r->vault, &r->outpost));
        outpost_follow(r->outpost, r->db);
        must(outpost_tell(r->outpost, r->db));
        assert_true(told_whole(r));
    }
}

static void one_that_is_gone_is_made_again(void **state)
{
    struct test_register *r = *state;
    char log[128], index[128];
    struct holder h;
    struct card c = card_of(r, &h);

    snprintf(log, sizeof log, "%s-wal", r->check);
    snprintf(index, sizeof index, "%s-shm", r->check);
    assert_int_equal(unlink(r->check), 0);
    (void)unlink(log);
    (void)unlink(index);
    must(card_revoke(&r->work, c.number, CARD_LOST));
    assert_int_equal(told_int(r, "SELECT min(revoked) FROM card_service"), 1);
    assert_true(told_whole(r));
}

/* A link in its place would have the program write over whatever it leads to. */
static void a_link_is_not_followed(void **state)
{
    static const char *const TAILS[] = {"", "-wal"};
    struct test_register *r = *state;
    char path[128], before[DIGEST_SIZE], after[DIGEST_SIZE];
    int64_t size;

    for (size_t i = 0; i < 2; i++) {
        CLEANUP(outpost_free) struct outpost *o = NULL;
        char prey[128];

        snprintf(prey, sizeof prey, "%s/prey", r->dir);
        spoil((fclose(fopen(prey, "w")), prey), 9000);
        must(digest_file(prey, (uint8_t *)before, &size));
        snprintf(path, sizeof path, "%s%s", r->check, TAILS[i]);
        (void)unlink(path);
        assert_int_equal(symlink(prey, path), 0);
        must(outpost_make(r->check, r->keys, r->vault, &o));
        must_fail(outpost_tell(o, r->db), ERR_DENIED);
        must(digest_file(prey, (uint8_t *)after, &size));
        assert_memory_equal(before, after, DIGEST_SIZE);
        assert_int_equal(unlink(path), 0);
        must(outpost_tell(o, r->db));
    }
}

/* Rows that somebody put there by hand end with the day. */
static void rows_put_there_by_hand_go(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = card_of(r, &h);

    must(card_revoke(&r->work, c.number, CARD_LOST));
    told_script(
        r, "UPDATE card_service SET revoked = 0; "
           "INSERT INTO device (id, organisation_id, service, name, token_hash, revoked) VALUES (77, 1, "
           "'transport', 'x', x'01', 0); "
           "INSERT INTO card_service VALUES (x'ab', '', '2026-01-01', NULL, '2099-01-01', 0, 5, NULL, NULL)");
    assert_false(told_whole(r));
    must(outpost_tell_all(r->outpost, r->db));
    assert_true(told_whole(r));
}

static void what_is_not_believed_is_told_for_a_week(void **state)
{
    struct test_register *r = *state;
    struct upkeep_notice told;

    told_script(r, "INSERT INTO check_count VALUES ('2026-03-10', 1, 'transport', 'ok', -5)");
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.disbelieved_at, 0);
    register_collect(r);
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.disbelieved_at, r->work.now);
    assert_int_equal(told.keys_since, DATE_NONE);
    register_at(r, r->work.now + UPKEEP_NOTICE_SECONDS);
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.disbelieved_at, 0);
}

/* Not even a trigger that somebody made there runs when the register writes. */
static void no_trigger_of_that_file_runs(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    told_script(r, "CREATE TRIGGER mine BEFORE INSERT ON card_service BEGIN SELECT RAISE(IGNORE); END");
    card_of(r, &h);
    assert_int_equal(told_int(r, "SELECT count(*) FROM card_service"), 3);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(what_is_committed_is_told_at_once),
        CASE(what_is_undone_is_not_told),
        CASE(rows_carry_no_number_of_the_register),
        CASE(a_crash_between_the_two_commits_loses_no_revocation),
        CASE(who_holds_it_keeps_nobody_from_recording),
        CASE(a_copy_of_another_day_is_told_anew),
        CASE(one_that_is_ahead_is_told_anew),
        CASE(one_of_another_register_is_emptied),
        CASE(a_newer_one_is_set_aside),
        CASE(a_damaged_one_is_set_aside),
        CASE(a_cut_one_is_told_anew),
        CASE(one_that_is_gone_is_made_again),
        CASE(a_link_is_not_followed),
        CASE(rows_put_there_by_hand_go),
        CASE(what_is_not_believed_is_told_for_a_week),
        CASE(no_trigger_of_that_file_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
