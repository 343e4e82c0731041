/* What a run holds back, as the office and the coordinator see it, and what they say of it. */
#include "domain/payment/payment_held.h"

#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_RUN[] = "SELECT count(*) FROM payment_run WHERE id = :run";

static err run_require(struct work *w, int64_t run)
{
    int64_t known;
    err e = db_int(w->db, SQL_RUN, BINDS(INT(":run", run)), &known);

    if (e || known)
        return e;
    return refuse(w, ERR_ABSENT, "no_such_run", "", "There is no such run.");
}

/* p: the person where her file is open to the reader, else nothing. */
static const char SQL_HELD[] =
    "SELECT h.n, h.amount, h.month, h.why, p.id AS person, p.first_name_sealed, p.father_name_sealed, "
    "p.surname_sealed, CASE WHEN p.id IS NOT NULL THEN h.order_id END AS order_id, h.application_id, "
    "(SELECT s.word FROM payment_hold s WHERE s.person_id = h.person_id AND s.why = h.why AND s.about = "
    "h.about ORDER BY s.id DESC LIMIT 1) AS said FROM payment_held h LEFT JOIN person p ON p.id = "
    "h.person_id AND NOT " PERSON_CLOSED("h.person_id") "WHERE h.run_id = :run AND h.n > :after ORDER BY h.n "
                                                        "LIMIT :limit";
static const struct column HELD_COLUMNS[] = {
    COLUMN_INT(struct payment_held, n),
    COLUMN_INT(struct payment_held, amount),
    COLUMN_DATE(struct payment_held, month),
    COLUMN_WORD(struct payment_held, why, payment_hold_parse),
    COLUMN_INT(struct payment_held, person),
    COLUMN_SEALED(struct payment_held, first_name, "person", person),
    COLUMN_SEALED(struct payment_held, father_name, "person", person),
    COLUMN_SEALED(struct payment_held, surname, "person", person),
    COLUMN_INT_AS(struct payment_held, order, "order_id"),
    COLUMN_INT_AS(struct payment_held, application, "application_id"),
    COLUMN_WORD_OR_NULL(struct payment_held, said, hold_word_parse),
};

static err held_view(struct work *w, void *row)
{
    struct payment_held *h = row;

    h->may_say = (w->actor.roles & payment_hold_roles(h->why)) != 0;
    return OK;
}

err payment_held_list(struct work *w, const struct payment_filter *f, struct payment_held **ret,
                      size_t *ret_count)
{
    const struct audit_entry entry = {.what = "payment.read", .record = "payment_run", .record_id = f->run};
    err e;

    if ((e = run_require(w, f->run)) || (e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_HELD,
                     BINDS(INT(":run", f->run), INT(":after", f->after), INT(":limit", f->limit),
                           INT(":account", w->actor.account)),
                     COLUMNS(HELD_COLUMNS), held_view, ret, ret_count);
}

/* A held payment, and what was said of it last. */
struct held_row {
    int64_t person, about;
    enum payment_hold why;
    enum hold_word said;
};

static const char SQL_ONE[] =
    "SELECT h.person_id, h.why, h.about, (SELECT s.word FROM payment_hold s WHERE s.person_id = h.person_id "
    "AND s.why = h.why AND s.about = h.about ORDER BY s.id DESC LIMIT 1) AS said FROM payment_held h "
    "WHERE h.run_id = :run AND h.n = :n";
static const struct column ONE_COLUMNS[] = {
    COLUMN_INT_AS(struct held_row, person, "person_id"),
    COLUMN_WORD(struct held_row, why, payment_hold_parse),
    COLUMN_INT(struct held_row, about),
    COLUMN_WORD_OR_NULL(struct held_row, said, hold_word_parse),
};

err payment_held_say(struct work *w, int64_t run, int64_t n, const struct held_word *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "payment.say", .record = "payment_hold"};
    struct held_row row = {0};
    struct hold_said said;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = row_read(w, SQL_ONE, BINDS(INT(":run", run), INT(":n", n)), COLUMNS(ONE_COLUMNS), &row)))
        return e == ERR_ABSENT
                   ? refuse(w, e, "no_such_line", "", "There is no such run, or no such line in it.")
                   : e;
    said = (struct hold_said){row.person, row.about, row.why, in->word, in->reason, NULL};
    if (row.said == in->word)
        return refuse(w, ERR_CONFLICT, "already_said", "word", "This is what was said already.");
    entry.why = arena_format(w->arena, "%s, %s, line %lld of run %lld", payment_hold_name(row.why),
                             hold_word_name(in->word), (long long)n, (long long)run);
    if (!entry.why)
        return ERR_SYSTEM;
    if ((e = payment_hold_say(w, &said, &entry.record_id)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}
