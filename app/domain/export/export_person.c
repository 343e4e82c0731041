/* All there is on one person, for that person: asked for by law, so nothing of hers is left out and nothing
 * of others comes in. */
#include "domain/export/export_person.h"

#include "base/instant.h"
#include "base/text.h"
#include "domain/card/card.h"
#include "domain/export/export_paper.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/file/safe_contact.h"
#include "domain/kindergarten/enrolment.h"
#include "domain/law/case_role.h"
#include "domain/law/nid.h"
#include "domain/office/audit.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/stay.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static json_t *day_json(date d)
{
    char text[DATE_TEXT];

    return date_known(d) ? json_string(date_format(d, text)) : json_null();
}

static json_t *time_json(int64_t at)
{
    char text[INSTANT_TEXT];

    return at ? json_string(instant_format(at, text)) : json_null();
}

/* One thing held on the person: read and turned into JSON. */
struct subject {
    struct work *w;
    int64_t person;
};

/* Auditors see that all is there, not what was confided. */
static bool reads_case(const struct work *w)
{
    return (w->actor.roles & R_COORDINATOR) != 0;
}

static err identity_json(const struct subject *s, json_t **ret)
{
    struct person p;
    err e;

    if ((e = person_read(s->w, s->person, &p)))
        return e;
    *ret = json_pack("{s:I, s:s, s:s?, s:s, s:s?, s:o, s:s?, s:s?, s:s?, s:o}", "id", (json_int_t)p.id,
                     "first_name", p.first_name, "father_name", p.father_name, "surname", p.surname, "nid",
                     p.nid, "birth_date", day_json(p.birth_date), "sex", p.sex, "address", p.address, "phone",
                     p.phone, "died_on", day_json(p.died_on));
    return *ret ? OK : ERR_SYSTEM;
}

static err contact_json(const struct subject *s, json_t **ret)
{
    struct safe_contact c;
    err e;

    if (!reads_case(s->w))
        return (*ret = json_null()) ? OK : ERR_SYSTEM;
    if ((e = safe_contact_read(s->w, s->person, &c)))
        return e;
    *ret = json_pack("{s:s, s:s?, s:s?, s:s?, s:o}", "channel", c.channel, "detail", c.detail, "hours",
                     c.hours, "address", c.address, "unsafe_since", time_json(c.unsafe_since));
    return *ret ? OK : ERR_SYSTEM;
}

static json_t *act_json(const struct act_line *a, bool with_note)
{
    const struct act *act = &a->act;

    return json_pack("{s:I, s:s, s:o, s:o, s:o, s:b, s:o, s:I, s:b, s:s?, s:s?, s:s?, s:o}", "id",
                     (json_int_t)act->id, "kind", act_kind_name(act->kind), "on", day_json(act->on), "start",
                     day_json(act->start), "end", day_json(act->end), "end_open", act->end == DATE_OPEN,
                     "effective", day_json(act->effective), "corrects", (json_int_t)act->corrects, "voids",
                     act->voids, "decision", a->decision, "note", with_note ? a->note : NULL, "recorded_by",
                     a->recorded_by, "recorded_at", time_json(a->recorded_at));
}

static json_t *measures_json(const struct order_line *o)
{
    json_t *codes = json_array();

    for (size_t i = 0; i < o->measure_count; i++)
        json_array_append_new(codes, json_string(o->measures[i]));
    return codes;
}

static json_t *order_head_json(const struct order_line *o)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:o}", "kind", order_kind_name(o->kind), "issuer", o->issuer,
                     "number", o->number, "decision_date", day_json(o->decision_date), "measures",
                     measures_json(o));
}

