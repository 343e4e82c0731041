/* The text of a run's lines, and its digest: by it an approval knows that it approves what was prepared. */
#include "domain/payment/computed_line.h"

#include <inttypes.h>

#include "base/month.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The text that the digest is made of. Its form must not change: approved runs keep their digest. */
err computed_line_text(struct buf *text, const struct computed_line *line)
{
    char month[MONTH_TEXT];

    buf_format(text, "%" PRId64 " %" PRId64 " %s %s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64,
               line->n, line->person, month_format(line->month, month), payment_kind_name(line->kind),
               line->amount, line->order, line->act, line->rule, line->application);
    buf_format(text, " %" PRId64 " %" PRId64 " %s", line->reverses_run, line->reverses_n,
               line->why ? line->why : "-");
    if (line->one_off)
        buf_format(text, " once %" PRId64, line->one_off);
    buf_text(text, "\n");
    return buf_err(text);
}

err computed_text_digest(const struct buf *text, uint8_t ret[DIGEST_SIZE])
{
    return digest_sha256(text->data ? text->data : "", text->len, ret);
}

static const char SQL_STORED[] =
    "SELECT n, person_id, amount, order_id, act_id, rule_id, application_id, reverses_run, reverses_n, kind, "
    "month, why, one_off_id FROM payment_line WHERE run_id = :run ORDER BY n";
static const struct column STORED_COLUMNS[] = {
    COLUMN_INT(struct computed_line, n),
    COLUMN_INT_AS(struct computed_line, person, "person_id"),
    COLUMN_INT(struct computed_line, amount),
    COLUMN_INT_AS(struct computed_line, order, "order_id"),
    COLUMN_INT_AS(struct computed_line, act, "act_id"),
    COLUMN_INT_AS(struct computed_line, rule, "rule_id"),
    COLUMN_INT_AS(struct computed_line, application, "application_id"),
    COLUMN_INT(struct computed_line, reverses_run),
    COLUMN_INT(struct computed_line, reverses_n),
    COLUMN_WORD(struct computed_line, kind, payment_kind_parse),
    COLUMN_DATE(struct computed_line, month),
    COLUMN_TEXT(struct computed_line, why),
    COLUMN_INT_AS(struct computed_line, one_off, "one_off_id"),
};

err payment_stored_digest(struct work *w, int64_t run, uint8_t ret[DIGEST_SIZE])
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    struct work mine = *w;
    struct computed_line line;
    bool more;
    err e;

    mine.arena = &each; /* a run has a line for every person: none is kept */
    if ((e = db_query(w->db, SQL_STORED, BINDS(INT(":run", run)), &s)))
        return e;
    while (!(e = row_next(&mine, s, COLUMNS(STORED_COLUMNS), &line, &more)) && more) {
        if ((e = computed_line_text(&text, &line)))
            return e;
        arena_reset(&each);
    }
    return e ? e : computed_text_digest(&text, ret);
}
