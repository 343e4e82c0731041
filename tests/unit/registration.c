/* Registrations put right under the real number: Elira Kola and her child Ana, an UM of the court of
 * Gjirokastër, number 14, of 2026-03-01 to 2026-09-30, against Agim; it is 2026-03-10. Right by hand: what
 * the paper says holds from the beginning, what was written down stays beside it. */
#include "domain/order/registration.h"

#include <string.h>

#include "domain/card/card_issue.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_search.h"
#include "domain/order/act_record.h"
#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/work/question.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY     (r->work.today)
#define D(m, day) date_make(2026, m, day)

static void lay(struct test_register *r, struct desk *d)
{
    paper_make(&d->paper);
    d->paper.order.respondent = &d->paper.respondent;
    d->order = paper_register(r, &d->paper, &d->file); /* persons 1, 2, and the respondent 3 */
}

static struct registration_new fix(struct test_register *r, const struct desk *d)
{
    return (struct registration_new){.version = file_version(r, d->file),
                                     .decision_date = DATE_NONE,
                                     .start = DATE_NONE,
                                     .end = DATE_NONE,
                                     .received_on = DATE_NONE,
                                     .hearing_on = DATE_NONE};
}

static void take(struct test_register *r, const struct desk *d, const struct registration_new *in)
{
    int64_t id, version;

    must(registration_correct(&r->work, d->order, in, &id, &version));
}

static void refused(struct test_register *r, const struct desk *d, const struct registration_new *in, err e,
                    const char *code, const char *field)
{
    const char *before = dump(r, "");
    int64_t id, version;

    must_refuse_at(r, registration_correct(&r->work, d->order, in, &id, &version), e, code, field);
    assert_string_equal(dump_changed(r, before, dump(r, "")), "");
}

static struct order_line line(struct test_register *r, const struct desk *d)
{
    struct order_line o;

    must(order_load(&r->work, d->order, &o));
    return o;
}

static enum why_not free_bus(struct test_register *r, int64_t person, date on)
{
    struct because because;
    struct rules rules;
    struct claim c;

    must(rules_load(&r->work, &rules));
    must(claim_load(&r->work, person, &rules, &c));
    return entitlement_on(&c, rules.benefits, rules.benefit_count, SV_TRANSPORT, on, &because);
}

static void the_real_number_is_the_order_s(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct act_line *acts;
    struct order_line o;
    struct paper again;
    struct desk d;
    size_t count;

    lay(r, &d);
    in = fix(r, &d);
    in.number = "41";
    in.note = "numri u lexua gabim";
    take(r, &d, &in);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_string_equal(o.number, "41");
    assert_int_equal(o.protection.until, D(9, 30)); /* nothing else moved */
    assert_int_equal(count, 3);                     /* grant, what was put right, the grant as it stands */
    assert_int_equal(acts[1].act.kind, ACT_REGISTRATION_CORRECTED);
    assert_int_equal(acts[1].act.on, TODAY);
    assert_string_equal(acts[1].note, "numri u lexua gabim");
    assert_int_equal(acts[1].change_count, 1);
    assert_string_equal(acts[1].changes[0].field, "number");
    assert_string_equal(acts[1].changes[0].was, "14");
    assert_string_equal(acts[1].changes[0].is, "41");
    assert_string_equal(acts[2].decision, "41");
    paper_make(&again);
    again.order.number = "41";
    must_refuse_at(r, order_check(&r->work, &again.order), ERR_CONFLICT, "order_exists", "number");
    again.order.number = "14"; /* is another order's, if there is one */
    must_refuse_at(r, order_check(&r->work, &again.order), ERR_CONFLICT, "same_person", "persons[0].surname");
    assert_int_equal(register_int(r,
                                  "SELECT count(*) FROM audit WHERE what = 'act.registration_corrected' AND "
                                  "case_id = 1 AND case_version = 2"),
                     1);
}

static void it_is_found_by_either_number(void **state)
{
    static const char *const QUERIES[] = {"417", "893", "555"};
    struct test_register *r = *state;
    struct registration_new in;
    struct case_line *lines;
    struct desk d;
    size_t count;

    lay(r, &d);
    in = fix(r, &d);
    in.number = "417";
    take(r, &d, &in);
    in = fix(r, &d);
    in.number = "893";
    take(r, &d, &in);
    for (size_t i = 0; i < 3; i++) {
        const struct case_filter f = {.q = QUERIES[i], .limit = 10};

        must(case_search(&r->work, &f, &lines, &count));
        assert_int_equal(count, i < 2);
    }
}

