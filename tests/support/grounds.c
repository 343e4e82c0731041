#include "support/grounds.h"

#include "domain/check/typing_limit.h"
#include "domain/file/case_file.h"
#include "domain/ground/ground_kind.h"
#include "support/paper.h"

struct ground_new arta(void)
{
    return (struct ground_new){.first_name = "Arta",
                               .surname = "Gjoka",
                               .birth_year = 1985,
                               .nid = ARTA_NID,
                               .unit = "Lunxhëri",
                               .kind = "economic_aid",
                               .decision = "NE-114",
                               .decided_on = date_make(2026, 1, 5),
                               .from = date_make(2026, 1, 5),
                               .until = DATE_NONE};
}

int64_t ground_of(struct test_register *r, const struct ground_new *in)
{
    int64_t holder;

    must(ground_add(&r->work, in, &holder));
    return holder;
}

void ground_rule_of(struct test_register *r, const char *kind, enum service service)
{
    const struct ground_rule_new rule = {.kind = kind,
                                         .service = service,
                                         .source = "VKB 7/2026",
                                         .from = date_make(2026, 1, 1),
                                         .until = DATE_NONE};
    int64_t id;

    must(ground_rule_add(&r->work, &rule, &id));
}

struct ground_view ground_seen(struct test_register *r, int64_t holder)
{
    struct ground_view v;

    must(ground_view_read(&r->work, holder, &v));
    return v;
}

int64_t arta_carded(struct test_register *r)
{
    const struct ground_new in = arta();
    int64_t holder = ground_of(r, &in);

    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    ground_rule_of(r, "economic_aid", SV_DOCUMENTS);
    must(ground_card_issue(&r->work, holder, false));
    return holder;
}

struct check door_check(struct test_register *r, const char *service, const char *number)
{
    const struct checker device = {.id = 12, .organisation = 1, .service = service};
    CLEANUP(doorway_db_close) struct doorway_db *read = NULL;
    struct typing_limit *typing;
    struct doorway d;
    struct check c;

    must(typing_limit_make(&typing));
    must(doorway_db_open(r->check, DB_READ, 256, &read));
    d = doorway_at(read, &r->work);
    must(check_card(&d, &device, number, typing, &c));
    typing_limit_free(&typing);
    return c;
}

void arta_order(struct test_register *r, const char *nid, struct both *b)
{
    struct order_person named[] = {
        {.role = ROLE_PROTECTED,
         .who = {.first_name = "Arta", .surname = "Gjoka", .nid = nid, .birth_date = date_make(1985, 1, 1)}}};
    struct order_new order = {.kind = ORDER_UM,
                              .issuer =
                                  "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër",
                              .number = "14",
                              .decision_date = r->work.today,
                              .start = r->work.today,
                              .end = r->work.today + 40,
                              .final_date = DATE_NONE,
                              .received_on = DATE_NONE,
                              .hearing_on = DATE_NONE,
                              .unit = "Gjirokastër",
                              .persons = named,
                              .persons_count = 1};

    must(paper_apart(r, &order, &b->order, &b->case_id));
    b->person = register_int(r, "SELECT person_id FROM case_person");
}
