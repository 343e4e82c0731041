/* What courts change in an order while it lasts: persons in and out, measures, sums. Elira Kola and her child
 * Ana, an UM of 2026-03-01 to 2026-09-30; it is 2026-03-10. The right values by hand: whom the court takes in
 * is protected from the decision on and may have a card that day; who goes keeps the days that were hers. */
#include <string.h>

#include "domain/card/card_issue.h"
#include "domain/claim/claim.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/order/act_content.h"
#include "domain/order/act_preview.h"
#include "domain/order/act_record.h"
#include "domain/order/order_read.h"
#include "domain/order/registration.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY     (r->work.today)
#define D(m, day) date_make(2026, m, day)

static struct order_person child(const char *first_name, date born)
{
    return (struct order_person){.role = ROLE_DEPENDANT,
                                 .who = {.first_name = first_name, .surname = "Kola", .birth_date = born}};
}

static struct act_new amended(struct test_register *r, const struct desk *d,
                              const struct act_content *content)
{
    struct act_new act = desk_act(r, d, ACT_AMENDED);

    act.content = content;
    return act;
}

static enum why_not why_on(struct test_register *r, int64_t person, enum service service, date on)
{
    struct because because;
    struct rules rules;
    struct claim c;

    must(rules_load(&r->work, &rules));
    must(claim_load(&r->work, person, &rules, &c));
    return entitlement_on(&c, rules.benefits, rules.benefit_count, service, on, &because);
}

static enum why_not free_bus(struct test_register *r, int64_t person, date on)
{
    return why_on(r, person, SV_TRANSPORT, on);
}

static int64_t person_called(struct test_register *r, int64_t order, size_t at)
{
    struct order_line o;

    must(order_load(&r->work, order, &o));
    assert_true(at < o.person_count);
    return o.persons[at];
}

static void holder_rules(struct test_register *r)
{
    struct holder h;

    holder_make(r, TODAY - 10, TODAY + 10,
                &h); /* brings the decisions of the council, and a file of its own */
}

static void a_child_that_the_court_adds_has_a_card_that_day(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    const struct act_content content = {.persons_in = in, .persons_in_count = 1};
    struct act_new act;
    struct card_new new;
    struct card card;
    struct desk d;
    int64_t bora;

    holder_rules(r);
    um_lay(r, &d);
    act = amended(r, &d, &content);
    desk_take(r, &d, &act);
    bora = person_called(r, d.order, 2);
    assert_int_equal(free_bus(r, bora, TODAY - 1), WHY_NOT_STARTED);
    assert_int_equal(free_bus(r, bora, TODAY), WHY_ENTITLED);
    assert_int_equal(free_bus(r, bora, D(9, 30)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, bora, D(10, 1)), WHY_ENDED);
    new = (struct card_new){
        .version = file_version(r, d.file), .case_id = d.file, .person = bora, .services = SERVICE_TRANSPORT};
    must(card_issue(&r->work, &new, &card));
    assert_int_equal(card.exp_day, D(9, 30));
}

static enum case_role role_of(struct test_register *r, const struct desk *d, int64_t person)
{
    enum case_role role;

    must(case_person_role(&r->work, d->file, person, "person", &role));
    return role;
}

/* The payment is for the protected (VKM 597/2019): of a dependant it is not asked whether she has applied.
 * The court protects Ana by herself from 10.03 on; until 09.03 she was a dependant, whatever is recorded
 * since. */
