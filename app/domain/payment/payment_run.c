/* What people see of a run: its sums, and how it differs from the month before. */
#include "domain/payment/payment_run.h"

#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_BEFORE[] =
    "SELECT id, month FROM payment_run WHERE state = 'approved' AND month < :month "
    "ORDER BY month DESC LIMIT 1";

err payment_run_before(struct work *w, date month, int64_t *ret_run, date *ret_month)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_BEFORE, BINDS(DATE(":month", month)), &s)) || (e = stmt_step(s, &row)))
        return e;
    *ret_run = row ? stmt_int(s, 0) : 0;
    *ret_month = row ? stmt_date(s, 1) : DATE_NONE;
    return OK;
}

#define OF_MONTH "kind = 'payment' AND month = :month"
#define ARREARS  "kind = 'payment' AND month < :month"
#define TAKEN    "kind = 'reversal'"
#define SUM_OF(what)                                                                                         \
    "count(CASE WHEN " what " THEN 1 END), coalesce(sum(CASE WHEN " what " THEN amount END), 0)"
static const char SQL_SUMS[] = "SELECT " SUM_OF(OF_MONTH) ", " SUM_OF(ARREARS) ", " SUM_OF(
    TAKEN) ", "
           "(SELECT count(*) FROM payment_reason WHERE run_id = :run) "
           "FROM payment_line WHERE run_id = :run";

static err sums_read(struct work *w, struct payment_run *r)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_SUMS, BINDS(INT(":run", r->id), DATE(":month", r->month)), &s)) ||
        (e = stmt_step(s, &row)))
        return e;
    r->month_paid = (struct payment_sum){stmt_int(s, 0), stmt_int(s, 1)};
    r->arrears = (struct payment_sum){stmt_int(s, 2), stmt_int(s, 3)};
    r->reversals = (struct payment_sum){stmt_int(s, 4), stmt_int(s, 5)};
    r->unpaid = stmt_int(s, 6);
    return OK;
}

static const char SQL_DIFFER[] =
    "SELECT count(CASE WHEN b.n IS NULL THEN 1 END), count(CASE WHEN b.amount <> l.amount THEN 1 END), "
    "(SELECT count(*) FROM payment_line g WHERE g.run_id = :before AND g.month = :month_before AND "
    "g.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM payment_line h WHERE h.run_id = :run AND "
    "h.person_id = g.person_id AND h.month = :month AND h.kind = 'payment')) "
    "FROM payment_line l LEFT JOIN payment_line b ON b.run_id = :before AND b.person_id = l.person_id AND "
    "b.month = :month_before AND b.kind = 'payment' "
    "WHERE l.run_id = :run AND l.month = :month AND l.kind = 'payment'";

static err differences_read(struct work *w, struct payment_run *r)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    int64_t before;
    bool row;
    err e;

    if ((e = payment_run_before(w, r->month, &before, &r->before)) ||
        (e = db_query(w->db, SQL_DIFFER,
                      BINDS(INT(":run", r->id), DATE(":month", r->month), INT(":before", before),
                            DATE(":month_before", r->before)),
                      &s)) ||
        (e = stmt_step(s, &row)))
        return e;
    r->began = stmt_int(s, 0);
    r->changed = stmt_int(s, 1);
    r->ended = stmt_int(s, 2);
    return OK;
}

static const char SQL_RUNS[] =
    "SELECT r.id, r.month, r.state = 'approved', p.full_name, a.full_name, r.prepared_by, r.prepared_at, "
    "r.approved_at, r.digest FROM payment_run r JOIN account p ON p.id = r.prepared_by "
    "LEFT JOIN account a ON a.id = r.approved_by WHERE :id = 0 OR r.id = :id ORDER BY r.month DESC";

static err run_fill(struct work *w, struct stmt *s, void *row)
{
    struct payment_run *r = row;
    const void *digest;
    size_t size;
    err e;

    r->id = stmt_int(s, 0);
    r->month = stmt_date(s, 1);
    r->approved = stmt_int(s, 2) != 0;
    r->prepared_by = stmt_text_in(s, 3, w->arena);
    r->approved_by = stmt_text_in(s, 4, w->arena);
    r->preparer = stmt_int(s, 5);
    r->prepared_at = stmt_int(s, 6);
    r->approved_at = stmt_int(s, 7);
    digest = stmt_blob(s, 8, &size);
    if (size != DIGEST_SIZE)
        return ERR_CORRUPT;
    memcpy(r->digest, digest, DIGEST_SIZE);
    return (e = sums_read(w, r)) ? e : differences_read(w, r);
}

err payment_run_list(struct work *w, struct payment_run **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_RUNS, BINDS(INT(":id", 0)), sizeof **ret, run_fill, ret, ret_count);
}

err payment_run_read(struct work *w, int64_t run, struct payment_run *ret)
{
    struct payment_run *runs;
    size_t count = 0;
    err e;

    if (run && (e = rows_fill(w, SQL_RUNS, BINDS(INT(":id", run)), sizeof *runs, run_fill, &runs, &count)))
        return e;
    if (!count)
        return refuse(w, ERR_ABSENT, "no_such_run", "", "no such run");
    *ret = runs[0];
    return OK;
}
