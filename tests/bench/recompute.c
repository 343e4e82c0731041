/* recompute DATADIR: all entitlements of all persons of all files, from the acts and rules as they stand.
 * Says "recomputed FILES SECONDS". */
#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "store/db.h"

static const char SQL_FILES[] = "SELECT count(*) FROM case_file";
static const char SQL_PERSONS[] = "SELECT DISTINCT person_id FROM case_person WHERE role <> 'respondent'";

static err person_compute(struct work *w, const struct rules *rules, int64_t person, size_t *spans_total)
{
    struct entitlement *spans;
    struct claim claim;
    size_t count;
    err e;

    if ((e = claim_load(w, person, rules, &claim)))
        return e;
    for (size_t i = 0; i < SV_COUNT; i++) {
        if ((e = entitlement_spans(&claim, rules->benefits, rules->benefit_count, SERVICES[i], w->arena,
                                   &spans, &count)))
            return e;
        *spans_total += count;
    }
    return OK;
}

static err all_compute(struct work *w, size_t *spans_total)
{
    CLEANUP(arena_free) struct arena kept = {0};
    CLEANUP(arena_free) struct arena passing = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct rules rules;
    bool row;
    err e;

    w->arena = &kept;
    if ((e = rules_load(w, &rules)) || (e = db_query(w->db, SQL_PERSONS, NO_BINDS, &s)))
        return e;
    w->arena = &passing;
    while (!(e = stmt_step(s, &row)) && row) {
        if ((e = person_compute(w, &rules, stmt_int(s, 0), spans_total)))
            return e;
        arena_reset(&passing);
    }
    return e;
}

int main(int argc, char **argv)
{
    CLEANUP(db_close) struct db *db = NULL;
    CLEANUP(tx_end) struct tx tx = {0};
    struct work w = {0};
    int64_t files = 0, begun;
    size_t spans = 0;
    char path[4096];
    err e;

    if (argc != 2)
        return 64;
    clock_zone_set();
    snprintf(path, sizeof path, "%s/besa.db", argv[1]);
    if ((e = db_open(path, DB_READ, 16384, &db)) || (e = tx_begin_read(&tx, db)) ||
        (e = db_int(db, SQL_FILES, NO_BINDS, &files))) {
        fprintf(stderr, "recompute: %s\n", err_name(e));
        return 1;
    }
    w.db = db;
    begun = clock_ticks();
    if ((e = all_compute(&w, &spans)) || spans == 0) {
        fprintf(stderr, "recompute: %s, %zu spans\n", err_name(e), spans);
        return 1;
    }
    printf("recomputed %lld %.3f\n", (long long)files, (double)(clock_ticks() - begun) / 1e9);
    return 0;
}
