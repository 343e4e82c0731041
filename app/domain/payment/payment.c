/* The life of a run: prepared, prepared again, dropped or approved. Who may do what is checked here, to give
 * a proper answer, and again by triggers of the database, because money hangs on it. */
#include "domain/payment/payment.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/month.h"
#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/office/account_holder.h"
#include "domain/office/audit.h"
#include "domain/payment/payment_compute.h"
#include "domain/payment/payment_decision.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_MAY[] =
    "SELECT count(*) FROM account WHERE id = :account AND role = :role AND active = 1";

/* The account is read anew: a session may have been opened before the account lost its role. */
static err actor_require(struct work *w, enum role role)
{
    int64_t may;
    err e = db_int(w->db, SQL_MAY, BINDS(INT(":account", w->actor.account), TEXT(":role", role_name(role))),
                   &may);

    if (e || may)
        return e;
    return refuse(w, ERR_DENIED, "forbidden", "", "This is for an active account with the role %s.",
                  role_name(role));
}

/* What approving and dropping need to know of a run. */
struct run_row {
    int64_t id, preparer;
    date month;
    bool approved;
    uint8_t digest[DIGEST_SIZE];
};

#define FOUND "SELECT id, prepared_by, month, state = 'approved' AS approved, digest FROM payment_run "
static const char SQL_RUN[] = FOUND "WHERE id = :id";
static const char SQL_PREPARED[] = FOUND "WHERE state = 'prepared'";
static const struct column RUN_COLUMNS[] = {
    COLUMN_INT(struct run_row, id),      COLUMN_INT_AS(struct run_row, preparer, "prepared_by"),
    COLUMN_DATE(struct run_row, month),  COLUMN_BOOL(struct run_row, approved),
    COLUMN_BLOB(struct run_row, digest),
};

static err run_find(struct work *w, int64_t id, struct run_row *ret)
{
    err e = row_read(w, SQL_RUN, BINDS(INT(":id", id)), COLUMNS(RUN_COLUMNS), ret);

    return e == ERR_ABSENT ? refuse(w, ERR_ABSENT, "no_such_run", "", "There is no such run.") : e;
}

/* Whether the month can be prepared. *ret_run: the prepared run that is to be made again; 0: none. */
static err month_check(struct work *w, date month, int64_t *ret_run)
{
    struct payment_rules pay;
    struct run_row waiting = {0};
    struct rules rules;
    date newest;
    err e;

    if (month > w->today)
        return refuse(w, ERR_INPUT, "in_future", "month", "This month has not begun.");
    if ((e = payment_newest(w, &newest)))
        return e;
    if (newest != DATE_NONE && month <= newest)
        return refuse(
            w, ERR_CONFLICT, "already_approved", "month",
            "This month or a later one is approved: what changed since is put right in the next run.");
    if ((e = row_read(w, SQL_PREPARED, NO_BINDS, COLUMNS(RUN_COLUMNS), &waiting)) && e != ERR_ABSENT)
        return e;
    if (!e && waiting.month != month)
        return refuse(w, ERR_CONFLICT, "run_prepared", "month",
                      "The run of another month waits to be approved or dropped.");
    if ((e = payment_all_rules(w, &rules, &pay)))
        return e;
    if (!payment_month_ruled(&pay, month))
        return refuse(w, ERR_INPUT, "no_rule", "month", "No rule pays anything in this month.");
    /* Told and not refused: an office that missed a month must be able to pay the next one. */
    if (newest != DATE_NONE && month > date_add_months(newest, 1))
        work_warn(w, "months_skipped", "month",
                  "Months before it are not approved: they are paid in this run.");
    if (newest == DATE_NONE && month < month_first(w->today))
        work_warn(w, "begins_in_past", "month",
                  "This is the first run of all: later runs pay every month since then that is due, whoever "
                  "paid it before.");
    *ret_run = waiting.id;
    return OK;
}

/* A trigger lets lines be written only while their run is prepared (db/003_payments.sql). */
static const char SQL_LINE[] =
    "INSERT INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, "
    "application_id, "
    "reverses_run, reverses_n, why, one_off_id) VALUES (:run, :n, :kind, :person, :month, :amount, :order, "
    ":act, :rule, "
    ":application, :reverses_run, :reverses_n, :why, :one_off)";
