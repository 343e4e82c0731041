/* Registers people by the same doors as the program. */
#include "support/holder.h"

#include "base/instant.h"
#include "domain/card/card.h"
#include "domain/card/card_issue.h"
#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/kindergarten/enrolment.h"
#include "domain/office/organisation.h"
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/payment/application_decision.h"
#include "support/paper.h"

static const char COURT[] = "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër";

static struct person_new person_named(const char *first_name, date born)
{
    return (struct person_new){.first_name = first_name, .surname = "Kola", .birth_date = born};
}

void holder_make(struct test_register *r, date start, date end, struct holder *ret)
{
    struct order_person named[] = {
        {.role = ROLE_PROTECTED, .who = person_named("Elira", date_make(1987, 5, 14))},
        {.role = ROLE_DEPENDANT, .who = person_named("Ana", date_make(2021, 2, 1))},
    };
    struct order_new order = {
        .kind = end == DATE_NONE ? ORDER_UMM : ORDER_UM,
        .issuer = COURT,
        .number = "14",
        .decision_date = start,
        .start = start,
        .end = end,
        .final_date = DATE_NONE,
        .received_on = DATE_NONE,
        .hearing_on = DATE_NONE,
        .unit = "Gjirokastër",
        .persons = named,
        .persons_count = 2,
    };
    struct order_line line;

    must(paper_apart(r, &order, &ret->order, &ret->case_id));
    must(order_load(&r->work, ret->order, &line));
    assert_int_equal(line.person_count, 2);
    ret->person = line.persons[0];
    ret->child = line.persons[1];
}

static int64_t version_of(struct test_register *r, int64_t case_id)
{
    static const char SQL_VERSION[] = "SELECT version FROM case_file WHERE id = :id";
    int64_t version = 0;

    must(db_int(r->db, SQL_VERSION, BINDS(INT(":id", case_id)), &version));
    return version;
}

void holder_act(struct test_register *r, const struct holder *h, enum act_kind kind, date day)
{
    struct act_new act = {
        .version = version_of(r, h->case_id),
        .kind = kind,
        .on = r->work.today,
        .start = DATE_NONE,
        .end = kind == ACT_EXTENDED ? day : DATE_NONE,
        .effective = kind == ACT_TERMINATED ? day : DATE_NONE,
        .decision = "77/2026",
    };
    int64_t id, version;

    must(act_record(&r->work, h->order, &act, &id, &version));
}

void holder_card(struct test_register *r, const struct holder *h, unsigned services, struct card *ret)
{
    const struct card_new in = {.case_id = h->case_id,
                                .version = version_of(r, h->case_id),
                                .person = h->person,
                                .services = services};

    must(card_issue(&r->work, &in, ret));
}

void holder_enrol_at(struct test_register *r, const struct holder *h, int64_t organisation)
{
    const struct enrolment_new in = {.version = version_of(r, h->case_id),
                                     .case_id = h->case_id,
                                     .person = h->child,
                                     .organisation = organisation,
                                     .from = r->work.today,
                                     .until = DATE_NONE};
    int64_t id;

    must(enrolment_add(&r->work, &in, &id));
}

int64_t holder_enrol(struct test_register *r, const struct holder *h, const char *kindergarten)
{
    int64_t organisation;

    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, kindergarten, &organisation));
    holder_enrol_at(r, h, organisation);
    return organisation;
}

void holder_sibling(struct test_register *r, const struct holder *h, const struct holder *other)
{
    must(db_exec(
        r->db,
        "INSERT INTO case_person (id, case_id, person_id, role) VALUES (9000 + :person, :case, :person, "
        "'dependant')",
        BINDS(INT(":person", other->child), INT(":case", h->case_id))));
}

void holder_grant(struct test_register *r, const struct holder *h, int64_t application)
{
    const struct application_decision_new in = {
        .version = version_of(r, h->case_id), .case_id = h->case_id, .decision = APPLICATION_GRANTED};
    struct apart before = apart_begin(r);

    must(application_decide(&r->work, application, &in));
    apart_end(r, before);
}

void register_on(struct test_register *r, date day)
{
    register_at(r, date_midnight(day) + 10 * 3600);
}

int64_t holder_logged(struct test_register *r, const char *what)
{
    static const char SQL[] =
        "SELECT count(*) FROM audit WHERE what = :what AND case_id = 1 AND case_version > 1";
    int64_t count = 0;

    must(db_int(r->db, SQL, BINDS(TEXT(":what", what)), &count));
    return count;
}

void holder_stand(struct test_register *r, struct holder *h)
{
    holder_make(r, r->work.today - 1, DATE_NONE, h);
}

int64_t holder_respondent(struct test_register *r, const struct holder *h)
{
    const struct case_person_new in = {
        .version = 1,
        .role = ROLE_RESPONDENT,
        .who = {.first_name = "Agim", .surname = "Kola", .birth_date = date_make(1980, 1, 2)}};
    int64_t id = 0;

    must(case_person_register(&r->work, h->case_id, &in, &id));
    return id;
}

void holder_seal(struct test_register *r)
{
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
}