/* An order that names the person, whole. */
static err own_order_json(const struct subject *s, int64_t id, json_t **ret)
{
    struct order_line o;
    struct act_line *lines;
    json_t *acts;
    size_t count;
    err e;

    if ((e = order_read(s->w, id, &o, &lines, &count)))
        return e;
    if (!(*ret = order_head_json(&o)) || !(acts = json_array()))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(acts, act_json(&lines[i], reads_case(s->w)));
    json_object_set_new(*ret, "received_on", day_json(o.received_on));
    json_object_set_new(*ret, "in_force_from", day_json(o.protection.from));
    json_object_set_new(*ret, "in_force_until", day_json(o.protection.until));
    return json_object_set_new(*ret, "acts", acts) ? ERR_SYSTEM : OK;
}

/* To a respondent, what was served on him. */
static err served_order_json(const struct subject *s, int64_t id, json_t **ret)
{
    struct order_line o;
    err e;

    if ((e = order_load(s->w, id, &o)))
        return e;
    return (*ret = order_head_json(&o)) ? OK : ERR_SYSTEM;
}

static const char SQL_OWN[] =
    "SELECT o.id FROM protection_order o JOIN order_person p ON p.order_id = o.id AND p.person_id = :person "
    "WHERE o.case_id = :case ORDER BY o.decision_date, o.id";
static const char SQL_SERVED[] =
    "SELECT id FROM protection_order WHERE case_id = :case AND :person > 0 ORDER BY decision_date, id";

static err orders_json(const struct subject *s, int64_t case_id, bool own, json_t *list)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    json_t *order = NULL;
    bool row;
    err e;

    if ((e = db_query(s->w->db, own ? SQL_OWN : SQL_SERVED,
                      BINDS(INT(":case", case_id), INT(":person", s->person)), &q)))
        return e;
    while (!(e = stmt_step(q, &row)) && row) {
        order = NULL;
        e = own ? own_order_json(s, stmt_int(q, 0), &order) : served_order_json(s, stmt_int(q, 0), &order);
        if (order && json_array_append_new(list, order))
            return ERR_SYSTEM;
        if (e)
            return e;
    }
    return e;
}