static void a_dependant_whom_the_court_protects_is_a_protected_person(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {{.role = ROLE_PROTECTED}};
    const struct act_content content = {.persons_in = in, .persons_in_count = 1};
    struct act_effect effect;
    struct card_new new;
    struct act_new act;
    struct card card;
    struct desk d;
    int64_t ana, taken;

    holder_rules(r);
    um_lay(r, &d);
    in[0].person = ana = person_called(r, d.order, 1);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, TODAY), WHY_NOT_BENEFICIARY);
    act = amended(r, &d, &content);
    must(act_preview(&r->work, d.order, &act, &effect));
    assert_int_equal(effect.before.persons[1].role, ROLE_DEPENDANT);
    assert_int_equal(effect.after.persons[1].role, ROLE_PROTECTED);
    assert_int_equal(role_of(r, &d, ana), ROLE_DEPENDANT);
    taken = desk_take(r, &d, &act);
    assert_int_equal(role_of(r, &d, ana), ROLE_PROTECTED);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, TODAY - 1), WHY_NOT_BENEFICIARY);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, TODAY), WHY_NO_APPLICATION);
    assert_int_equal(free_bus(r, ana, D(3, 1)), WHY_ENTITLED); /* by the order, all along */
    new = (struct card_new){
        .version = file_version(r, d.file), .case_id = d.file, .person = ana, .services = SERVICE_TRANSPORT};
    must(card_issue(&r->work, &new, &card));
    assert_int_equal(card.exp_day, D(9, 30));
    act = amended(r, &d, &content); /* she is one already */
    desk_refuse(r, &d, &act, ERR_INPUT, "already_named", "persons_in[0].person");

    act = desk_act(r, &d, ACT_CORRECTED); /* it was decided on the fifth */
    act.corrects = taken;
    act.on = D(3, 5);
    desk_take(r, &d, &act);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, D(3, 4)), WHY_NOT_BENEFICIARY);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, D(3, 5)), WHY_NO_APPLICATION);
    act = desk_act(r, &d, ACT_CORRECTED); /* and never was */
    act.corrects = taken;
    act.voids = true;
    act.note = "shkresë tjetër";
    desk_take(r, &d, &act);
    assert_int_equal(role_of(r, &d, ana), ROLE_DEPENDANT);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, TODAY), WHY_NOT_BENEFICIARY);
    assert_int_equal(free_bus(r, ana, TODAY), WHY_ENTITLED);
}

/* The UM that follows protects the child by itself: from its first day, and in a registration put right from
 * the beginning. Nobody becomes less than she was. */
static void a_paper_may_protect_whom_another_covered(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {{.role = ROLE_PROTECTED}};
    struct registration_new fix = {.decision_date = DATE_NONE,
                                   .start = DATE_NONE,
                                   .end = DATE_NONE,
                                   .received_on = DATE_NONE,
                                   .hearing_on = DATE_NONE,
                                   .content = {.persons_in = in, .persons_in_count = 1}};
    struct desk d, next = {.file = 0};
    int64_t ana, id, version;

    holder_rules(r);
    um_lay(r, &d);
    ana = person_called(r, d.order, 1);
    paper_next(r, d.file, ORDER_UM, "15", TODAY, D(11, 30), &next.paper);
    next.paper.persons[0].person = person_called(r, d.order, 0);
    next.paper.persons[1] = (struct order_person){.role = ROLE_PROTECTED, .person = ana};
    next.order = paper_register(r, &next.paper, &next.file);
    assert_int_equal(role_of(r, &d, ana), ROLE_PROTECTED);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, TODAY - 1), WHY_NOT_BENEFICIARY);
    assert_int_equal(why_on(r, ana, SV_PAYMENT, TODAY), WHY_NO_APPLICATION);
    in[0].person = ana;
    fix.version = file_version(r, d.file);
    must_refuse_at(r, registration_correct(&r->work, d.order, &fix, &id, &version), ERR_INPUT,
                   "already_named", "persons_in[0].person");
}

static void a_registration_put_right_protects_from_the_beginning(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {{.role = ROLE_PROTECTED}};
    struct registration_new fix = {.decision_date = DATE_NONE,
                                   .start = DATE_NONE,
                                   .end = DATE_NONE,
                                   .received_on = DATE_NONE,
                                   .hearing_on = DATE_NONE,
                                   .content = {.persons_in = in, .persons_in_count = 1}};
    int64_t id, version;
    struct desk d;

    holder_rules(r);
    um_lay(r, &d);
    in[0].person = person_called(r, d.order, 1);
    fix.version = file_version(r, d.file);
    must(registration_correct(&r->work, d.order, &fix, &id, &version));
    assert_int_equal(role_of(r, &d, in[0].person), ROLE_PROTECTED);
    assert_int_equal(why_on(r, in[0].person, SV_PAYMENT, D(3, 1)), WHY_NO_APPLICATION);
}

/* Two of one name and birth date, without a number, are one until somebody says that they are two: both would
 * be paid. */
static void somebody_of_another_file_is_asked_about(void **state)
{
    static const char *const TWO[] = {"same_person"};
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    const struct act_content content = {.persons_in = in, .persons_in_count = 1};
    struct act_new act;
    struct desk first, second;

    um_lay(r, &first);
    act = amended(r, &first, &content);
    desk_take(r, &first, &act);
    paper_make(&second.paper);
    second.paper.order.number = "15";
    second.order = paper_register(r, &second.paper, &second.file);
    act = amended(r, &second, &content);
    desk_refuse(r, &second, &act, ERR_CONFLICT, "same_person", "persons_in[0].surname");
    must(question_confirm(&r->work, TWO, 1));
    desk_take(r, &second, &act);
}

