/* fill DATADIR FILES CARDS: a register with that many files (a mother with a child, an order in force for a
 * year, invented; of the first 10 000, the case work too: an intake, a visit, a plan; of the first one 300
 * entries) and cards, DATADIR/cards.txt with the cards' texts, DATADIR/device.token of a bus device.
 * With two cards for each file the program's bulk issue makes all of them, otherwise they are issued one by
 * one. Says "registered N SECONDS" and "issued N SECONDS": the time in which cards were signed and stored,
 * commits included. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/card/card.h"
#include "domain/card/card_draft.h"
#include "domain/card/card_issue.h"
#include "domain/casework/case_work.h"
#include "domain/check/checker.h"
#include "domain/claim/rules.h"
#include "domain/file/case_note.h"
#include "domain/office/device.h"
#include "domain/office/municipality.h"
#include "domain/office/organisation.h"
#include "domain/order/order.h"
#include "domain/order/order_register.h"
#include "domain/outpost/collect.h"
#include "domain/upkeep/upgrade.h"
#include "domain/work/rows.h"
#include "store/checkpoint.h"
#include "store/db.h"
#include "vault/vault.h"

#define BATCH  1000
#define WORKED 10000 /* files with case work: more are nobody's to open within a year */
#define VISITS 120   /* of the first file, each with its result */
#define NOTES  57    /* and beside those: 300 entries with the three that every file has */

struct fill {
    struct keyring *keys;
    struct vault *vault;
    struct db *db;
    struct outpost *outpost;
    struct arena arena;
    struct work work;
    const char *dir;
    int64_t files, cards;
    int64_t *persons, *cases;
    FILE *texts;
};

static void must(err e, const char *what)
{
    if (e) {
        fprintf(stderr, "fill: %s: %s\n", what, err_name(e));
        exit(1);
    }
}

static char *path_in(const struct fill *f, const char *name)
{
    static char path[4096];

    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    return path;
}

static const char SQL_ASKING[] = "UPDATE legal_rule SET value = 2000000000 WHERE name LIKE 'device_%_checks'";

static void register_make(struct fill *f)
{
    static const char *const UNITS[] = {"Gjirokastër"};
    const struct municipality m = {.name = "Gjirokastër",
                                   .neutral_name = "Bashkia Gjirokastër",
                                   .card_title = "Kartë shërbimesh",
                                   .help_line = "",
                                   .base_uri = "https://karta.example.al"};
    CLEANUP(doorway_db_close) struct doorway_db *check = NULL;
    char secret[DEVICE_TOKEN_TEXT], token[CHECKER_TOKEN_TEXT];
    struct checker checker;
    struct doorway door;
    int64_t organisation, id;
    int applied;
    FILE *out;

    if (mkdir(f->dir, 0700) != 0)
        must(ERR_CONFLICT, "the directory stands already");
    must(keyring_create(path_in(f, "keys")), "keys");
    must(keyring_open(path_in(f, "keys"), KEYRING_ALL, NULL, NULL, &f->keys), "keys");
    must(vault_open(path_in(f, "keys.db"), DB_CREATE, f->keys, NULL, &f->vault), "key store");
    must(db_open(path_in(f, "besa.db"), DB_CREATE, 65536, &f->db), "database");
    f->work = (struct work){
        .db = f->db, .keys = f->keys, .vault = f->vault, .arena = &f->arena, .actor = {.name = "bench"}};
    f->work.now = clock_now(&(struct clock){0});
    f->work.today = instant_date(f->work.now);
    must(upgrade_apply(&f->work, &applied), "migrations");
    must(outpost_make(path_in(f, "check/check.db"), f->keys, f->vault, &f->outpost), "check.db");
    outpost_follow(f->outpost, f->db);
    must(municipality_create(&f->work, &m, UNITS, 1), "municipality");
    must(organisation_create(&f->work, ORGANISATION_TRANSPORT, "Linja 1", &organisation), "organisation");
    must(device_create(&f->work, organisation, "transport", "Autobusi 1", &id, secret), "device");
    must(doorway_db_open(path_in(f, "check/check.db"), DB_WRITE, 256, &check), "check.db");
    door = doorway_at(check, &f->work);
    must(checker_enrol(&door, secret, &checker, token), "enrolment");
    must(outpost_collect(f->outpost, &f->work), "enrolment");
    /* One device asks as fast as it can. */
    must(db_exec(f->db, SQL_ASKING, NO_BINDS), "limits");
    if (!(out = fopen(path_in(f, "device.token"), "w")) || fprintf(out, "%s\n", token) < 0 ||
        fclose(out) != 0)
        must(ERR_SYSTEM, "device.token");
}

/* As the keeper of a serving process does it once a second: the log of a million cards would be the slower to
 * read the longer it is. */
