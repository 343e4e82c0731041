/* All that the register holds on one person, for that person. The law gives her the right to it, so nothing
 * of hers may be missing, and nothing of others may be in it. */
#include "domain/export/export_person.h"

#include "base/json_writer.h"
#include "base/text.h"
#include "domain/card/card.h"
#include "domain/export/export_file.h"
#include "domain/export/export_paper.h"
#include "domain/export/export_sheet.h"
#include "domain/file/former_name.h"
#include "domain/file/person.h"
#include "domain/file/safe_contact.h"
#include "domain/kindergarten/enrolment.h"
#include "domain/law/nid.h"
#include "domain/office/audit.h"
#include "domain/office/audit_reason.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* One thing held on the person: read, and put into the open object. */
struct subject {
    struct work *w;
    struct json_writer *j;
    int64_t person;
};

/* Auditors see that everything is there, but not what was confided to the coordinators. */
static bool reads_case(const struct work *w)
{
    return (w->actor.roles & R_COORDINATOR) != 0;
}

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct person, id),           JSON_TEXT(struct person, first_name),
    JSON_TEXT(struct person, father_name), JSON_TEXT(struct person, surname),
    JSON_TEXT(struct person, nid),         JSON_DATE(struct person, birth_date),
    JSON_TEXT(struct person, sex),         JSON_TEXT(struct person, address),
    JSON_TEXT(struct person, phone),       JSON_DATE(struct person, died_on),
};

static err identity_put(const struct subject *s)
{
    struct person p;
    err e;

    if ((e = person_read(s->w, s->person, &p)))
        return e;
    json_put_struct(s->j, "person", MEMBERS(PERSON_OUT), &p);
    return OK;
}

static const struct json_member FORMER_OUT[] = {
    JSON_TEXT(struct former_name, first_name),
    JSON_TEXT(struct former_name, surname),
    JSON_DATE(struct former_name, until),
};

static err former_names_put(const struct subject *s)
{
    struct former_name *list;
    size_t count;
    err e;

    if ((e = former_name_list(s->w, s->person, &list, &count)))
        return e;
    json_put_structs(s->j, "former_names", MEMBERS(FORMER_OUT), list, count);
    return OK;
}

static const struct json_member CONTACT_OUT[] = {
    JSON_TEXT(struct safe_contact, channel),         JSON_TEXT(struct safe_contact, detail),
    JSON_TEXT(struct safe_contact, hours),           JSON_TEXT(struct safe_contact, address),
    JSON_INSTANT(struct safe_contact, unsafe_since),
};

static err contact_put(const struct subject *s)
{
    struct safe_contact c;
    err e;

    if (reads_case(s->w) && (e = safe_contact_read(s->w, s->person, &c)))
        return e;
    json_put_struct(s->j, "contact", MEMBERS(CONTACT_OUT), reads_case(s->w) ? &c : NULL);
    return OK;
}

static err files_put(const struct subject *s)
{
    return export_files(s->w, s->person, reads_case(s->w), s->j);
}

static err decisions_put(const struct subject *s, int64_t application)
{
    struct application_decision *list;
    size_t count;
    err e;

    if ((e = application_decisions(s->w, application, &list, &count)))
        return e;
    json_put_list(s->j, "decisions");
    for (size_t i = 0; i < count; i++) {
        json_put_object(s->j, NULL);
        json_put_text(s->j, "decision", application_state_name(list[i].decision));
        json_put_date(s->j, "on", list[i].on);
        json_put_text(s->j, "reason", reads_case(s->w) ? list[i].reason : NULL);
        json_put_end(s->j);
    }
    json_put_end(s->j);
    return OK;
}

static const struct json_member STATED_OUT[] = {APPLICATION_FACTS(FACT_OUT, struct application)};

static err applications_put(const struct subject *s)
{
    struct application *list;
    size_t count;
    err e;

    if ((e = application_list(s->w, s->person, &list, &count)))
        return e;
    json_put_list(s->j, "applications");
    for (size_t i = 0; i < count; i++) {
        json_put_object(s->j, NULL);
        json_put_members(s->j, MEMBERS(STATED_OUT), &list[i]);
        json_put_date(s->j, "withdrawn_on", list[i].withdrawn_on);
        if ((e = decisions_put(s, list[i].id)) || (e = export_seen_papers(s->w, list[i].id, s->j)))
            return e;
        json_put_end(s->j);
    }
    json_put_end(s->j);
    return OK;
}

