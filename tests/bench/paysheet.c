/* paysheet DATADIR KEYDIR: in a register in which `pay` left an approved run, the list that the run is paid
 * by, as a spreadsheet. Says "written LINES SECONDS KIB", the last the most memory that the program ever had.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/payment/payment_paper.h"
#include "store/db.h"
#include "store/migration.h"
#include "vault/vault.h"

static const char SQL_RUN[] =
    "SELECT id FROM payment_run WHERE state = 'approved' ORDER BY month DESC LIMIT 1";
static const char SQL_LINES[] = "SELECT count(*) FROM payment_line WHERE run_id = :run";
static const char SQL_OFFICE[] =
    "INSERT INTO municipality (id, name, neutral_name, card_title, help_line, base_uri, created_at) VALUES "
    "(1, 'Provë', 'Bashkia Provë', 'Kartë', '', 'https://karta.example.al', 1) ON CONFLICT (id) DO NOTHING";

static void must(err e, const char *what)
{
    if (e) {
        fprintf(stderr, "paysheet: %s: %s\n", what, err_name(e));
        exit(1);
    }
}

static long peak_kib(void)
{
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;

    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "VmHWM:", 6))
            kib = strtol(line + 6, NULL, 10);
    if (f)
        fclose(f);
    return kib;
}

int main(int argc, char **argv)
{
    CLEANUP(arena_free) struct arena arena = {0};
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    CLEANUP(vault_close) struct vault *vault = NULL;
    CLEANUP(db_close) struct db *db = NULL;
    CLEANUP(buf_free) struct buf sheet = {0};
    struct work w = {.arena = &arena, .actor = {.account = 9002, .roles = R_DIRECTOR, .name = "director"}};
    int64_t run = 0, lines = 0, begun;
    char path[4096];
    int applied;

    if (argc != 3)
        return 64;
    clock_zone_set();
    snprintf(path, sizeof path, "%s/besa.db", argv[1]);
    must(db_open(path, DB_WRITE, 8192, &db), "database");
    must(migration_apply(db, MIGRATIONS_REGISTER, NULL, NULL, &applied), "migrations");
    must(keyring_open(argv[2], KEYRING_ALL, NULL, NULL, &keys), "keys");
    snprintf(path, sizeof path, "%s/keys.db", argv[1]);
    must(vault_open(path, DB_WRITE, keys, NULL, &vault), "key store");
    must(db_exec(db, SQL_OFFICE, NO_BINDS), "municipality");
    must(db_int(db, SQL_RUN, NO_BINDS, &run), "run");
    must(db_int(db, SQL_LINES, BINDS(INT(":run", run)), &lines), "lines");
    w.db = db;
    w.keys = keys;
    w.vault = vault;
    w.now = clock_now(&(struct clock){0});
    w.today = instant_date(w.now);
    begun = clock_ticks();
    must(payment_paper_xlsx(&w, run, &sheet), "sheet");
    printf("written %" PRId64 " %.3f %ld\n", lines, (double)(clock_ticks() - begun) / 1e9, peak_kib());
    return sheet.len ? 0 : 1;
}