static const char SQL_REASON[] =
    "INSERT INTO payment_reason (run_id, person_id, why) VALUES (:run, :person, :why)";

static const char SQL_HELD[] =
    "INSERT INTO payment_held (run_id, n, person_id, month, amount, why, about, order_id, application_id) "
    "VALUES (:run, :n, :person, :month, :amount, :why, :about, :order, :application)";

struct writing {
    struct work *w;
    int64_t run, lines;
};

static err line_write(void *context, const struct computed_line *l)
{
    struct writing *to = context;

    to->lines++;
    return db_exec(to->w->db, SQL_LINE,
                   BINDS(INT(":run", to->run), INT(":n", l->n), TEXT(":kind", payment_kind_name(l->kind)),
                         INT(":person", l->person), DATE(":month", l->month), INT(":amount", l->amount),
                         INT(":order", l->order), INT(":act", l->act), INT(":rule", l->rule),
                         INT_OR_NULL(":application", l->application, l->application),
                         INT_OR_NULL(":reverses_run", l->reverses_run, l->reverses_run),
                         INT_OR_NULL(":reverses_n", l->reverses_n, l->reverses_n), TEXT(":why", l->why),
                         INT(":one_off", l->one_off)));
}

static err held_write(void *context, const struct computed_held *h)
{
    const struct writing *to = context;

    return db_exec(
        to->w->db, SQL_HELD,
        BINDS(INT(":run", to->run), INT(":n", h->n), INT(":person", h->person), DATE(":month", h->month),
              INT(":amount", h->amount), TEXT(":why", payment_hold_name(h->why)), INT(":about", h->about),
              INT(":order", h->order), INT_OR_NULL(":application", h->application, h->application)));
}

static err reason_write(void *context, int64_t person, const char *why)
{
    const struct writing *to = context;

    return db_exec(to->w->db, SQL_REASON,
                   BINDS(INT(":run", to->run), INT(":person", person), TEXT(":why", why)));
}

static const char SQL_DROP_HELD[] = "DELETE FROM payment_held WHERE run_id = :id";
static const char SQL_DROP_REASONS[] = "DELETE FROM payment_reason WHERE run_id = :id";
static const char SQL_DROP_LINES[] = "DELETE FROM payment_line WHERE run_id = :id";
static const char SQL_DROP_RUN[] = "DELETE FROM payment_run WHERE id = :id";
static const char SQL_BEGIN[] =
    "INSERT INTO payment_run (id, month, state, prepared_by, prepared_at, digest) "
    "VALUES (:id, :month, 'prepared', :account, :now, :none)";
static const char SQL_AGAIN[] =
    "UPDATE payment_run SET prepared_by = :account, prepared_at = :now, digest = :none WHERE id = :id";
static const char SQL_DIGEST[] = "UPDATE payment_run SET digest = :digest WHERE id = :id";

static const uint8_t NO_DIGEST[DIGEST_SIZE]; /* while the lines are written */

/* Made again, a run keeps its number, so that whoever was sent its address finds it. */
static err run_empty(struct work *w, int64_t id)
{
    err e;

    if ((e = db_exec(w->db, SQL_DROP_HELD, BINDS(INT(":id", id)))) ||
        (e = db_exec(w->db, SQL_DROP_REASONS, BINDS(INT(":id", id)))))
        return e;
    return db_exec(w->db, SQL_DROP_LINES, BINDS(INT(":id", id)));
}

/* The row of the run, still without lines and digest, by this actor. *id: the run to make again; 0 makes a
 * new one and gets its number. */
static err run_begin(struct work *w, date month, int64_t *id)
{
    err e;

    if (!*id)
        return (e = id_next(w, "payment_run", id))
                   ? e
                   : db_exec(w->db, SQL_BEGIN,
                             BINDS(INT(":id", *id), DATE(":month", month), INT(":account", w->actor.account),
                                   INT(":now", w->now), BLOB(":none", NO_DIGEST, DIGEST_SIZE)));
    if ((e = run_empty(w, *id)))
        return e;
    return db_exec(w->db, SQL_AGAIN,
                   BINDS(INT(":account", w->actor.account), INT(":now", w->now),
                         BLOB(":none", NO_DIGEST, DIGEST_SIZE), INT(":id", *id)));
}

