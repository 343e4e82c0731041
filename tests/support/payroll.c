/* Runs as the office makes them, day after day. */
#include "support/payroll.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/month.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "support/paper.h"

static const char SQL_ACCOUNTS[] =
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
    "(92, 'aid', 'Aid Officer', 'aid_officer', '!', 1), (93, 'director', 'Director', 'director', '!', 1) "
    "ON CONFLICT (id) DO NOTHING";

void payroll_open(struct test_register *r)
{
    must(db_exec(r->db, SQL_ACCOUNTS, NO_BINDS));
}

void as_clerk(struct test_register *r)
{
    r->work.actor = (struct actor){.account = register_int(r, "SELECT id FROM account WHERE name = 'test'"),
                                   .roles = R_STAFF,
                                   .name = "test"};
}

void as_officer(struct test_register *r)
{
    r->work.actor = (struct actor){.account = PAYROLL_OFFICER, .roles = R_AID_OFFICER, .name = "aid"};
}

void as_director(struct test_register *r)
{
    r->work.actor = (struct actor){.account = PAYROLL_DIRECTOR, .roles = R_DIRECTOR, .name = "director"};
}

date month_of(const char *month)
{
    date first = DATE_NONE;

    must(month_parse(month, &first));
    return first;
}

int64_t payroll_prepare(struct test_register *r, const char *month)
{
    int64_t run = 0;

    as_officer(r);
    must(payment_prepare(&r->work, month_of(month), &run));
    as_clerk(r);
    return run;
}

void payroll_approve(struct test_register *r, int64_t run)
{
    as_director(r);
    must(payment_approve(&r->work, run));
    as_clerk(r);
}

int64_t payroll_run(struct test_register *r, const char *month)
{
    int64_t run = payroll_prepare(r, month);

    payroll_approve(r, run);
    return run;
}

int64_t payroll_apply(struct test_register *r, int64_t case_id, int64_t person, date filed_on)
{
    const struct application_new in = {
        .version = file_version(r, case_id), .case_id = case_id, .person = person, .filed_on = filed_on};
    const char *papers[] = {"order", "identity_card", "property_certificate"};
    struct application_decision_new granted = {
        .case_id = case_id, .decision = APPLICATION_GRANTED, .documents = papers, .documents_count = 3};
    struct apart before = apart_begin(r);
    int64_t id = 0;

    must(application_file(&r->work, &in, &id));
    granted.version = file_version(r, case_id);
    must(application_decide(&r->work, id, &granted));
    apart_end(r, before);
    return id;
}

int64_t payroll_entitled(struct test_register *r, const char *number, const char *first_name,
                         struct holder *ret)
{
    struct holder h = {0};
    struct paper p;

    paper_make(&p);
    p.order.number = number;
    p.persons[0].who.first_name = first_name;
    p.persons[0].who.nid = NULL;
    p.persons[0].who.birth_date = DATE_NONE;
    h.order = paper_register(r, &p, &h.case_id);
    h.person = register_int(r, "SELECT max(person_id) FROM case_person WHERE role = 'protected'");
    payroll_apply(r, h.case_id, h.person, r->work.today);
    *ret = h;
    return h.person;
}

struct payment_event_new payroll_herself(date on)
{
    return (struct payment_event_new){
        .what = PAID_OUT, .on = on, .collector = COLLECTOR_SELF, .authorised_on = DATE_NONE};
}

static const char *text_of(struct test_register *r, const struct buf *text)
{
    return arena_text(&r->arena, text->data ? text->data : "");
}

const char *payroll_lines(struct test_register *r, int64_t run)
{
    static const char SQL[] =
        "SELECT person_id, month, amount, why FROM payment_line WHERE run_id = :run ORDER BY n";
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    char month[MONTH_TEXT];
    bool row;

    must(db_query(r->db, SQL, BINDS(INT(":run", run)), &s));
    for (must(stmt_step(s, &row)); row;) {
        const char *why = stmt_text(s, 3);

        buf_format(&text, "%s%" PRId64 ":%s%+" PRId64, text.len ? " " : "", stmt_int(s, 0),
                   month_format(stmt_date(s, 1), month), stmt_int(s, 2));
        if (why)
            buf_format(&text, "(%s)", why);
        must(stmt_step(s, &row));
    }
    return text_of(r, &text);
}

const char *payroll_reasons(struct test_register *r, int64_t run)
{
    static const char SQL[] =
        "SELECT person_id, why FROM payment_reason WHERE run_id = :run ORDER BY person_id";
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    bool row;

    must(db_query(r->db, SQL, BINDS(INT(":run", run)), &s));
    for (must(stmt_step(s, &row)); row;) {
        buf_format(&text, "%s%" PRId64 ":%s", text.len ? " " : "", stmt_int(s, 0), stmt_text(s, 1));
        must(stmt_step(s, &row));
    }
    return text_of(r, &text);
}