static void log_settle(struct fill *f)
{
    must(checkpoint_settle(path_in(f, "besa.db")), "log");
    must(checkpoint_settle(path_in(f, "check/check.db")), "log");
}

static void file_register(struct fill *f, int64_t i)
{
    /* Names are letters in their own order to the register: of one birth date most would be somebody else,
     * too. */
    const date day = (date)(i * 7919 % 15000);
    char surname[32], number[32];
    struct order_person persons[2] = {
        {.role = ROLE_PROTECTED,
         .who = {.first_name = "Elira",
                 .surname = surname,
                 .birth_date = date_make(1960, 1, 1) + day,
                 .sex = "F"}},
        {.role = ROLE_DEPENDANT,
         .who = {.first_name = "Klea", .surname = surname, .birth_date = date_make(2012, 1, 1) + day % 5000}},
    };
    struct order_new in = {.kind = ORDER_UM,
                           .issuer = "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër",
                           .number = number,
                           .decision_date = date_add_days(f->work.today, -30),
                           .start = DATE_NONE,
                           .end = date_add_days(f->work.today, 300),
                           .final_date = date_add_days(f->work.today, -10),
                           .received_on = DATE_NONE,
                           .hearing_on = DATE_NONE,
                           .unit = "Gjirokastër",
                           .persons = persons,
                           .persons_count = 2};
    int64_t order;
    static const char SQL_MOTHER[] =
        "SELECT min(person_id) FROM case_person WHERE case_id = :case AND role = 'protected'";

    snprintf(surname, sizeof surname, "Prova%lld", (long long)i);
    snprintf(number, sizeof number, "%lld/2026", (long long)i + 1);
    must(order_register(&f->work, &in, &order, &f->cases[i]), "order");
    must(db_int(f->db, SQL_MOTHER, BINDS(INT(":case", f->cases[i])), &f->persons[i]), "person");
}

static int64_t work_say(struct fill *f, int64_t file, const struct case_work_new *in)
{
    int64_t id;

    must(case_work_record(&f->work, file, in, &id), "case work");
    return id;
}

#define SAYS(...)                                                                                            \
    .said = (struct said_pair[]){__VA_ARGS__},                                                               \
    .said_count = sizeof((struct said_pair[]){__VA_ARGS__}) / sizeof(struct said_pair)

static int64_t visit_plan(struct fill *f, int64_t file, date on)
{
    return work_say(f, file,
                    &(struct case_work_new){.kind = RECORD_VISIT,
                                            .on = on,
                                            .due = DATE_NONE,
                                            SAYS({"safe", "yes"}, {"by", "A. Koordinatore"},
                                                 {"why", "Si shkon plani, dhe a ka nevojë për gjë."})});
}

static void visit_make(struct fill *f, int64_t file, date on)
{
    const int64_t visit = visit_plan(f, file, on);

    work_say(f, file,
             &(struct case_work_new){.kind = RECORD_VISIT_RESULT,
                                     .on = on,
                                     .due = DATE_NONE,
                                     .answers = visit,
                                     SAYS({"done", "done"}, {"by", "A. Koordinatore"},
                                          {"found", "Fëmijët shkojnë rregullisht në shkollë. "
                                                    "Kërkon ndihmë për kurs."})});
}

/* Every tenth visit is still to be made, within the next two weeks; the first file has many behind it. */
static void file_work(struct fill *f, int64_t i)
{
    const int64_t file = f->cases[i];
    int64_t id;

    work_say(f, file,
             &(struct case_work_new){.kind = RECORD_INTAKE,
                                     .on = DATE_NONE,
                                     .due = DATE_NONE,
                                     SAYS({"came_through", "police"}, {"violence", "physical economic"},
                                          {"children", "yes"}, {"told", "E goditi para fëmijëve."})});
    work_say(f, file,
             &(struct case_work_new){
                 .kind = RECORD_PLAN,
                 .on = DATE_NONE,
                 .due = date_add_days(f->work.today, (int)(20 + i % 60)),
                 SAYS({"wish", "Të rrijë në shtëpi me fëmijët."}, {"safety", "E di kë merr në telefon."})});
    if (i % 10 == 0)
        visit_plan(f, file, date_add_days(f->work.today, (int)(i / 10 % 14)));
    else
        visit_make(f, file, f->work.today);
    for (int n = 0; i == 0 && n < VISITS; n++)
        visit_make(f, file, date_add_days(f->work.today, -n));
    for (int n = 0; i == 0 && n < NOTES; n++)
        must(case_note_add(&f->work, file, "Folëm në telefon; vjen të martën.", &id), "note");
}

static void files_work(struct fill *f)
{
    for (int64_t i = 0; i < f->files && i < WORKED; i++) {
        file_work(f, i);
        arena_reset(&f->arena);
        if (i % BATCH == BATCH - 1)
            log_settle(f);
    }
}

