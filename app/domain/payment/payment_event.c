/* Paid, returned, paid again. Whoever collects for somebody else is compared with the respondents of her
 * files before anything is written. Such a refusal is itself put on record, although all else is undone. */
#include "domain/payment/payment_event.h"

#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "base/text.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/law/nid.h"
#include "domain/office/audit.h"
#include "domain/payment/collector_check.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define NOTE_SIZE 60 /* for the log: "line 100000, collected by: other" */

const char *payment_outcome_name(enum payment_outcome o)
{
    return o == PAID_OUT ? "paid" : o == PAID_BACK ? "returned" : NULL;
}

bool payment_outcome_parse(const char *name, enum payment_outcome *ret)
{
    for (enum payment_outcome o = PAID_OUT; o <= PAID_BACK; o++)
        if (!strcmp(name, payment_outcome_name(o))) {
            *ret = o;
            return true;
        }
    return false;
}

const char *collector_name(enum collector c)
{
    return c == COLLECTOR_SELF ? "self" : c == COLLECTOR_OTHER ? "other" : NULL;
}

bool collector_parse(const char *name, enum collector *ret)
{
    for (enum collector c = COLLECTOR_SELF; c <= COLLECTOR_OTHER; c++)
        if (!strcmp(name, collector_name(c))) {
            *ret = c;
            return true;
        }
    return false;
}

/* A line of a run, and what has become of it so far. */
struct paid_line {
    int64_t person, approved_at;
    bool approved, payment, reversed, elsewhere; /* elsewhere: another line paid out the same month */
    enum payment_outcome last;                   /* 0: nothing yet */
    date last_on, died_on;
};

static const char SQL_LINE[] =
    "SELECT l.person_id, r.state = 'approved' AS approved, r.approved_at, l.kind = 'payment' AS payment, "
    "EXISTS (SELECT 1 FROM payment_line x JOIN payment_run y ON y.id = x.run_id AND y.state = 'approved' "
    "WHERE x.reverses_run = l.run_id AND x.reverses_n = l.n) AS reversed, e.what, e.on_day, "
    "EXISTS (SELECT 1 FROM payment_line o WHERE o.person_id = l.person_id AND o.month = l.month AND "
    "(o.run_id <> l.run_id OR o.n <> l.n) AND 'paid' = (SELECT what FROM payment_event WHERE run_id = "
    "o.run_id AND n = o.n ORDER BY id DESC LIMIT 1)) AS elsewhere, p.died_on "
    "FROM payment_line l JOIN person p ON p.id = l.person_id JOIN payment_run r ON r.id = l.run_id "
    "LEFT JOIN payment_event e ON e.id = (SELECT max(id) FROM payment_event WHERE run_id = l.run_id AND n = "
    "l.n) "
    "WHERE l.run_id = :run AND l.n = :n";
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT_AS(struct paid_line, person, "person_id"),
    COLUMN_BOOL(struct paid_line, approved),
    COLUMN_INT(struct paid_line, approved_at),
    COLUMN_BOOL(struct paid_line, payment),
    COLUMN_BOOL(struct paid_line, reversed),
    COLUMN_WORD_OR_NULL_AS(struct paid_line, last, payment_outcome_parse, "what"),
    COLUMN_DATE_AS(struct paid_line, last_on, "on_day"),
    COLUMN_BOOL(struct paid_line, elsewhere),
    COLUMN_DATE(struct paid_line, died_on),
};

static err line_read(struct work *w, int64_t run, int64_t n, struct paid_line *ret)
{
    err e = row_read(w, SQL_LINE, BINDS(INT(":run", run), INT(":n", n)), COLUMNS(LINE_COLUMNS), ret);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_such_line", "", "There is no such run, or no such line in it.");
    return e;
}

static err line_check(struct work *w, const struct paid_line *l, const struct payment_event_new *in)
{
    if (!l->approved)
        return refuse(w, ERR_CONFLICT, "not_approved", "", "The run is not approved: nothing is paid by it.");
    if (!l->payment)
        return refuse(w, ERR_CONFLICT, "not_a_payment", "",
                      "This line takes a payment back: it pays nobody.");
    if (in->what == PAID_OUT && l->last == PAID_OUT)
        return refuse(w, ERR_CONFLICT, "already_paid", "what",
                      "This is paid already; it is paid again only once it was returned.");
    if (in->what == PAID_OUT && l->elsewhere)
        return refuse(w, ERR_CONFLICT, "month_paid", "what",
                      "An earlier list handed out this month: note first that it came back, then pay.");
    if (in->what == PAID_BACK && l->last != PAID_OUT)
        return refuse(w, ERR_CONFLICT, "not_paid", "what", "This is not paid: nothing can be returned.");
    return OK;
}