static void who_goes_is_protected_until_the_day_before(void **state)
{
    struct test_register *r = *state;
    struct act_content content = {.persons_out_count = 1};
    struct order_line o;
    struct act_new act;
    struct desk d;
    int64_t ana;

    holder_rules(r);
    um_lay(r, &d);
    ana = person_called(r, d.order, 1);
    content.persons_out = &ana;
    act = amended(r, &d, &content);
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "effective");
    act.effective = D(4, 1);
    desk_take(r, &d, &act);
    assert_int_equal(free_bus(r, ana, D(3, 1)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, ana, D(3, 31)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, ana, D(4, 1)), WHY_ENDED);
    assert_int_equal(free_bus(r, person_called(r, d.order, 0), D(9, 30)), WHY_ENTITLED);
    must(order_load(&r->work, d.order, &o));
    assert_int_equal(o.person_count, 2); /* until then */
    r->work.today = D(4, 1);
    must(order_load(&r->work, d.order, &o));
    assert_int_equal(o.person_count, 1);
}

/* The card of who goes is good until then, and its bit tells from then on. */
static void a_card_ends_with_its_holder_s_days(void **state)
{
    struct test_register *r = *state;
    struct act_content content = {.persons_out_count = 1};
    struct act_new act;
    struct act_effect x;
    struct card card;
    struct holder h;
    int64_t order, id, version;

    holder_make(r, TODAY - 30, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    order = h.order;
    content.persons_out = &h.person;
    act = (struct act_new){.version = file_version(r, h.case_id),
                           .kind = ACT_AMENDED,
                           .on = TODAY,
                           .start = DATE_NONE,
                           .end = DATE_NONE,
                           .effective = TODAY + 5,
                           .decision = "77",
                           .content = &content};
    must(act_preview(&r->work, order, &act, &x));
    assert_int_equal(x.after.orders[0].protection.until, TODAY + 100);
    assert_int_equal(standing_days(&x.after, h.person, SV_TRANSPORT).until, TODAY + 4);
    assert_int_equal(standing_days(&x.after, h.child, SV_TRANSPORT).until, TODAY + 100);
    assert_int_equal(standing_card_of(&x.after, x.before.cards[0].id)->good_until, TODAY + 4);
    act.effective = TODAY;
    must(act_record(&r->work, order, &act, &id, &version));
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE closed_on IS NOT NULL"), 1);
}

static void a_preview_tells_of_who_would_come(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    const struct act_content content = {.persons_in = in, .persons_in_count = 1};
    struct act_effect x;
    struct act_new act;
    struct desk d;

    holder_rules(r);
    um_lay(r, &d);
    act = amended(r, &d, &content);
    must(act_preview(&r->work, d.order, &act, &x));
    assert_int_equal(x.before.person_count, 2);
    assert_int_equal(x.after.person_count, 3);
    assert_string_equal(x.after.persons[2].first_name, "Bora");
    assert_int_equal(standing_days(&x.before, x.after.persons[2].person, SV_TRANSPORT).from, DATE_NONE);
    assert_int_equal(standing_days(&x.after, x.after.persons[2].person, SV_TRANSPORT).from, TODAY);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act_person"), 0);
}

static void what_cannot_be_is_told_all_at_once(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5)), {.role = ROLE_PROTECTED}};
    struct measure_in measures[] = {{.code = "zz"}};
    int64_t out[] = {99};
    struct act_content content = {.persons_in = in,
                                  .persons_in_count = 2,
                                  .persons_out = out,
                                  .persons_out_count = 1,
                                  .measures_in = measures,
                                  .measures_in_count = 1};
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    in[1].person = person_called(r, d.order, 0);
    act = amended(r, &d, &content);
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "effective");
    assert_int_equal(r->work.problem.fault_count, 4);
    assert_string_equal(r->work.problem.faults[1].field, "persons_in[1].person");
    assert_string_equal(r->work.problem.faults[1].code, "already_named");
    assert_string_equal(r->work.problem.faults[2].field, "persons_out[0]");
    assert_string_equal(r->work.problem.faults[2].code, "not_named");
    assert_string_equal(r->work.problem.faults[3].field, "measures_in[0].code");
}

static void an_order_is_not_emptied(void **state)
{
    struct test_register *r = *state;
    struct act_content content = {.persons_out_count = 2};
    struct order_line o;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    must(order_load(&r->work, d.order, &o));
    content.persons_out = o.persons;
    act = amended(r, &d, &content);
    act.effective = TODAY;
    desk_refuse(r, &d, &act, ERR_INPUT, "nobody_left", "persons_out");
}

