/* Paid, returned, paid again. Whoever collects for somebody else is compared with the respondents of her
 * files before anything is written. Such a refusal is itself put on record, although all else is undone. */
#include "domain/payment/payment_event.h"

#include <stdio.h>

#include "base/text.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/law/nid.h"
#include "domain/office/audit.h"
#include "domain/payment/collector_check.h"
#include "domain/payment/paid_line.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define AUTHORISATION_MAX LIMIT(PaymentEventNew, authorisation) /* code points */
#define NOTE_SIZE         60 /* for the log: "line 100000, collected by: other" */

static err nid_read(struct work *w, const char *text, char ret[NID_TEXT])
{
    if (!text)
        return refuse(w, ERR_INPUT, "required", "nid", "The personal number on the identity card is needed.");
    switch (nid_check(text, ret)) {
    case NID_MALFORMED:
        return refuse(w, ERR_INPUT, "bad_nid", "nid",
                      "A personal number is a letter or digit, eight digits and a letter.");
    case NID_OK:
        return OK;
    default:
        work_warn(w, "nid_check_letter", "nid",
                  "The check letter does not fit; the number is taken as written.");
        return OK;
    }
}

/* By which authorisation: the collector shows it, and the office keeps its number and day. */
static err authorisation_check(struct work *w, const struct payment_event_new *in, struct faults *f)
{
    err e;

    if ((e = faults_take(w, f,
                         field_text_check(w, "authorisation", in->authorisation, AUTHORISATION_MAX, true))) ||
        (e = faults_when(w, f, in->authorised_on == DATE_NONE, "required", "authorised_on",
                         "The day of the authorisation is needed.")))
        return e;
    return faults_when(w, f,
                       in->authorised_on != DATE_NONE && in->on != DATE_NONE && in->authorised_on > in->on,
                       "after_payment", "authorised_on", "The authorisation is later than the payment.");
}

/* Who collects it. nid: of somebody else, as it is kept; stays "" where she comes herself. */
static err collector_read(struct work *w, const struct payment_event_new *in, struct faults *f,
                          char nid[NID_TEXT])
{
    bool named =
        in->first_name || in->surname || in->nid || in->authorisation || in->authorised_on != DATE_NONE;
    err e;

    if (in->what == PAID_BACK)
        return faults_when(w, f, in->collector || named, "not_for_return", "collector",
                           "What was returned, nobody collected.");
    if (!in->collector)
        return faults_when(w, f, true, "required", "collector", "Say who collected it: self or other.");
    if (in->collector == COLLECTOR_SELF)
        return faults_when(w, f, named, "not_for_self", "collector",
                           "Who collects for herself is not named or numbered.");
    if ((e = faults_take(w, f, field_text_check(w, "first_name", in->first_name, PERSON_NAME_MAX, true))) ||
        (e = faults_take(w, f, field_text_check(w, "surname", in->surname, PERSON_NAME_MAX, true))) ||
        (e = faults_take(w, f, nid_read(w, in->nid, nid))))
        return e;
    return authorisation_check(w, in, f);
}

static const char SQL_ALARM[] =
    "INSERT INTO collector_alarm (case_id, run_id, n, at) VALUES (:case, :run, :n, :at) "
    "ON CONFLICT DO NOTHING";

/* Puts the refusal on record and tells the coordinators. The log names neither who wanted to collect nor the
 * file: auditors read it, and they may know neither. */