static void what_stood_there_is_appended_and_sealed(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct desk d;

    lay(r, &d);
    in = fix(r, &d);
    in.issuer = "Gjykata e Zagorisë";
    take(r, &d, &in);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_change WHERE field = 'issuer' AND "
                                     "instr(old_sealed, 'Gjirokast') + instr(new_sealed, 'Zagori') = 0"),
                     1);
    must_fail(db_exec(r->db, "UPDATE order_change SET field = 'unit'", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(r->db, "DELETE FROM order_change", NO_BINDS), ERR_INPUT);
}

/* The clerk forgot Bora, whom the paper names: hers from the first day on, and a card that day. */
static void a_child_left_out_is_named_from_the_beginning(void **state)
{
    struct test_register *r = *state;
    struct order_person bora = {.role = ROLE_DEPENDANT,
                                .who = {.first_name = "Bora", .surname = "Kola", .birth_date = D(1, 5)}};
    struct registration_new in;
    struct card_new new;
    struct holder h;
    struct card card;
    struct desk d;
    int64_t child;

    holder_make(r, TODAY - 10, TODAY + 10, &h); /* brings the decisions of the council */
    lay(r, &d);
    in = fix(r, &d);
    in.content = (struct act_content){.persons_in = &bora, .persons_in_count = 1};
    take(r, &d, &in);
    assert_int_equal(line(r, &d).person_count, 3);
    child = line(r, &d).persons[2];
    assert_int_equal(free_bus(r, child, D(2, 28)), WHY_NOT_STARTED);
    assert_int_equal(free_bus(r, child, D(3, 1)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, child, D(9, 30)), WHY_ENTITLED);
    new = (struct card_new){.version = file_version(r, d.file),
                            .case_id = d.file,
                            .person = child,
                            .services = SERVICE_TRANSPORT};
    must(card_issue(&r->work, &new, &card));
}

/* Bora stands in the first file: whoever adds her to the second is asked whether they are two. */
static void somebody_of_another_file_is_asked_about(void **state)
{
    struct test_register *r = *state;
    struct order_person bora = {.role = ROLE_DEPENDANT,
                                .who = {.first_name = "Bora", .surname = "Kola", .birth_date = D(1, 5)}};
    struct registration_new in;
    struct desk first, second;

    lay(r, &first);
    in = fix(r, &first);
    in.content = (struct act_content){.persons_in = &bora, .persons_in_count = 1};
    take(r, &first, &in);
    paper_make(&second.paper);
    second.paper.order.number = "15";
    second.order = paper_register(r, &second.paper, &second.file);
    in.version = file_version(r, second.file);
    refused(r, &second, &in, ERR_CONFLICT, "same_person", "persons_in[0].surname");
}

static void whom_the_paper_does_not_name_never_had_a_right(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct act_effect x;
    struct holder h;
    struct card card;
    struct desk d;

    holder_make(r, TODAY - 10, TODAY + 10, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    d.order = h.order;
    d.file = h.case_id;
    in = fix(r, &d);
    in.content = (struct act_content){.persons_out = &h.child, .persons_out_count = 1};
    must(registration_preview(&r->work, d.order, &in, &x));
    assert_int_equal(standing_days(&x.before, h.child, SV_TRANSPORT).until, TODAY + 10);
    assert_int_equal(standing_days(&x.after, h.child, SV_TRANSPORT).from, DATE_NONE);
    assert_int_equal(standing_days(&x.after, h.person, SV_TRANSPORT).until, TODAY + 10);
    assert_int_equal(free_bus(r, h.child, TODAY), WHY_ENTITLED); /* only tried */
    take(r, &d, &in);
    assert_int_equal(free_bus(r, h.child, TODAY), WHY_NO_ORDER);
    in = fix(r, &d);
    in.content = (struct act_content){.persons_out = &h.person, .persons_out_count = 1};
    refused(r, &d, &in, ERR_INPUT, "required", "persons");
}

static void another_order_s_number_is_not_taken(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct paper other;
    struct desk d;
    int64_t file;

    lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "15", D(3, 1), D(9, 30), &other);
    paper_register(r, &other, &file);
    in = fix(r, &d);
    in.number = "15";
    refused(r, &d, &in, ERR_CONFLICT, "order_exists", "number");
}