struct line_event {
    const char *what;
    date on_day;
    const char *collector;
    bool undone; /* noted by mistake */
};
/* Whoever collected for her is another person, so the name stays out; only what kind of collector it was is
 * told. */
static const char SQL_EVENTS[] =
    "SELECT e.what, e.on_day, e.collector, u.recorded_at IS NOT NULL AS undone FROM payment_event e LEFT "
    "JOIN "
    "payment_undo u ON u.event_id = e.id WHERE e.run_id = :run AND e.n = :n ORDER BY e.id";
static const struct column EVENT_COLUMNS[] = {
    COLUMN_TEXT(struct line_event, what),
    COLUMN_DATE(struct line_event, on_day),
    COLUMN_TEXT(struct line_event, collector),
    COLUMN_BOOL(struct line_event, undone),
};
static const struct json_member EVENT_OUT[] = {
    JSON_TEXT(struct line_event, what),
    JSON_DATE_AS(struct line_event, on_day, "on"),
    JSON_TEXT(struct line_event, collector),
    JSON_BOOL(struct line_event, undone),
};

/* What she said of a payment, and what came of it. */
struct line_said {
    int64_t id;
    date on_day, answered_on;
    const char *text, *outcome, *answer; /* texts as decisions' reasons: for whoever reads files */
};
static const char SQL_SAID[] =
    "SELECT c.id, c.on_day, c.text_sealed, o.outcome, o.on_day AS answered_on, o.answer_sealed FROM "
    "payment_complaint c LEFT JOIN payment_complaint_outcome o ON o.complaint_id = c.id WHERE c.run_id = "
    ":run "
    "AND c.n = :n ORDER BY c.id";
static const struct column SAID_COLUMNS[] = {
    COLUMN_INT(struct line_said, id),
    COLUMN_DATE(struct line_said, on_day),
    COLUMN_SEALED(struct line_said, text, "payment_complaint", id),
    COLUMN_TEXT(struct line_said, outcome),
    COLUMN_DATE(struct line_said, answered_on),
    COLUMN_SEALED(struct line_said, answer, "payment_complaint_outcome", id),
};
static const struct json_member SAID_OUT[] = {
    JSON_DATE_AS(struct line_said, on_day, "on"), JSON_TEXT(struct line_said, text),
    JSON_TEXT(struct line_said, outcome),         JSON_DATE(struct line_said, answered_on),
    JSON_TEXT(struct line_said, answer),
};

struct own_line { /* of an approved run */
    int64_t run_id, n;
    const char *kind;
    date month, run;
    int64_t amount;
    const char *one_off; /* NULL: the month's payment */
    struct line_event *events;
    size_t event_count;
    struct line_said *said;
    size_t said_count;
};
static const char SQL_PAYMENTS[] =
    "SELECT l.run_id, l.n, l.kind, l.month, r.month AS run, l.amount, x.text AS one_off FROM payment_line l "
    "JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved' LEFT JOIN one_off_rule x ON x.id = "
    "l.one_off_id WHERE l.person_id = :person ORDER BY r.month, l.n";
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT(struct own_line, run_id),   COLUMN_INT(struct own_line, n),
    COLUMN_TEXT(struct own_line, kind),    COLUMN_DATE(struct own_line, month),
    COLUMN_DATE(struct own_line, run),     COLUMN_INT(struct own_line, amount),
    COLUMN_TEXT(struct own_line, one_off),
};
static const struct json_member LINE_OUT[] = {
    JSON_TEXT(struct own_line, kind),
    JSON_DATE(struct own_line, month),
    JSON_DATE(struct own_line, run),
    JSON_INT(struct own_line, amount),
    JSON_TEXT(struct own_line, one_off),
    JSON_LIST(struct own_line, events, event_count, EVENT_OUT),
    JSON_LIST_AS(struct own_line, said, said_count, SAID_OUT, "complaints"),
};