static err refusal_keep(struct work *w, struct tx *tx, int64_t run, int64_t n, int64_t case_id)
{
    char line[NOTE_SIZE];
    const struct audit_entry entry = {
        .what = "payment.collector_refused", .record = "payment_run", .record_id = run, .why = line};
    err e;

    snprintf(line, sizeof line, "line %lld", (long long)n);
    if ((e = db_exec(w->db, SQL_ALARM,
                     BINDS(INT(":case", case_id), INT(":run", run), INT(":n", n), INT(":at", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(tx)))
        return e;
    return refuse(w, ERR_DENIED, "collector_refused", "collector",
                  "This person cannot collect it: please ask the coordinator.");
}

/* Says neither whom the name is near to nor why that one may not: only what to look at. */
static err near_ask(struct work *w)
{
    return question_ask(
        w, "near_respondent", "surname",
        "The name is nearly that of somebody who cannot collect it. Is every letter of the name "
        "and of the personal number as on the identity card, and is it the bearer's?");
}

static const char SQL_ADD[] =
    "INSERT INTO payment_event (id, run_id, n, what, on_day, collector, collector_name_sealed, "
    "collector_nid_sealed, authorisation_sealed, authorised_on, recorded_by, recorded_at) VALUES (:id, :run, "
    ":n, :what, :on, :collector, :name, :nid, :authorisation, :authorised, :account, :now)";

/* The name is kept as one text: it is shown on the list that was signed, and never searched for. */
static err event_insert(struct work *w, int64_t run, int64_t n, struct owner of,
                        const struct payment_event_new *in, int64_t *ret_id)
{
    CLEANUP(buf_wipe) struct buf name_sealed = {0};
    CLEANUP(buf_wipe) struct buf nid_sealed = {0};
    CLEANUP(buf_wipe) struct buf paper_sealed = {0};
    const bool other = in->collector == COLLECTOR_OTHER;
    const char *name = other ? arena_format(w->arena, "%s %s", in->first_name, in->surname) : NULL;
    int64_t id;
    err e;

    if (other && !name)
        return ERR_SYSTEM;
    if ((e = id_next(w, "payment_event", &id)) ||
        (e = sealed_text(w, of, "payment_event", "collector_name", id, name, &name_sealed)) ||
        (e = sealed_text(w, of, "payment_event", "collector_nid", id, other ? in->nid : NULL, &nid_sealed)) ||
        (e = sealed_text(w, of, "payment_event", "authorisation", id, in->authorisation, &paper_sealed)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":run", run), INT(":n", n),
                           TEXT(":what", payment_outcome_name(in->what)), DATE(":on", in->on),
                           TEXT(":collector", in->collector ? collector_name(in->collector) : NULL),
                           SEALED(":name", name_sealed), SEALED(":nid", nid_sealed),
                           SEALED(":authorisation", paper_sealed), DATE(":authorised", in->authorised_on),
                           INT(":account", w->actor.account), INT(":now", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}

/* The log says which line and whether she came herself; who else came stays sealed. */
err payment_event_record(struct work *w, int64_t run, int64_t n, int64_t person,
                         const struct payment_event_new *in, int64_t *ret_id)
{
    char line[NOTE_SIZE];
    const struct audit_entry entry = {.what = in->what == PAID_OUT ? "payment.paid" : "payment.returned",
                                      .record = "payment_run",
                                      .record_id = run,
                                      .why = line};
    err e;

    snprintf(line, sizeof line, "line %lld%s%s", (long long)n, in->collector ? ", collected by: " : "",
             in->collector ? collector_name(in->collector) : "");
    return (e = event_insert(w, run, n, OF_PERSON(person), in, ret_id)) ? e : audit_append(w, &entry);
}

/* All that is wrong with what was typed, at once. Whether it is a respondent is only told of a form that has
 * nothing else wrong with it: such a refusal is put on record. */
static err event_check(struct work *w, const struct paid_line *l, const struct payment_event_new *in,
                       char nid[NID_TEXT], struct collector_match *ret_match)
{
    struct collector_named who = {in->first_name, in->surname, nid};
    struct collector_match match = {NAME_OTHER, 0};
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, paid_line_day_check(w, l, in->on, in->collector))) ||
        (e = collector_read(w, in, &f, nid)))
        return e;
    if (*nid && !text_empty(in->first_name) && !text_empty(in->surname) &&
        (e = collector_match(w, l->person, &who, &match)))
        return e;
    if ((match.how == NAME_NEAR && (e = faults_take(w, &f, near_ask(w)))) || (e = faults_refuse(w, &f)))
        return e;
    *ret_match = match;
    return OK;
}

err payment_event_add(struct work *w, int64_t run, int64_t n, const struct payment_event_new *in,
                      int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct payment_event_new event = *in;
    struct collector_match match = {NAME_OTHER, 0};
    char nid[NID_TEXT] = "";
    struct paid_line line;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = paid_line_read(w, run, n, &line)) ||
        (e = paid_line_check(w, &line, in->what)) || (e = event_check(w, &line, in, nid, &match)))
        return e;
    /* The refusal is committed and the payment is not: this is the one request that leaves something behind
     * when it fails. */
    if (match.how == NAME_IS)
        return refusal_keep(w, &tx, run, n, match.case_id);
    /* A warning only: the money may have been handed out before the act that took it back was known. */
    if (line.reversed && in->what == PAID_OUT)
        work_warn(w, "reversed", "what", "A later run takes this payment back: ask before it is handed out.");
    event.nid = nid;
    if ((e = payment_event_record(w, run, n, line.person, &event, &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

/* Who collected for a person of a sealed file tells of that person: it is hidden as her own name is. */
#define UNLESS_CLOSED(column) "CASE WHEN NOT " PERSON_CLOSED("l.person_id") "THEN e." column " END AS " column
static const char SQL_LIST[] =
    "SELECT e.id, e.what, e.on_day, e.collector, " UNLESS_CLOSED("collector_name_sealed") ", " UNLESS_CLOSED(
        "collector_nid_sealed") ", " UNLESS_CLOSED("authorisation_sealed") ", e.authorised_on, a.full_name, "
                                                                           "e.recorded_at, b.full_name AS "
                                                                           "undone_by, u.recorded_at AS "
                                                                           "undone_at FROM "
                                                                           "payment_event e "
                                                                           "JOIN payment_line l ON l.run_id "
                                                                           "= e.run_id AND l.n = e.n "
                                                                           "JOIN account a ON a.id = "
                                                                           "e.recorded_by LEFT JOIN "
                                                                           "payment_undo u ON u.event_id "
                                                                           "= e.id LEFT JOIN account b ON "
                                                                           "b.id = u.recorded_by WHERE "
                                                                           "e.run_id = :run AND "
                                                                           "e.n = :n ORDER BY e.id";
static const struct column EVENT_COLUMNS[] = {
    COLUMN_INT(struct payment_event, id),
    COLUMN_WORD(struct payment_event, what, payment_outcome_parse),
    COLUMN_DATE_AS(struct payment_event, on, "on_day"),
    COLUMN_WORD_OR_NULL(struct payment_event, collector, collector_parse),
    COLUMN_SEALED_AS(struct payment_event, name, "payment_event", id, "collector_name_sealed",
                     "collector_name"),
    COLUMN_SEALED_AS(struct payment_event, nid, "payment_event", id, "collector_nid_sealed", "collector_nid"),
    COLUMN_SEALED(struct payment_event, authorisation, "payment_event", id),
    COLUMN_DATE(struct payment_event, authorised_on),
    COLUMN_TEXT_AS(struct payment_event, recorded_by, "full_name"),
    COLUMN_INT(struct payment_event, recorded_at),
    COLUMN_TEXT(struct payment_event, undone_by),
    COLUMN_INT(struct payment_event, undone_at),
};

err payment_event_list(struct work *w, int64_t run, int64_t n, struct payment_event **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "payment.events", .record = "payment_run", .record_id = run};
    struct paid_line line;
    char why[NOTE_SIZE];
    err e;

    snprintf(why, sizeof why, "line %lld", (long long)n);
    entry.why = why;
    if ((e = tx_begin(&tx, w->db)) || (e = paid_line_read(w, run, n, &line)) ||
        (e = audit_append(w, &entry)) ||
        (e = rows_read(w, SQL_LIST, BINDS(INT(":run", run), INT(":n", n), INT(":account", w->actor.account)),
                       COLUMNS(EVENT_COLUMNS), NULL, ret, ret_count)))
        return e;
    return tx_commit(&tx);
}