static void an_order_that_becomes_an_um_has_a_last_day(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct desk d;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    in = fix(r, &d);
    in.kind = ORDER_UM;
    refused(r, &d, &in, ERR_INPUT, "required", "end");
    in.end = D(9, 1);
    take(r, &d, &in);
    assert_int_equal(line(r, &d).kind, ORDER_UM);
    assert_int_equal(line(r, &d).protection.until, D(9, 1));
}

/* Law 9669/2006: an immediate order lasts until the court decides. The last day of an UM that never was one
 * is not kept in silence, and goes with the correction that says so. */
static void an_um_that_becomes_an_umm_loses_its_last_day(void **state)
{
    static const char *const YES[] = {"end_of_open_kind"};
    struct test_register *r = *state;
    struct registration_new in;
    struct desk d;

    lay(r, &d);
    in = fix(r, &d);
    in.kind = ORDER_UMM;
    refused(r, &d, &in, ERR_CONFLICT, "end_of_open_kind", "end");
    in.clears = CLEAR_END;
    take(r, &d, &in);
    assert_int_equal(line(r, &d).kind, ORDER_UMM);
    assert_int_equal(line(r, &d).protection.until, DATE_OPEN);
    in = fix(r, &d);
    in.kind = ORDER_UM;
    in.clears = CLEAR_END; /* an UM has one */
    refused(r, &d, &in, ERR_INPUT, "required", "end");
    in.end = D(9, 30);
    take(r, &d, &in);
    assert_int_equal(line(r, &d).protection.until, D(9, 30));
    in = fix(r, &d);
    in.kind = ORDER_UMPMM; /* the paper names that end all the same */
    must(question_confirm(&r->work, YES, 1));
    take(r, &d, &in);
    assert_int_equal(line(r, &d).protection.until, D(9, 30));
}

/* A term goes like a last day. */
static void a_term_goes_with_the_kind_that_has_one(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct order_line o;
    struct desk d;

    lay(r, &d);
    in = fix(r, &d);
    in.term = (struct term){.months = 6, .from = TERM_SERVICE};
    take(r, &d, &in);
    in = fix(r, &d);
    in.kind = ORDER_UMM;
    in.clears = CLEAR_END;
    take(r, &d, &in);
    assert_int_equal(line(r, &d).protection.until, DATE_OPEN);
    o = line(r, &d);
    assert_false(term_given(&o.protection.counted.term));
}

/* A police order has no such measure (its own list): the clerk is asked, of those that stay and of those that
 * come. */
static void measures_are_those_of_the_kind_that_the_paper_has(void **state)
{
    static const char *const YES[] = {"measure_beyond"};
    struct test_register *r = *state;
    struct measure_in measures[] = {{.code = "weapons"}, {.code = "no_entry"}};
    struct measure_in coming[] = {{.code = "child_contact"}};
    const char *going[] = {"no_entry"};
    struct registration_new in;
    struct paper p;
    struct desk d;

    paper_make(&p);
    p.order.kind = ORDER_UMM;
    p.order.end = DATE_NONE;
    p.order.measures = measures;
    p.order.measures_count = 2;
    d.order = paper_register(r, &p, &d.file);
    in = fix(r, &d);
    in.kind = ORDER_UMPMM;
    refused(r, &d, &in, ERR_CONFLICT, "measure_beyond", "kind");
    in.content.measures_out = going;
    in.content.measures_out_count = 1;
    in.content.measures_in = coming;
    in.content.measures_in_count = 1;
    refused(r, &d, &in, ERR_CONFLICT, "measure_beyond", "measures_in");
    must(question_confirm(&r->work, YES, 1));
    take(r, &d, &in);
    assert_int_equal(line(r, &d).kind, ORDER_UMPMM);
    assert_string_equal(line(r, &d).measures[0].code, "child_contact");
}

static void the_first_day_goes_with_the_decision(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct order_line before;
    struct paper um;
    struct desk d;
    int64_t file;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    paper_next(r, d.file, ORDER_UM, "20", D(3, 8), D(9, 30), &um);
    um.order.follows = d.order;
    d.order = paper_register(r, &um, &file);
    in = fix(r, &d);
    in.decision_date = D(3, 6);
    take(r, &d, &in);
    assert_int_equal(line(r, &d).decision_date, D(3, 6));
    assert_int_equal(line(r, &d).protection.from, D(3, 6));
    must(order_load(&r->work, line(r, &d).follows, &before));
    assert_int_equal(before.protection.until, D(3, 5));
}