static err events_read(struct work *w, void *row)
{
    struct own_line *l = row;
    err e;

    if ((e = rows_read(w, SQL_EVENTS, BINDS(INT(":run", l->run_id), INT(":n", l->n)), COLUMNS(EVENT_COLUMNS),
                       NULL, &l->events, &l->event_count)) ||
        (e = rows_read(w, SQL_SAID, BINDS(INT(":run", l->run_id), INT(":n", l->n)), COLUMNS(SAID_COLUMNS),
                       NULL, &l->said, &l->said_count)))
        return e;
    for (size_t i = 0; i < l->said_count && !reads_case(w); i++)
        l->said[i].text = l->said[i].answer = NULL;
    return OK;
}

/* How she is paid, from the first to the last that was noted. */
struct own_way {
    int64_t id, recorded_at;
    const char *way, *account, *post_office;
};
static const char SQL_WAYS[] =
    "SELECT id, way, account_sealed, post_office_sealed, recorded_at FROM payment_way "
    "WHERE person_id = :person ORDER BY id";
static const struct column WAY_COLUMNS[] = {
    COLUMN_INT(struct own_way, id),
    COLUMN_TEXT(struct own_way, way),
    COLUMN_SEALED(struct own_way, account, "payment_way", id),
    COLUMN_SEALED(struct own_way, post_office, "payment_way", id),
    COLUMN_INT(struct own_way, recorded_at),
};
static const struct json_member WAY_OUT[] = {
    JSON_TEXT(struct own_way, way),
    JSON_TEXT(struct own_way, account),
    JSON_TEXT(struct own_way, post_office),
    JSON_INSTANT_AS(struct own_way, recorded_at, "at"),
};

static err ways_put(const struct subject *s)
{
    struct own_way *ways;
    size_t count;
    err e;

    if ((e = rows_read(s->w, SQL_WAYS, BINDS(INT(":person", s->person)), COLUMNS(WAY_COLUMNS), NULL, &ways,
                       &count)))
        return e;
    json_put_structs(s->j, "payment_ways", MEMBERS(WAY_OUT), ways, count);
    return OK;
}

static err payments_put(const struct subject *s)
{
    struct own_line *lines;
    size_t count;
    err e;

    if ((e = rows_read(s->w, SQL_PAYMENTS, BINDS(INT(":person", s->person)), COLUMNS(LINE_COLUMNS),
                       events_read, &lines, &count)))
        return e;
    json_put_structs(s->j, "payments", MEMBERS(LINE_OUT), lines, count);
    return OK;
}

static err not_paid_put(const struct subject *s)
{
    return export_not_paid(s->w, s->person, s->j);
}

static const struct json_member ENROLMENT_OUT[] = {
    JSON_TEXT_AS(struct enrolment, organisation_name, "organisation"),
    JSON_ID(struct enrolment, number),
    JSON_DATE(struct enrolment, from),
    JSON_DATE(struct enrolment, until),
};

struct hold {
    int64_t id, recorded_at;
    const char *why, *word, *reason;
};
/* What was said of her payments; in whose words, coordinators alone are told. */
static const char SQL_HOLDS[] =
    "SELECT id, why, word, CASE WHEN :words = 1 THEN reason_sealed END AS reason_sealed, recorded_at "
    "FROM payment_hold WHERE person_id = :person ORDER BY id";
static const struct column HOLD_COLUMNS[] = {
    COLUMN_INT(struct hold, id),          COLUMN_TEXT(struct hold, why),
    COLUMN_TEXT(struct hold, word),       COLUMN_SEALED(struct hold, reason, "payment_hold", id),
    COLUMN_INT(struct hold, recorded_at),
};
static const struct json_member HOLD_OUT[] = {
    JSON_TEXT(struct hold, why),
    JSON_TEXT(struct hold, word),
    JSON_TEXT(struct hold, reason),
    JSON_INSTANT(struct hold, recorded_at),
};

static err holds_put(const struct subject *s)
{
    struct hold *list;
    size_t count;
    err e;

    if ((e = rows_read(s->w, SQL_HOLDS, BINDS(INT(":person", s->person), INT(":words", reads_case(s->w))),
                       COLUMNS(HOLD_COLUMNS), NULL, &list, &count)))
        return e;
    json_put_structs(s->j, "holds", MEMBERS(HOLD_OUT), list, count);
    return OK;
}