/* Days may only go forward: what is noted last is what the line has come to. */
static err day_check(struct work *w, const struct paid_line *l, const struct payment_event_new *in)
{
    const date on = in->on;

    if (on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The day is needed.");
    if (on > w->today)
        return refuse(w, ERR_INPUT, "in_future", "on", "The day lies in the future.");
    if (on < instant_date(l->approved_at) || (l->last && on < l->last_on))
        return refuse(w, ERR_INPUT, "out_of_order", "on",
                      "The day lies before the run was approved, or before what was noted last.");
    return OK;
}

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

static err herself_check(struct work *w, const struct paid_line *l, const struct payment_event_new *in)
{
    if (in->first_name || in->surname || in->nid)
        return refuse(w, ERR_INPUT, "not_for_self", "collector",
                      "Who collects for herself is not named or numbered.");
    if (l->died_on != DATE_NONE && in->on != DATE_NONE && in->on > l->died_on)
        return refuse(w, ERR_INPUT, "deceased", "collector", "On this day this person was not alive.");
    return OK;
}

/* Who collects it. nid: of somebody else, as it is kept; stays "" where she comes herself, or where it cannot
 * be read. */
static err collector_read(struct work *w, const struct paid_line *l, const struct payment_event_new *in,
                          struct faults *f, char nid[NID_TEXT])
{
    bool named = in->first_name || in->surname || in->nid;
    err e;

    if (in->what == PAID_BACK)
        return faults_when(w, f, in->collector || named, "not_for_return", "collector",
                           "What was returned, nobody collected.");
    if (!in->collector)
        return faults_when(w, f, true, "required", "collector", "Say who collected it: self or other.");
    if (in->collector == COLLECTOR_SELF)
        return faults_take(w, f, herself_check(w, l, in));
    if ((e = faults_take(w, f, field_text_check(w, "first_name", in->first_name, PERSON_NAME_MAX, true))) ||
        (e = faults_take(w, f, field_text_check(w, "surname", in->surname, PERSON_NAME_MAX, true))))
        return e;
    return faults_take(w, f, nid_read(w, in->nid, nid));
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

/* Whether it is a respondent is only told of a form that has nothing else wrong with it: such a refusal is
 * put on record. */
static err event_check(struct work *w, const struct paid_line *l, const struct payment_event_new *in,
                       char nid[NID_TEXT], struct collector_match *ret_match)
{
    struct collector_named who = {in->first_name, in->surname, nid};
    struct collector_match match = {NAME_OTHER, 0};
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, day_check(w, l, in))) || (e = collector_read(w, l, in, &f, nid)))
        return e;
    if (*nid && !text_empty(in->first_name) && !text_empty(in->surname) &&
        (e = collector_match(w, l->person, &who, &match)))
        return e;
    if ((match.how == NAME_NEAR && (e = faults_take(w, &f, near_ask(w)))) || (e = faults_refuse(w, &f)))
        return e;
    *ret_match = match;
    return OK;
}

static const char SQL_ADD[] =
    "INSERT INTO payment_event (id, run_id, n, what, on_day, collector, collector_name_sealed, "
    "collector_nid_sealed, recorded_by, recorded_at) VALUES (:id, :run, :n, :what, :on, "
    ":collector, :name, :nid, :account, :now)";

