/* pay DATADIR: in a register as `fill` makes it, every protected person has a granted application; the run of
 * this month is prepared, prepared again, approved. Says "prepared LINES SECONDS" (the slower of the two) and
 * "approved LINES SECONDS". Leaves the approved run in the register. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/instant.h"
#include "base/month.h"
#include "domain/payment/payment.h"
#include "store/db.h"
#include "store/migration.h"

static const char SQL_APPLIED[] =
    "INSERT INTO application (id, person_id, filed_on, recorded_at) "
    "SELECT person_id, person_id, strftime('%Y-%m-01', 'now'), 1 FROM case_person WHERE role = 'protected'";
static const char SQL_GRANTED[] =
    "INSERT INTO application_decision (id, application_id, decision, decided_on, recorded_at) "
    "SELECT id, id, 'granted', filed_on, 1 FROM application";
static const char SQL_ACCOUNTS[] =
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
    "(9001, 'aid', 'Aid Officer', 'aid_officer', '!', 1), (9002, 'director', 'Director', 'director', '!', 1)";
static const char SQL_LINES[] = "SELECT count(*) FROM payment_line";

static void must(err e, const char *what)
{
    if (e) {
        fprintf(stderr, "pay: %s: %s\n", what, err_name(e));
        exit(1);
    }
}

static double seconds_since(int64_t begun)
{
    return (double)(clock_ticks() - begun) / 1e9;
}

static double prepare(struct work *w, int64_t *ret_run)
{
    int64_t begun = clock_ticks();

    w->actor = (struct actor){.account = 9001, .roles = R_AID_OFFICER, .name = "aid"};
    must(payment_prepare(w, month_first(w->today), ret_run), "prepare");
    return seconds_since(begun);
}

int main(int argc, char **argv)
{
    CLEANUP(arena_free) struct arena arena = {0};
    CLEANUP(db_close) struct db *db = NULL;
    struct work w = {.arena = &arena};
    int64_t run = 0, lines = 0, begun;
    double first, again;
    char path[4096];
    int applied;

    if (argc != 2)
        return 64;
    clock_zone_set();
    snprintf(path, sizeof path, "%s/besa.db", argv[1]);
    must(db_open(path, DB_WRITE, 8192, &db), "database");
    must(migration_apply(db, MIGRATIONS_REGISTER, NULL, NULL, &applied), "migrations");
    must(db_exec(db, SQL_APPLIED, NO_BINDS), "applications");
    must(db_exec(db, SQL_GRANTED, NO_BINDS), "decisions");
    must(db_exec(db, SQL_ACCOUNTS, NO_BINDS), "accounts");
    w.db = db;
    w.now = clock_now(&(struct clock){0});
    w.today = instant_date(w.now);
    first = prepare(&w, &run);
    again = prepare(&w, &run);
    must(db_int(db, SQL_LINES, NO_BINDS, &lines), "lines");
    printf("prepared %lld %.3f\n", (long long)lines, first > again ? first : again);
    begun = clock_ticks();
    w.actor = (struct actor){.account = 9002, .roles = R_DIRECTOR, .name = "director"};
    must(payment_approve(&w, run), "approve");
    printf("approved %lld %.3f\n", (long long)lines, seconds_since(begun));
    return 0;
}