/* A police order beside an immediate one of the 1st turns out to be the UM of the 8th, or to begin before the
 * other ended: that one would stand for ever beside it, in silence. */
static void what_it_turns_out_to_be_is_asked_like_a_new_one(void **state)
{
    static const char *const YES[] = {"follows_or_independent"};
    struct test_register *r = *state;
    struct registration_new in;
    struct paper police;
    struct desk d;
    int64_t file, umm;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    umm = d.order;
    paper_next(r, d.file, ORDER_UMPMM, "20", D(3, 8), DATE_NONE, &police);
    d.order = paper_register(r, &police, &file);
    must(question_confirm(&r->work, NULL, 0));
    in = fix(r, &d);
    in.issuer = "Komisariati Gjirokastër"; /* neither kind nor start: nothing is asked */
    take(r, &d, &in);
    in = fix(r, &d);
    in.kind = ORDER_UM;
    in.issuer = PAPER_COURT;
    in.end = D(9, 30);
    refused(r, &d, &in, ERR_CONFLICT, "follows_or_independent", "follows");
    assert_true(r->work.problem.question);
    must(question_confirm(&r->work, YES, 1));
    take(r, &d, &in);
    assert_true(warned(r, "follows_or_independent", "follows"));
    assert_int_equal(line(r, &d).kind, ORDER_UM);
    must(question_confirm(&r->work, NULL, 0));
    in = fix(r, &d);
    in.start = D(3, 9);
    refused(r, &d, &in, ERR_CONFLICT, "follows_or_independent", "follows");
    in = fix(r, &d);
    in.number = "21"; /* asked and answered before */
    take(r, &d, &in);
    d.order = umm;
    assert_int_equal(line(r, &d).protection.until, DATE_OPEN);
}

/* The decision that ended the order before is the one that took its place: its number there is put right,
 * too, and no day moves. What somebody wrote there as another decision stays. */
static void the_order_before_cites_the_real_number(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct act_line *acts;
    struct order_line before;
    struct paper um;
    struct desk d;
    int64_t file, umm;
    size_t count;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    umm = d.order;
    paper_next(r, d.file, ORDER_UM, "20", D(3, 8), D(9, 30), &um);
    um.order.follows = umm;
    d.order = paper_register(r, &um, &file);
    in = fix(r, &d);
    in.number = "41";
    take(r, &d, &in);
    must(order_read(&r->work, umm, &before, &acts, &count));
    assert_int_equal(count, 3); /* granted, replaced, replaced under the real number */
    assert_string_equal(acts[1].decision, "20");
    assert_int_equal(acts[2].act.corrects, acts[1].act.id);
    assert_string_equal(acts[2].decision, "41");
    assert_int_equal(before.protection.until, D(3, 7));
    assert_int_equal(before.protection.cut_by, ACT_REPLACED);
    in = fix(r, &d);
    in.number = "42"; /* once more */
    take(r, &d, &in);
    must(order_read(&r->work, umm, &before, &acts, &count));
    assert_int_equal(count, 4);
    assert_string_equal(acts[3].decision, "42");
    assert_int_equal(before.protection.until, D(3, 7));
}

static void another_decision_in_the_order_before_stays(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct act_new act;
    struct paper um;
    struct desk d;
    int64_t file, number_20;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "20", D(3, 8), D(12, 1), &um);
    number_20 = paper_register(r, &um, &file);
    act = desk_act(r, &d, ACT_REPLACED); /* with a decision of its own */
    act.other_order = number_20;
    desk_take(r, &d, &act);
    d.order = number_20;
    in = fix(r, &d);
    in.number = "41";
    take(r, &d, &in);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE order_id = 1"), 2);
}

/* The clerk mixed them up: he protected, she the respondent. */
static void sides_are_changed_whole(void **state)
{
    struct test_register *r = *state;
    struct order_person she = {.person = 3, .role = ROLE_PROTECTED},
                        he = {.person = 1, .role = ROLE_RESPONDENT};
    int64_t out = 1, against = 3;
    struct registration_new in;
    struct order_line o;
    struct holder h;
    struct desk d;

    lay(r, &d);
    holder_make(r, TODAY - 10, TODAY + 10, &h);
    in = fix(r, &d);
    in.content = (struct act_content){
        .persons_in = &she, .persons_in_count = 1, .persons_out = &out, .persons_out_count = 1};
    in.respondents_in = &he;
    in.respondents_in_count = 1;
    in.respondents_out = &against;
    in.respondents_out_count = 1;
    in.relation = "bashkëshort";
    take(r, &d, &in);
    o = line(r, &d);
    assert_int_equal(o.respondent_count, 1);
    assert_int_equal(o.respondents[0], 1);
    assert_int_equal(free_bus(r, 3, D(3, 1)), WHY_ENTITLED);
    assert_int_equal(free_bus(r, 1, D(3, 1)), WHY_NOT_BENEFICIARY);
}

