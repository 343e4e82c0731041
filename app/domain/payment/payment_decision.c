/* Decisions behind a run. Their numbers are public, and stand on no list that is paid by: whoever looks one
 * up on the municipality's page would read why somebody is paid. */
#include "domain/payment/payment_decision.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const char *const BODY_NAMES[] = {[BODY_COUNCIL] = "council", [BODY_DIRECTORATE] = "directorate"};

const char *deciding_body_name(enum deciding_body b)
{
    return (unsigned)b < DECIDING_BODIES ? BODY_NAMES[b] : NULL;
}

bool deciding_body_parse(const char *name, enum deciding_body *ret)
{
    for (enum deciding_body b = BODY_COUNCIL; b < DECIDING_BODIES; b++)
        if (!strcmp(name, BODY_NAMES[b])) {
            *ret = b;
            return true;
        }
    return false;
}

static const char SQL_RUN[] = "SELECT count(*) FROM payment_run WHERE id = :run";
static const char SQL_ADD[] =
    "INSERT INTO payment_decision (id, run_id, body, number, decided_on, recorded_by, recorded_at) VALUES "
    "(:id, :run, :body, :number, :on, :account, :now)";

static err decision_check(struct work *w, const struct payment_decision_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(
             w, &f, field_text_check(w, "number", in->number, LIMIT(PaymentDecisionNew, number), true))) ||
        (e = faults_when(w, &f, in->on == DATE_NONE, "required", "on",
                         "The day of the decision is needed.")) ||
        (e = faults_when(w, &f, in->on != DATE_NONE && in->on > w->today, "in_future", "on",
                         "A decision is recorded when it has been made.")))
        return e;
    return faults_refuse(w, &f);
}

err payment_decision_add(struct work *w, int64_t run, const struct payment_decision_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "payment.decision",
                                      .record = "payment_run",
                                      .record_id = run,
                                      .why = deciding_body_name(in->body)};
    int64_t id, runs;
    err e;

    if ((e = decision_check(w, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = db_int(w->db, SQL_RUN, BINDS(INT(":run", run)), &runs)))
        return e;
    if (!runs)
        return refuse(w, ERR_ABSENT, "no_such_run", "", "There is no such run.");
    if ((e = id_next(w, "payment_decision", &id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":run", run), TEXT(":body", deciding_body_name(in->body)),
                           TEXT(":number", in->number), DATE(":on", in->on),
                           INT(":account", w->actor.account), INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_LATEST[] =
    "SELECT number, decided_on FROM payment_decision WHERE id = (SELECT max(id) FROM "
    "payment_decision WHERE run_id = :run AND body = :body)";
static const struct column LATEST_COLUMNS[] = {
    COLUMN_TEXT(struct payment_decided, number),
    COLUMN_DATE_AS(struct payment_decided, on, "decided_on"),
};

err payment_decisions_read(struct work *w, int64_t run, struct payment_decided ret[DECIDING_BODIES])
{
    for (enum deciding_body b = BODY_COUNCIL; b < DECIDING_BODIES; b++) {
        struct payment_decided d = {.on = DATE_NONE};
        err e = row_read(w, SQL_LATEST, BINDS(INT(":run", run), TEXT(":body", BODY_NAMES[b])),
                         COLUMNS(LATEST_COLUMNS), &d);

        if (e && e != ERR_ABSENT)
            return e;
        ret[b] = d;
    }
    return OK;
}

static const char SQL_DROP[] = "DELETE FROM payment_decision WHERE run_id = :run";

err payment_decisions_drop(struct work *w, int64_t run)
{
    return db_exec(w->db, SQL_DROP, BINDS(INT(":run", run)));
}