struct asked {
    int64_t id, asked_at, approved_at, used_at;
    const char *asked_by, *why;
};
static const char SQL_ASKED[] =
    "SELECT r.id, r.asked_at, r.approved_at, r.used_at, a.full_name AS asked_by, r.why_sealed FROM "
    "export_request r JOIN account a ON a.id = r.asked_by WHERE r.person_id = :person ORDER BY r.id";
static const struct column ASKED_COLUMNS[] = {
    COLUMN_INT(struct asked, id),          COLUMN_INT(struct asked, asked_at),
    COLUMN_INT(struct asked, approved_at), COLUMN_INT(struct asked, used_at),
    COLUMN_TEXT(struct asked, asked_by),   COLUMN_SEALED(struct asked, why, "export_request", id),
};
static const struct json_member ASKED_OUT[] = {
    JSON_INSTANT(struct asked, asked_at), JSON_TEXT(struct asked, asked_by),
    JSON_TEXT(struct asked, why),         JSON_INSTANT(struct asked, approved_at),
    JSON_INSTANT(struct asked, used_at),
};

static err requests_put(const struct subject *s)
{
    struct asked *list;
    size_t count;
    err e;

    if ((e = rows_read(s->w, SQL_ASKED, BINDS(INT(":person", s->person)), COLUMNS(ASKED_COLUMNS), NULL, &list,
                       &count)))
        return e;
    json_put_structs(s->j, "requests", MEMBERS(ASKED_OUT), list, count);
    return OK;
}

static err enrolments_put(const struct subject *s)
{
    struct enrolment *list;
    size_t count;
    err e;

    if ((e = enrolment_list(s->w, s->person, &list, &count)))
        return e;
    json_put_structs(s->j, "enrolments", MEMBERS(ENROLMENT_OUT), list, count);
    return OK;
}

static void card_put(struct json_writer *j, const struct card *c)
{
    json_put_object(j, NULL);
    json_put_text(j, "number", c->number);
    json_put_list(j, "services");
    for (size_t i = 0; i < SV_COUNT; i++)
        if (c->services & SERVICES[i])
            json_put_text(j, NULL, service_name(SERVICES[i]));
    json_put_end(j);
    json_put_date(j, "issued_on", c->issued_on);
    json_put_date(j, "until", c->exp_day);
    json_put_date(j, "closed_on", c->closed_on);
    json_put_instant(j, "revoked_at", c->revoked_at);
    json_put_text(j, "revoked_why", c->revoked_why);
    json_put_end(j);
}

static err cards_put(const struct subject *s)
{
    struct card *list;
    size_t count;
    err e;

    if ((e = card_list(s->w, s->person, &list, &count)))
        return e;
    json_put_list(s->j, "cards");
    for (size_t i = 0; i < count; i++)
        card_put(s->j, &list[i]);
    json_put_end(s->j);
    return OK;
}

struct logged {
    int64_t id, at;
    const char *actor, *what, *why;
};
/* Who read and changed the files in which she is protected, under each number they had. Of a file in which he
 * is the respondent he is told nothing. */
static const char SQL_LOG[] = "SELECT a.id, a.at, a.actor, a.what, a.why FROM audit a WHERE a.case_id IN "
                              "(SELECT f.id FROM case_person p "
                              "JOIN case_file f ON f.id = p.case_id OR f.merged_into = p.case_id WHERE "
                              "p.person_id = :person AND p.role <> "
                              "'respondent') ORDER BY a.id";
static const struct column LOG_COLUMNS[] = {
    COLUMN_INT(struct logged, id),    COLUMN_INT(struct logged, at),   COLUMN_TEXT(struct logged, actor),
    COLUMN_TEXT(struct logged, what), COLUMN_TEXT(struct logged, why),
};
static const struct json_member LOG_OUT[] = {
    JSON_INSTANT(struct logged, at),
    JSON_TEXT(struct logged, actor),
    JSON_TEXT(struct logged, what),
    JSON_TEXT(struct logged, why),
};

