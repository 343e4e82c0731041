/* The log is the measure: everything that was done or read stands in it, so what is in it and not in the copy
 * is what will be gone. */
#include "domain/upkeep/loss.h"

#include <string.h>

#include "crypto/digest.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct head {
    int64_t id, at;
    uint8_t hash[DIGEST_SIZE];
};
static const struct column HEAD_COLUMNS[] = {
    COLUMN_INT(struct head, id),
    COLUMN_INT(struct head, at),
    COLUMN_BLOB(struct head, hash),
};
static const char SQL_FIRST[] = "SELECT id, at, hash FROM audit ORDER BY id LIMIT 1";
static const char SQL_LAST[] = "SELECT id, at, hash FROM audit ORDER BY id DESC LIMIT 1";
static const char SQL_AT[] = "SELECT id, at, hash FROM audit WHERE id = :id";

/* One that is not there is all zeros. */
static err head_read(struct work *w, const char *sql, const struct bind *binds, struct head *ret)
{
    err e;

    *ret = (struct head){0};
    e = row_read(w, sql, binds, COLUMNS(HEAD_COLUMNS), ret);
    return e == ERR_ABSENT ? OK : e;
}

static bool heads_equal(const struct head *a, const struct head *b)
{
    return a->id == b->id && !memcmp(a->hash, b->hash, DIGEST_SIZE);
}

struct rows_sql {
    const char *what, *sql;
};
static const struct rows_sql ROWS[LOSS_ROWS] = {
    {"files", "SELECT count(*) FROM case_file"},
    {"persons", "SELECT count(*) FROM person"},
    {"orders", "SELECT count(*) FROM protection_order"},
    {"acts of orders", "SELECT count(*) FROM order_act"},
    {"cards issued", "SELECT count(*) FROM card"},
    {"cards withdrawn", "SELECT count(*) FROM card WHERE revoked_at IS NOT NULL"},
    {"applications", "SELECT count(*) FROM application"},
    {"lines of payment", "SELECT count(*) FROM payment_line"},
};

err loss_rows(struct work *w, struct loss_count ret[LOSS_ROWS])
{
    err e;

    for (size_t i = 0; i < LOSS_ROWS; i++) {
        ret[i].what = ROWS[i].what;
        if ((e = db_int(w->db, ROWS[i].sql, NO_BINDS, &ret[i].count)))
            return e;
    }
    return OK;
}

static const char SQL_WORDS[] =
    "SELECT what, count(*) AS count FROM audit WHERE id > :id GROUP BY what ORDER BY what";
static const struct column WORD_COLUMNS[] = {
    COLUMN_TEXT(struct loss_count, what),
    COLUMN_INT(struct loss_count, count),
};

err loss_read(struct work *copy, struct work *present, struct loss *ret)
{
    struct head first[2], last[2], met;
    struct loss_count before[LOSS_ROWS];
    struct loss l = {0};
    err e;

    if ((e = head_read(copy, SQL_FIRST, NO_BINDS, &first[0])) ||
        (e = head_read(present, SQL_FIRST, NO_BINDS, &first[1])) ||
        (e = head_read(copy, SQL_LAST, NO_BINDS, &last[0])) ||
        (e = head_read(present, SQL_LAST, NO_BINDS, &last[1])) ||
        (e = head_read(present, SQL_AT, BINDS(INT(":id", last[0].id)), &met)))
        return e;
    l.same = heads_equal(&first[0], &first[1]);
    l.continues = heads_equal(&last[0], &met);
    l.copied_at = last[0].at;
    l.present_at = last[1].at;
    if ((e = loss_rows(copy, before)) || (e = loss_rows(present, l.rows)) ||
        (e = rows_read(present, SQL_WORDS, BINDS(INT(":id", last[0].id)), COLUMNS(WORD_COLUMNS), NULL, &l.log,
                       &l.log_count)))
        return e;
    for (size_t i = 0; i < LOSS_ROWS; i++)
        l.rows[i].count -= before[i].count;
    *ret = l;
    return OK;
}