static void other_acts_say_nothing_of_persons(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    const struct act_content content = {.persons_in = in, .persons_in_count = 1};
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    act.content = &content;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "persons_in");
}

/* In and out, and out twice: each at its own place. */
static void one_measure_goes_one_way(void **state)
{
    struct measure_in in[] = {{.code = "no_contact"}};
    const char *out[] = {"10/b", "removal", "removal"};
    struct test_register *r = *state;
    const struct act_content content = {
        .measures_in = in, .measures_in_count = 1, .measures_out = out, .measures_out_count = 3};
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = amended(r, &d, &content);
    desk_refuse(r, &d, &act, ERR_INPUT, "measure_twice", "measures_out[0]");
    assert_int_equal(r->work.problem.fault_count, 2);
    assert_string_equal(r->work.problem.faults[1].field, "measures_out[2]");
}

/* The order carries the removal alone; it lasts until 30.09, and until 30.11 by an act that says so. */
static void only_what_the_order_has_is_lifted(void **state)
{
    static const char *out[] = {"weapons", "removal"};
    struct test_register *r = *state;
    struct measure_in measures[] = {{.code = "removal"}};
    struct measure_in in[] = {{.code = "distance", .details.at[DETAIL_UNTIL] = "2026-11-30"}};
    struct act_content content = {.measures_out = out, .measures_out_count = 2};
    const struct act_content beyond = {.measures_in = in, .measures_in_count = 1};
    struct act_new act;
    struct desk d;

    paper_make(&d.paper);
    d.paper.order.measures = measures;
    d.paper.order.measures_count = 1;
    d.order = paper_register(r, &d.paper, &d.file);
    act = amended(r, &d, &content);
    desk_refuse(r, &d, &act, ERR_INPUT, "measure_not_there", "measures_out[0]");
    assert_int_equal(r->work.problem.fault_count, 1);
    content.measures_out = out + 1;
    content.measures_out_count = 1;
    desk_take(r, &d, &act);
    act = amended(r, &d, &content); /* lifted before */
    desk_refuse(r, &d, &act, ERR_INPUT, "measure_not_there", "measures_out[0]");
    act = amended(r, &d, &beyond);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "measure_beyond_end", "measures_in[0].until");
    act.end = D(11, 30);
    desk_take(r, &d, &act);
}

static void measures_and_sums_follow_the_court(void **state)
{
    struct measure_in of_order[] = {{.code = "no_violence"}, {.code = "no_contact"}};
    const char *out[] = {"10/b"};
    struct test_register *r = *state;
    struct measure_in in[] = {
        {.code = "periodic_payment",
         .details.at = {[DETAIL_SUM] = "15000", [DETAIL_EMPLOYER] = "Ndërmarrja Peshku"}}};
    const struct act_content content = {
        .measures_in = in, .measures_in_count = 1, .measures_out = out, .measures_out_count = 1};
    struct act_line *acts;
    struct order_line o;
    struct paper p;
    struct act_new act;
    struct desk d;
    size_t count;

    paper_make(&p);
    p.order.measures = of_order;
    p.order.measures_count = 2;
    d.order = paper_register(r, &p, &d.file);
    act = amended(r, &d, &content);
    desk_take(r, &d, &act);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(o.measure_count, 2);
    assert_string_equal(o.measures[0].code, "no_violence");
    assert_string_equal(o.measures[1].code, "periodic_payment");
    assert_string_equal(o.measures[1].details.at[DETAIL_EMPLOYER], "Ndërmarrja Peshku");
    assert_int_equal(acts[1].measure_count, 2);
    assert_string_equal(acts[1].measures[0].details.at[DETAIL_SUM], "15000"); /* "in" before "out" */
    assert_null(acts[1].measures[1].details.at[DETAIL_SUM]);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM order_measure_detail WHERE instr(value_sealed, '15000')"), 0);
}

/* A slip in the day is put right; whom the act took in is not said again, and stays in. */
static void a_correction_keeps_whom_the_act_took_in(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    const struct act_content content = {.persons_in = in, .persons_in_count = 1};
    struct act_new act;
    struct desk d;
    int64_t id, bora;

    holder_rules(r);
    um_lay(r, &d);
    act = amended(r, &d, &content);
    id = desk_take(r, &d, &act);
    bora = person_called(r, d.order, 2);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = id;
    act.on = D(3, 5);
    desk_take(r, &d, &act);
    assert_int_equal(free_bus(r, bora, D(3, 4)), WHY_NOT_STARTED);
    assert_int_equal(free_bus(r, bora, D(3, 5)), WHY_ENTITLED);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = id;
    act.voids = true;
    desk_take(r, &d, &act); /* the court never said so */
    assert_int_equal(free_bus(r, bora, D(3, 5)), WHY_NO_ORDER);
}