/* What the log says of a run: "2026-12, 98 lines, digest 4f…". */
static const char *run_note(struct work *w, date month, int64_t lines, const uint8_t digest[DIGEST_SIZE])
{
    char hex[2 * DIGEST_SIZE + 1], text[MONTH_TEXT];

    return arena_format(w->arena, "%s, %" PRId64 " lines, digest %s", month_format(month, text), lines,
                        digest_hex(digest, DIGEST_SIZE, hex));
}

err payment_prepare(struct work *w, date month, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct writing to = {.w = w};
    const struct payment_sink sink = {&to, line_write, held_write, reason_write};
    struct audit_entry entry = {.what = "payment.prepare", .record = "payment_run"};
    uint8_t digest[DIGEST_SIZE];
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = actor_require(w, R_AID_OFFICER)) ||
        (e = month_check(w, month, &to.run)) || (e = run_begin(w, month, &to.run)) ||
        (e = payment_compute(w, month, &sink, digest)) ||
        (e = db_exec(w->db, SQL_DIGEST, BINDS(BLOB(":digest", digest, DIGEST_SIZE), INT(":id", to.run)))))
        return e;
    entry.record_id = to.run;
    if (!(entry.why = run_note(w, month, to.lines, digest)))
        return ERR_SYSTEM;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = to.run;
    return OK;
}

static err line_count(void *context, const struct computed_line *l)
{
    *(int64_t *)context = l->n;
    return OK;
}

static const char SQL_APPROVE[] = "UPDATE payment_run SET state = 'approved', approved_by = :account, "
                                  "approved_at = :now WHERE id = :id";

/* Two persons, always: whoever prepared the run anew is its preparer, and does not approve it. */
static err approval_check(struct work *w, const struct run_row *run)
{
    err e = actor_require(w, R_DIRECTOR);

    if (e)
        return e;
    if (run->approved)
        return refuse(w, ERR_CONFLICT, "already_approved", "", "This run is approved.");
    if (run->preparer == w->actor.account)
        return refuse(w, ERR_DENIED, "own_run", "", "Whoever prepared a run does not approve it.");
    return account_approves_for(w, run->preparer);
}

/* The lines are worked out once more and compared with what was prepared, by digest: the director approves
 * what is due now, not what was due when the run was prepared. */
err payment_approve(struct work *w, int64_t run)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "payment.approve", .record = "payment_run", .record_id = run};
    uint8_t digest[DIGEST_SIZE], stored[DIGEST_SIZE];
    struct run_row found;
    int64_t lines = 0;
    const struct payment_sink sink = {.context = &lines, .line = line_count};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = run_find(w, run, &found)) || (e = approval_check(w, &found)) ||
        (e = payment_compute(w, found.month, &sink, digest)) || (e = payment_stored_digest(w, run, stored)))
        return e;
    /* Two comparisons: the register has not changed since (digest of now), and nobody has changed the lines
     * in the database (digest of what is stored). */
    if (!digest_same(digest, found.digest, DIGEST_SIZE) || !digest_same(digest, stored, DIGEST_SIZE))
        return refuse(w, ERR_CONFLICT, "run_outdated", "",
                      "The register has changed since this run was prepared: prepare it again.");
    if (!(entry.why = run_note(w, found.month, lines, digest)))
        return ERR_SYSTEM;
    if ((e = db_exec(w->db, SQL_APPROVE,
                     BINDS(INT(":account", w->actor.account), INT(":now", w->now), INT(":id", run)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

err payment_drop(struct work *w, int64_t run)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "payment.drop", .record = "payment_run", .record_id = run};
    char month[MONTH_TEXT];
    struct run_row found;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = actor_require(w, R_AID_OFFICER)) || (e = run_find(w, run, &found)))
        return e;
    if (found.approved)
        return refuse(w, ERR_CONFLICT, "already_approved", "", "An approved run stays.");
    entry.why = month_format(found.month, month);
    if ((e = run_empty(w, run)) || (e = payment_decisions_drop(w, run)) ||
        (e = db_exec(w->db, SQL_DROP_RUN, BINDS(INT(":id", run)))) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