static void the_unit_of_the_file_moves(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct desk d;

    lay(r, &d);
    in = fix(r, &d);
    in.unit = "Lunxhëri";
    take(r, &d, &in);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM case_file c JOIN unit u ON u.id = c.unit_id WHERE c.id "
                        "= 1 AND u.name = 'Lunxhëri'"),
        1);
    in = fix(r, &d);
    in.unit = "Tirana";
    refused(r, &d, &in, ERR_INPUT, "unknown_unit", "unit");
}

static void what_cannot_be_is_refused_at_its_field(void **state)
{
    struct test_register *r = *state;
    struct order_person nobody = {.role = ROLE_PROTECTED};
    struct registration_new in;
    struct act_new voids;
    struct desk d;
    int64_t two = 2;

    lay(r, &d);
    in = fix(r, &d);
    refused(r, &d, &in, ERR_INPUT, "nothing_changed", "");
    in.content = (struct act_content){.persons_in = &nobody, .persons_in_count = 1};
    refused(r, &d, &in, ERR_INPUT, "required", "persons_in[0].first_name");
    in = fix(r, &d);
    in.respondents_out = &two;
    in.respondents_out_count = 1;
    refused(r, &d, &in, ERR_INPUT, "not_respondent", "respondents_out[0]");
    in = fix(r, &d);
    in.number = "41";
    in.version = 7;
    refused(r, &d, &in, ERR_CONFLICT, "stale_version", "version");
    voids = desk_act(r, &d, ACT_CORRECTED);
    voids.corrects = 1;
    voids.voids = true;
    desk_take(r, &d, &voids);
    in.version = file_version(r, d.file);
    refused(r, &d, &in, ERR_CONFLICT, "order_void", "");
}

static void words_that_should_not_stand_are_cleared(void **state)
{
    struct test_register *r = *state;
    struct registration_new in;
    struct desk d;

    lay(r, &d);
    in = fix(r, &d);
    in.parties = (struct order_parties){
        .case_number = "112/2026", .petitioner = PARTY_POLICE, .petitioner_name = "Komisariati"};
    take(r, &d, &in);
    assert_string_equal(line(r, &d).parties.case_number, "112/2026");
    assert_int_equal(line(r, &d).parties.petitioner, PARTY_POLICE);
    in = fix(r, &d);
    in.clears = CLEAR_CASE_NUMBER | CLEAR_PETITIONER;
    take(r, &d, &in);
    assert_null(line(r, &d).parties.case_number);
    assert_int_equal(line(r, &d).parties.petitioner, PARTY_NONE);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_change"), 6);
}