/* The name is kept as one text: it is shown on the list that was signed, and never searched for. */
static err event_insert(struct work *w, int64_t run, int64_t n, struct owner of,
                        const struct payment_event_new *in, const char *nid, int64_t *ret_id)
{
    CLEANUP(buf_wipe) struct buf name_sealed = {0};
    CLEANUP(buf_wipe) struct buf nid_sealed = {0};
    const char *name = *nid ? arena_format(w->arena, "%s %s", in->first_name, in->surname) : NULL;
    int64_t id;
    err e;

    if (*nid && !name)
        return ERR_SYSTEM;
    if ((e = id_next(w, "payment_event", &id)) ||
        (e = sealed_text(w, of, "payment_event", "collector_name", id, name, &name_sealed)) ||
        (e = sealed_text(w, of, "payment_event", "collector_nid", id, *nid ? nid : NULL, &nid_sealed)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":run", run), INT(":n", n),
                           TEXT(":what", payment_outcome_name(in->what)), DATE(":on", in->on),
                           TEXT(":collector", in->collector ? collector_name(in->collector) : NULL),
                           SEALED(":name", name_sealed), SEALED(":nid", nid_sealed),
                           INT(":account", w->actor.account), INT(":now", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}

/* The log says which line and whether she came herself; who else came stays sealed. */
static err event_log(struct work *w, int64_t run, int64_t n, const struct payment_event_new *in)
{
    char line[NOTE_SIZE];
    const struct audit_entry entry = {.what = in->what == PAID_OUT ? "payment.paid" : "payment.returned",
                                      .record = "payment_run",
                                      .record_id = run,
                                      .why = line};

    snprintf(line, sizeof line, "line %lld%s%s", (long long)n, in->collector ? ", collected by: " : "",
             in->collector ? collector_name(in->collector) : "");
    return audit_append(w, &entry);
}

err payment_event_add(struct work *w, int64_t run, int64_t n, const struct payment_event_new *in,
                      int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct collector_match match = {NAME_OTHER, 0};
    char nid[NID_TEXT] = "";
    struct paid_line line;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = line_read(w, run, n, &line)) || (e = line_check(w, &line, in)) ||
        (e = event_check(w, &line, in, nid, &match)))
        return e;
    /* The refusal is committed and the payment is not: this is the one request that leaves something behind
     * when it fails. */
    if (match.how == NAME_IS)
        return refusal_keep(w, &tx, run, n, match.case_id);
    /* A warning only: the money may have been handed out before the act that took it back was known. */
    if (line.reversed && in->what == PAID_OUT)
        work_warn(w, "reversed", "what", "A later run takes this payment back: ask before it is handed out.");
    if ((e = event_insert(w, run, n, OF_PERSON(line.person), in, nid, &id)) ||
        (e = event_log(w, run, n, in)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

/* Who collected for a person of a sealed file tells of that person: it is hidden as her own name is. */
#define UNLESS_CLOSED(column) "CASE WHEN NOT " PERSON_CLOSED("l.person_id") "THEN e." column " END AS " column
static const char SQL_LIST[] =
    "SELECT e.id, e.what, e.on_day, e.collector, " UNLESS_CLOSED("collector_name_sealed") ", " UNLESS_CLOSED(
        "collector_nid_sealed") ", a.full_name, e.recorded_at FROM payment_event e "
                                "JOIN payment_line l ON l.run_id = e.run_id AND l.n = e.n "
                                "JOIN account a ON a.id = e.recorded_by WHERE e.run_id = :run AND e.n = :n "
                                "ORDER BY e.id";
static const struct column EVENT_COLUMNS[] = {
    COLUMN_INT(struct payment_event, id),
    COLUMN_WORD(struct payment_event, what, payment_outcome_parse),
    COLUMN_DATE_AS(struct payment_event, on, "on_day"),
    COLUMN_WORD_OR_NULL(struct payment_event, collector, collector_parse),
    COLUMN_SEALED_AS(struct payment_event, name, "payment_event", id, "collector_name_sealed",
                     "collector_name"),
    COLUMN_SEALED_AS(struct payment_event, nid, "payment_event", id, "collector_nid_sealed", "collector_nid"),
    COLUMN_TEXT_AS(struct payment_event, recorded_by, "full_name"),
    COLUMN_INT(struct payment_event, recorded_at),
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
    if ((e = tx_begin(&tx, w->db)) || (e = line_read(w, run, n, &line)) || (e = audit_append(w, &entry)) ||
        (e = rows_read(w, SQL_LIST, BINDS(INT(":run", run), INT(":n", n), INT(":account", w->actor.account)),
                       COLUMNS(EVENT_COLUMNS), NULL, ret, ret_count)))
        return e;
    return tx_commit(&tx);
}