static err stays_json(const struct subject *s, int64_t case_id, json_t *list)
{
    struct stay *stays;
    size_t count;
    err e;

    if ((e = stay_list(s->w, case_id, &stays, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (stays[i].person == s->person)
            json_array_append_new(list,
                                  json_pack("{s:s?, s:o, s:o}", "place", stays[i].place, "from",
                                            day_json(stays[i].from), "until", day_json(stays[i].until)));
    return OK;
}

/* Words and papers of her own file. */
static err papers_json(const struct subject *s, int64_t case_id, enum case_role role, json_t *file)
{
    const struct export_reader reader = {case_id, s->person, role, reads_case(s->w)};
    json_t *documents = json_array(), *notes = json_array();
    err e;

    if (json_object_set_new(file, "documents", documents) | json_object_set_new(file, "notes", notes))
        return ERR_SYSTEM;
    e = export_documents(s->w, &reader, documents);
    return e ? e : export_notes(s->w, &reader, notes);
}

/* Her own file: past the guard, with all that concerns her. A respondent learns neither number nor unit. */
static err file_json(const struct subject *s, struct stmt *q, json_t *files)
{
    int64_t case_id = stmt_int(q, 0);
    enum case_role role;
    const char *relation;
    json_t *file, *orders, *stays;
    bool own;
    err e;

    if (!case_role_parse(stmt_text(q, 2), &role))
        return ERR_CORRUPT;
    own = role != ROLE_RESPONDENT;
    if ((e = case_may_open(s->w, case_id)) ||
        (e = sealed_open(s->w, "case_person", "relation", stmt_int(q, 1), q, 3, &relation)))
        return e;
    file = json_pack("{s:s, s:s?, s:[], s:[]}", "role", case_role_name(role), "relation", relation, "orders",
                     "stays");
    if (!file || json_array_append_new(files, file))
        return ERR_SYSTEM;
    orders = json_object_get(file, "orders");
    stays = json_object_get(file, "stays");
    if ((e = orders_json(s, case_id, own, orders)) || !own)
        return e;
    json_object_set_new(file, "number", json_string(stmt_text(q, 4)));
    json_object_set_new(file, "unit", json_string(stmt_text(q, 5)));
    json_object_set_new(file, "opened_at", time_json(stmt_int(q, 6)));
    if ((e = papers_json(s, case_id, role, file)))
        return e;
    return stays_json(s, case_id, stays);
}

static const char SQL_FILES[] =
    "SELECT p.case_id, p.id, p.role, p.relation_sealed, c.number, u.name, c.created_at FROM case_person p "
    "JOIN case_file c ON c.id = p.case_id JOIN unit u ON u.id = c.unit_id WHERE p.person_id = :person "
    "ORDER BY p.case_id";

static err files_json(const struct subject *s, json_t **ret)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    bool row;
    err e;

    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    if ((e = db_query(s->w->db, SQL_FILES, BINDS(INT(":person", s->person)), &q)))
        return e;
    while (!(e = stmt_step(q, &row)) && row)
        if ((e = file_json(s, q, *ret)))
            return e;
    return e;
}

static err decisions_json(const struct subject *s, int64_t application, json_t **ret)
{
    struct application_decision *list;
    size_t count;
    err e;

    if ((e = application_decisions(s->w, application, &list, &count)))
        return e;
    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(
            *ret, json_pack("{s:s, s:o, s:s?}", "decision", application_state_name(list[i].decision), "on",
                            day_json(list[i].on), "reason", reads_case(s->w) ? list[i].reason : NULL));
    return OK;
}

static err applications_json(const struct subject *s, json_t **ret)
{
    struct application *list;
    size_t count;
    err e;

    if ((e = application_list(s->w, s->person, &list, &count)))
        return e;
    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        json_t *decisions, *papers = json_array();

        if ((e = decisions_json(s, list[i].id, &decisions)))
            return e;
        json_array_append_new(*ret, json_pack("{s:o, s:o, s:o, s:o}", "filed_on", day_json(list[i].filed_on),
                                              "withdrawn_on", day_json(list[i].withdrawn_on), "decisions",
                                              decisions, "papers", papers));
        if ((e = export_seen_papers(s->w, list[i].id, papers)))
            return e;
    }
    return OK;
}

static const char SQL_EVENTS[] =
    "SELECT what, on_day, collector FROM payment_event WHERE run_id = :run AND n = :n ORDER BY id";

/* Who collected for her is another person: not named. */
static err payment_events_json(const struct subject *s, int64_t run, int64_t n, json_t *list)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    bool row;
    err e;

    if ((e = db_query(s->w->db, SQL_EVENTS, BINDS(INT(":run", run), INT(":n", n)), &q)))
        return e;
    while (!(e = stmt_step(q, &row)) && row)
        json_array_append_new(list, json_pack("{s:s, s:o, s:s?}", "what", stmt_text(q, 0), "on",
                                              day_json(stmt_date(q, 1)), "collector", stmt_text(q, 2)));
    return e;
}

static const char SQL_PAYMENTS[] =
    "SELECT l.run_id, l.n, l.kind, l.month, l.amount, r.month FROM payment_line l JOIN payment_run r "
    "ON r.id = l.run_id AND r.state = 'approved' WHERE l.person_id = :person ORDER BY r.month, l.n";

static err payments_json(const struct subject *s, json_t **ret)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    bool row;
    err e;

    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    if ((e = db_query(s->w->db, SQL_PAYMENTS, BINDS(INT(":person", s->person)), &q)))
        return e;
    while (!(e = stmt_step(q, &row)) && row) {
        json_t *events = json_array();

        json_array_append_new(*ret, json_pack("{s:s, s:o, s:o, s:I, s:o}", "kind", stmt_text(q, 2), "month",
                                              day_json(stmt_date(q, 3)), "run", day_json(stmt_date(q, 5)),
                                              "amount", (json_int_t)stmt_int(q, 4), "events", events));
        if ((e = payment_events_json(s, stmt_int(q, 0), stmt_int(q, 1), events)))
            return e;
    }
    return e;
}