/* The clerk wrote "vëlla" beside him, and nothing of the child: he is the husband and her father. */
static void relations_are_put_right_old_beside_new(void **state)
{
    struct test_register *r = *state;
    struct order_relation right[] = {{.respondent = 3, .relation = "bashkëshort"},
                                     {.person = 2, .respondent = 3, .relation = "baba"}};
    struct order_relation wrong[] = {{.person = 3, .respondent = 3, .relation = "x"},
                                     {.person = 2, .respondent = 1, .relation = "x"},
                                     {.person = 2, .respondent = 3, .relation = "x"},
                                     {.person = 2, .respondent = 3, .relation = "y"}};
    struct registration_new in;
    struct act_line *acts;
    struct order_line o;
    struct desk d;
    size_t count;

    paper_make(&d.paper);
    d.paper.order.respondent = &d.paper.respondent;
    d.paper.order.relation = "vëlla";
    d.order = paper_register(r, &d.paper, &d.file);
    in = fix(r, &d);
    in.relations = wrong;
    in.relations_count = 1;
    refused(r, &d, &in, ERR_INPUT, "not_named", "relations[0].person");
    in.relations = wrong + 1;
    refused(r, &d, &in, ERR_INPUT, "not_respondent", "relations[0].respondent");
    in.relations = wrong + 2;
    in.relations_count = 2;
    refused(r, &d, &in, ERR_INPUT, "contradiction", "relations[1]");
    in.relations = right;
    take(r, &d, &in);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(o.relation_count, 1);
    assert_string_equal(o.relations[0].relation, "baba");
    assert_int_equal(o.protection.until, D(9, 30)); /* nothing else moved */
    assert_int_equal(count, 2);
    assert_int_equal(acts[1].act.kind, ACT_REGISTRATION_CORRECTED);
    assert_int_equal(acts[1].change_count, 2);
    assert_string_equal(acts[1].changes[0].field, "relation");
    assert_int_equal(acts[1].changes[0].person, 0);
    assert_int_equal(acts[1].changes[0].respondent, 3);
    assert_string_equal(acts[1].changes[0].was, "vëlla");
    assert_string_equal(acts[1].changes[0].is, "bashkëshort");
    assert_int_equal(acts[1].changes[1].person, 2);
    assert_null(acts[1].changes[1].was);
    assert_string_equal(acts[1].changes[1].is, "baba");
    right[1].relation = " ";
    in = fix(r, &d);
    in.relations = right + 1;
    in.relations_count = 1;
    take(r, &d, &in);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(o.relation_count, 0);
    assert_int_equal(acts[2].change_count, 1);
    assert_string_equal(acts[2].changes[0].was, "baba");
    assert_null(acts[2].changes[0].is);
}

/* The order is not against him at all: what was said of him is kept beside the act. */
static void relations_of_who_goes_are_kept_beside_the_act(void **state)
{
    struct test_register *r = *state;
    struct relation_in of_child = {.person = 1, .respondent = 0, .relation = "baba"};
    struct order_person she = {
        .role = ROLE_RESPONDENT,
        .who = {.first_name = "Vera", .surname = "Leka", .birth_date = D(1, 5) - 9000}};
    struct registration_new in;
    struct act_line *acts;
    struct order_line o;
    int64_t out = 3;
    struct desk d;
    size_t count;

    paper_make(&d.paper);
    d.paper.order.respondent = &d.paper.respondent;
    d.paper.order.relation = "vëlla";
    d.paper.order.relations = &of_child;
    d.paper.order.relations_count = 1;
    d.order = paper_register(r, &d.paper, &d.file);
    in = fix(r, &d);
    in.respondents_out = &out;
    in.respondents_out_count = 1;
    in.respondents_in = &she;
    in.respondents_in_count = 1;
    in.relation = "vjehrra";
    take(r, &d, &in);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(o.relation_count, 0);
    assert_int_equal(acts[1].change_count, 3);
    assert_string_equal(acts[1].changes[0].was, "vëlla");
    assert_null(acts[1].changes[0].is);
    assert_string_equal(acts[1].changes[1].was, "baba");
    assert_int_equal(acts[1].changes[1].person, 2);
    assert_null(acts[1].changes[2].was);
    assert_string_equal(acts[1].changes[2].is, "vjehrra");
    assert_int_equal(acts[1].changes[2].respondent, o.respondents[0]);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(the_real_number_is_the_order_s),
        with_register(it_is_found_by_either_number),
        with_register(what_stood_there_is_appended_and_sealed),
        with_register(a_child_left_out_is_named_from_the_beginning),
        with_register(somebody_of_another_file_is_asked_about),
        with_register(whom_the_paper_does_not_name_never_had_a_right),
        with_register(another_order_s_number_is_not_taken),
        with_register(an_order_that_becomes_an_um_has_a_last_day),
        with_register(an_um_that_becomes_an_umm_loses_its_last_day),
        with_register(a_term_goes_with_the_kind_that_has_one),
        with_register(measures_are_those_of_the_kind_that_the_paper_has),
        with_register(the_first_day_goes_with_the_decision),
        with_register(what_it_turns_out_to_be_is_asked_like_a_new_one),
        with_register(the_order_before_cites_the_real_number),
        with_register(another_decision_in_the_order_before_stays),
        with_register(sides_are_changed_whole),
        with_register(the_unit_of_the_file_moves),
        with_register(what_cannot_be_is_refused_at_its_field),
        with_register(words_that_should_not_stand_are_cleared),
        with_register(relations_are_put_right_old_beside_new),
        with_register(relations_of_who_goes_are_kept_beside_the_act),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