/* A court of appeal that changes an order takes persons in and out like the court that amends it; one that
 * leaves the order as it was, or overturns it, does not. */
static void a_court_of_appeal_takes_in_and_out(void **state)
{
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    struct act_content content = {.persons_in = in, .persons_in_count = 1, .persons_out_count = 1};
    struct act_new act;
    struct desk d;
    int64_t ana, id;

    holder_rules(r);
    um_lay(r, &d);
    ana = person_called(r, d.order, 1);
    content.persons_out = &ana;
    act = desk_act(r, &d, ACT_APPEAL_DECIDED);
    act.content = &content;
    act.outcome = APPEAL_UPHELD;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "outcome");
    act.outcome = APPEAL_CHANGED;
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "effective");
    act.effective = D(4, 1);
    id = desk_take(r, &d, &act);
    assert_int_equal(free_bus(r, ana, D(3, 31)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, ana, D(4, 1)), WHY_ENDED);
    assert_int_equal(free_bus(r, person_called(r, d.order, 0), D(9, 30)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, register_int(r, "SELECT max(person_id) FROM order_person"), D(4, 1)),
                     WHY_ENTITLED);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = id;
    act.on = D(3, 9);
    desk_take(r, &d, &act); /* a slip in the day keeps both */
    assert_int_equal(free_bus(r, ana, D(4, 1)), WHY_ENDED);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = id;
    act.outcome = APPEAL_UPHELD;
    desk_take(r, &d, &act); /* it was misread: nothing was changed */
    assert_int_equal(free_bus(r, ana, D(4, 1)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, register_int(r, "SELECT max(person_id) FROM order_person"), D(4, 1)),
                     WHY_NO_ORDER);
}

static void all_at_once_are_as_one_by_one(void **state)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct test_register *r = *state;
    struct order_person in[] = {child("Bora", D(1, 5))};
    struct act_content content = {.persons_in = in, .persons_in_count = 1, .persons_out_count = 1};
    struct claim one, of_all;
    struct rules rules;
    struct act_new act;
    struct desk d;
    int64_t ana, last;

    um_lay(r, &d);
    ana = person_called(r, d.order, 1);
    content.persons_out = &ana;
    act = amended(r, &d, &content);
    act.effective = D(5, 1);
    desk_take(r, &d, &act);
    content = (struct act_content){.persons_in = in, .persons_in_count = 1};
    in[0].person = ana;
    act = amended(r, &d, &content);
    act.effective = D(7, 1); /* and comes back */
    r->work.today = D(5, 2);
    r->work.now += 60 * 86400;
    act.version = file_version(r, d.file);
    act.on = D(5, 2);
    desk_take(r, &d, &act);
    last = register_int(r, "SELECT max(id) FROM person");
    must(rules_load(&r->work, &rules));
    must(claim_walk_begin(&r->work, &rules, &walk));
    for (int64_t person = 1; person <= last; person++) {
        must(claim_load(&r->work, person, &rules, &one));
        must(claim_walk_to(walk, person, &of_all));
        assert_int_equal(one.order_count, of_all.order_count);
        assert_int_equal(one.order_count, person == ana ? 2 : 1);
        for (size_t i = 0; i < one.order_count; i++) {
            assert_int_equal(one.orders[i].protection.from, of_all.orders[i].protection.from);
            assert_int_equal(one.orders[i].protection.until, of_all.orders[i].protection.until);
        }
    }
    assert_int_equal(one.orders[0].protection.from, D(5, 1)); /* Bora, the last entered */
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_child_that_the_court_adds_has_a_card_that_day),
        with_register(a_dependant_whom_the_court_protects_is_a_protected_person),
        with_register(a_paper_may_protect_whom_another_covered),
        with_register(a_registration_put_right_protects_from_the_beginning),
        with_register(somebody_of_another_file_is_asked_about),
        with_register(who_goes_is_protected_until_the_day_before),
        with_register(a_card_ends_with_its_holder_s_days),
        with_register(a_preview_tells_of_who_would_come),
        with_register(what_cannot_be_is_told_all_at_once),
        with_register(an_order_is_not_emptied),
        with_register(other_acts_say_nothing_of_persons),
        with_register(only_what_the_order_has_is_lifted),
        with_register(measures_and_sums_follow_the_court),
        with_register(one_measure_goes_one_way),
        with_register(a_correction_keeps_whom_the_act_took_in),
        with_register(a_court_of_appeal_takes_in_and_out),
        with_register(all_at_once_are_as_one_by_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
