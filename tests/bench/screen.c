/* screen DATADIR WHAT…: how long the server's part of a screen takes, everything but the wire: "screen WHAT
 * MS", the median of its rounds in milliseconds. WHAT is "today", "series" (figures of a year, month by
 * month), "budget" (of the next year), or "search:" and words ("search:" alone asks for the newest files). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/file/case_search.h"
#include "domain/payment/budget.h"
#include "domain/statistics/series.h"
#include "domain/task/task.h"
#include "store/db.h"
#include "vault/vault.h"

#define ROUNDS 11

static void must(err e, const char *what)
{
    if (e) {
        fprintf(stderr, "screen: %s: %s\n", what, err_name(e));
        exit(1);
    }
}

static double milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void open_once(struct work *w, const char *what)
{
    struct case_filter f = {.limit = 50};
    struct case_line *lines;
    struct task_day day;
    struct series series;
    struct budget budget;
    size_t count;

    if (!strcmp(what, "today")) {
        must(task_list(w, &(struct task_filter){.limit = 50}, &day), "tasks");
        return;
    }
    if (!strcmp(what, "series")) {
        must(series_count(w, DATE_NONE, DATE_NONE, &series), "series");
        return;
    }
    if (!strcmp(what, "budget")) {
        must(budget_read(w, date_year(w->today) + 1, &budget), "budget");
        return;
    }
    if (strncmp(what, "search:", 7) != 0)
        must(ERR_INPUT, what);
    f.q = what + 7;
    must(case_search(w, &f, &lines, &count), "search");
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void screen_time(struct work *w, const char *what)
{
    double took[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        double began = milliseconds();

        arena_reset(w->arena);
        open_once(w, what);
        took[i] = milliseconds() - began;
    }
    qsort(took, ROUNDS, sizeof *took, by_size);
    printf("screen %s %.1f\n", what, took[ROUNDS / 2]);
}

int main(int argc, char **argv)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    CLEANUP(vault_close) struct vault *vault = NULL;
    CLEANUP(arena_free) struct arena arena = {0};
    CLEANUP(db_close) struct db *db = NULL;
    struct work w = {.arena = &arena, .actor = {.name = "bench"}};
    char path[4096];

    if (argc < 3) {
        fprintf(stderr, "usage: screen DATADIR WHAT...\n");
        return 64;
    }
    clock_zone_set();
    snprintf(path, sizeof path, "%s/keys", argv[1]);
    must(keyring_open(path, KEYRING_ALL, NULL, NULL, &keys), "keys");
    snprintf(path, sizeof path, "%s/keys.db", argv[1]);
    must(vault_open(path, DB_WRITE, keys, NULL, &vault), "key store");
    snprintf(path, sizeof path, "%s/besa.db", argv[1]);
    must(db_open(path, DB_WRITE, 65536, &db), "database");
    w.db = db;
    w.keys = keys;
    w.vault = vault;
    w.now = clock_now(&(struct clock){0});
    w.today = instant_date(w.now);
    for (int i = 2; i < argc; i++)
        screen_time(&w, argv[i]);
    return 0;
}