static void files_register(struct fill *f)
{
    for (int64_t i = 0; i < f->files;) {
        struct tx tx = {0};

        must(tx_begin(&tx, f->db), "transaction");
        for (int64_t n = 0; n < BATCH && i < f->files; n++, i++) {
            file_register(f, i);
            arena_reset(&f->arena);
            f->work.warning_count = 0;
        }
        must(tx_commit(&tx), "commit");
        log_settle(f);
    }
}

/* What a bulk issue does, once for each batch: rules read, cards signed and stored, committed. Afterwards the
 * texts are noted, outside the measured time. */
static int64_t batch_issue(struct fill *f, int64_t first, int64_t count)
{
    static char numbers[BATCH][CARD_NUMBER_TEXT];
    int64_t begun = clock_ticks(), ended, id;
    struct issue issue = {0};
    struct tx tx = {0};

    must(tx_begin(&tx, f->db), "transaction");
    must(rules_load(&f->work, &issue.rules), "rules");
    for (int64_t n = 0; n < count; n++) {
        const int64_t file = (first + n) % f->files;
        const struct card_new in = {.case_id = f->cases[file],
                                    .person = f->persons[file],
                                    .services = SERVICE_TRANSPORT | SERVICE_DOCUMENTS};

        issue.case_id = in.case_id;
        must(issue_card(&f->work, &issue, &in, false, numbers[n], &id), "card");
    }
    must(tx_commit(&tx), "commit");
    ended = clock_ticks();
    for (int64_t n = 0; n < count; n++) {
        struct card card;

        arena_reset(&f->arena);
        must(card_find(&f->work, numbers[n], true, &card), "card");
        fprintf(f->texts, "%s\n", card.text);
    }
    arena_reset(&f->arena);
    log_settle(f);
    return ended - begun;
}

struct issued {
    int64_t id;
    const char *text;
};
static const char SQL_TEXTS[] = "SELECT id, token_sealed FROM card ORDER BY id";
static const struct column TEXT_COLUMNS[] = {
    COLUMN_INT(struct issued, id),
    COLUMN_SEALED_AS(struct issued, text, "card", id, "token_sealed", "token"),
};

/* The texts come afterwards, outside the measured time. */
static int64_t missing_issue(struct fill *f)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    int64_t begun = clock_ticks(), ended;
    struct issued card;
    size_t count;
    bool row;

    must(card_issue_missing(&f->work, SERVICE_TRANSPORT | SERVICE_DOCUMENTS, NULL, NULL, &count), "cards");
    ended = clock_ticks();
    must((int64_t)count == f->cards ? OK : ERR_CORRUPT, "not everybody has a card");
    must(db_query(f->db, SQL_TEXTS, NO_BINDS, &s), "cards");
    for (;;) {
        arena_reset(&f->arena);
        must(row_next(&f->work, s, COLUMNS(TEXT_COLUMNS), &card, &row), "card");
        if (!row)
            break;
        fprintf(f->texts, "%s\n", card.text);
    }
    return ended - begun;
}

static double cards_issue(struct fill *f)
{
    int64_t spent = 0;

    if (!(f->texts = fopen(path_in(f, "cards.txt"), "w")))
        must(ERR_SYSTEM, "cards.txt");
    if (f->cards == 2 * f->files)
        spent = missing_issue(f);
    else
        for (int64_t i = 0; i < f->cards; i += BATCH)
            spent += batch_issue(f, i, f->cards - i < BATCH ? f->cards - i : BATCH);
    if (fclose(f->texts) != 0)
        must(ERR_SYSTEM, "cards.txt");
    return (double)spent / 1e9;
}

int main(int argc, char **argv)
{
    struct fill f = {0};
    int64_t begun;

    if (argc != 4 || (f.files = atoll(argv[2])) < 1 || (f.cards = atoll(argv[3])) < 1) {
        fprintf(stderr, "usage: fill DATADIR FILES CARDS\n");
        return 64;
    }
    clock_zone_set();
    f.dir = argv[1];
    f.persons = calloc((size_t)f.files, sizeof *f.persons);
    f.cases = calloc((size_t)f.files, sizeof *f.cases);
    if (!f.persons || !f.cases)
        must(ERR_SYSTEM, "memory");
    register_make(&f);
    begun = clock_ticks();
    files_register(&f);
    printf("registered %lld %.3f\n", (long long)f.files, (double)(clock_ticks() - begun) / 1e9);
    printf("issued %lld %.3f\n", (long long)f.cards, cards_issue(&f));
    files_work(&f);
    db_close(&f.db);
    vault_close(&f.vault);
    log_settle(&f);
    keyring_free(&f.keys);
    arena_free(&f.arena);
    free(f.persons);
    free(f.cases);
    return 0;
}