struct log_walk {
    struct work *w;
    struct json_writer *j;
    struct logged row;
};

static err logged_put(void *context, struct arena *kept)
{
    struct log_walk *walk = context;
    err e;

    (void)kept;
    if ((e = audit_reason_open(walk->w, walk->row.id, &walk->row.why)))
        return e;
    json_put_struct(walk->j, NULL, MEMBERS(LOG_OUT), &walk->row);
    return OK;
}

/* Written row by row, because a file that was read for years has many of them. */
static err log_put(const struct subject *s)
{
    struct log_walk walk = {.w = s->w, .j = s->j};
    err e;

    json_put_list(s->j, "log");
    if ((e = row_walk(s->w, SQL_LOG, BINDS(INT(":person", s->person)), COLUMNS(LOG_COLUMNS), &walk.row,
                      logged_put, &walk)))
        return e;
    json_put_end(s->j);
    return OK;
}

static err all_put(const struct subject *s)
{
    static err (*const SECTIONS[])(const struct subject *s) = {
        identity_put, former_names_put, contact_put,    files_put, applications_put, payments_put, ways_put,
        not_paid_put, holds_put,        enrolments_put, cards_put, log_put,          requests_put,
    };
    err e;

    json_put_instant(s->j, "exported_at", s->w->now);
    for (size_t i = 0; i < sizeof SECTIONS / sizeof SECTIONS[0]; i++)
        if ((e = SECTIONS[i](s)))
            return e;
    return json_err(s->j); /* nothing is logged as given that could not be written */
}

/* One transaction: the parts tell of one moment, and the log says that it was given, or nothing went out. */
static err export_give(const struct subject *s, const char *why)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct work *w = s->w;
    struct audit_entry entry = {
        .what = "person.export", .record = "person", .record_id = s->person, .why = why, .words = true};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = export_may_tell(w, s->person)) || (e = all_put(s)) ||
        (e = card_case(w, s->person, &entry.case_id)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

err person_export(struct work *w, int64_t person, struct json_writer *j)
{
    const struct subject s = {.w = w, .j = j, .person = person};
    err e = field_reason_check(w, "why", w->why);

    return e ? e : export_give(&s, w->why);
}

static err asking_check(struct work *w, const struct export_asking *a)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, field_reason_check(w, "why", w->why))) ||
        (e = faults_take(w, &f, field_text_check(w, "asker", a->asker, ASKING_MAX, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "identified", a->identified, ASKING_MAX, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "handed_by", a->handed_by, ASKING_MAX, false))))
        return e;
    return faults_refuse(w, &f);
}

err person_export_handed(struct work *w, int64_t person, const struct export_asking *a, struct json_writer *j,
                         struct buf *pdf)
{
    CLEANUP(export_sheet_drop) struct export_sheet *sheet = NULL;
    const struct subject s = {.w = w, .j = j, .person = person};
    const char *why;
    err e;

    if ((e = asking_check(w, a)) || (e = export_sheet_open(w, a, &sheet)))
        return e;
    why = arena_format(w->arena, "%s; kërkoi: %s; u identifikua me: %s; dorëzoi: %s", w->why, a->asker,
                       a->identified, a->handed_by ? a->handed_by : w->actor.name);
    if (!why)
        return ERR_SYSTEM;
    j->listener = export_sheet_listener(sheet);
    e = export_give(&s, why);
    j->listener = NULL;
    return e ? e : export_sheet_close(&sheet, pdf);
}

err person_by_nid(struct work *w, const char *nid, int64_t *ret)
{
    const struct person_new by_nid = {.nid = nid, .birth_date = DATE_NONE};
    char normal[NID_TEXT];
    int64_t person;
    err e;

    if (nid_check(nid, normal) == NID_MALFORMED)
        return refuse(w, ERR_INPUT, "bad_nid", "nid",
                      "A personal number is a letter or digit, eight digits and a letter.");
    if ((e = person_find(w, &by_nid, 0, &person)))
        return e;
    if (!person)
        return refuse(w, ERR_ABSENT, "no_such_person", "nid", "There is nobody with this number.");
    *ret = person;
    return OK;
}