static err not_paid_json(const struct subject *s, json_t **ret)
{
    return (*ret = json_array()) ? export_not_paid(s->w, s->person, *ret) : ERR_SYSTEM;
}

static err enrolments_json(const struct subject *s, json_t **ret)
{
    struct enrolment *list;
    size_t count;
    err e;

    if ((e = enrolment_list(s->w, s->person, &list, &count)))
        return e;
    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(*ret,
                              json_pack("{s:s, s:o, s:o}", "organisation", list[i].organisation_name, "from",
                                        day_json(list[i].from), "until", day_json(list[i].until)));
    return OK;
}

static json_t *services_json(unsigned services)
{
    json_t *names = json_array();

    for (size_t i = 0; i < SV_COUNT; i++)
        if (services & SERVICES[i])
            json_array_append_new(names, json_string(service_name(SERVICES[i])));
    return names;
}

static err cards_json(const struct subject *s, json_t **ret)
{
    struct card *list;
    size_t count;
    err e;

    if ((e = card_list(s->w, s->person, &list, &count)))
        return e;
    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        const struct card *c = &list[i];

        json_array_append_new(*ret, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:s?}", "number", c->number,
                                              "services", services_json(c->services), "issued_on",
                                              day_json(c->issued_on), "until", day_json(c->exp_day),
                                              "closed_on", day_json(c->closed_on), "revoked_at",
                                              time_json(c->revoked_at), "revoked_why", c->revoked_why));
    }
    return OK;
}

static const char SQL_LOG[] =
    "SELECT a.at, a.actor, a.what, a.why FROM audit a JOIN case_person p ON p.case_id = a.case_id "
    "WHERE p.person_id = :person AND p.role <> 'respondent' ORDER BY a.id";

static err log_json(const struct subject *s, json_t **ret)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    bool row;
    err e;

    if (!(*ret = json_array()))
        return ERR_SYSTEM;
    if ((e = db_query(s->w->db, SQL_LOG, BINDS(INT(":person", s->person)), &q)))
        return e;
    while (!(e = stmt_step(q, &row)) && row)
        json_array_append_new(*ret,
                              json_pack("{s:o, s:s, s:s, s:s}", "at", time_json(stmt_int(q, 0)), "actor",
                                        stmt_text(q, 1), "what", stmt_text(q, 2), "why", stmt_text(q, 3)));
    return e;
}

static const struct section {
    const char *name;
    err (*read)(const struct subject *s, json_t **ret);
} SECTIONS[] = {
    {"person", identity_json},           {"contact", contact_json},   {"files", files_json},
    {"applications", applications_json}, {"payments", payments_json}, {"not_paid", not_paid_json},
    {"enrolments", enrolments_json},     {"cards", cards_json},       {"log", log_json},
};

static err sections_json(const struct subject *s, json_t *all)
{
    err e;

    for (size_t i = 0; i < sizeof SECTIONS / sizeof SECTIONS[0]; i++) {
        json_t *part = NULL;

        e = SECTIONS[i].read(s, &part);
        if (part && json_object_set_new(all, SECTIONS[i].name, part))
            return ERR_SYSTEM;
        if (e)
            return e;
    }
    return OK;
}

static void json_release(json_t **json)
{
    json_decref(*json);
}

err person_export(struct work *w, int64_t person, json_t **ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(json_release) json_t *all = json_object();
    const struct subject s = {w, person};
    struct audit_entry entry = {
        .what = "person.export", .record = "person", .record_id = person, .why = w->why};
    err e;

    if (!all)
        return ERR_SYSTEM;
    if (text_empty(w->why))
        return refuse(w, ERR_INPUT, "required", "why", "An export needs a reason, which is logged.");
    json_object_set_new(all, "exported_at", time_json(w->now));
    if ((e = tx_begin(&tx, w->db)) || (e = sections_json(&s, all)) ||
        (e = card_case(w, person, &entry.case_id)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = all;
    all = NULL;
    return OK;
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
