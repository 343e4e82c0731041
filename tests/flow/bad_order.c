/* Orders and acts that cannot be: each answer names the fault and its field, and nothing is written. Today is
 * 2026-03-10. */
#include <string.h>

#include "support/dump.h"
#include "support/fault.h"

#define NAMES "'first_name':'Mirjeta','surname':'Sokolaj'"
#define LONG_81                                                                                              \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" /* a name is 80 */
#define ORDERS "/api/v1/orders"

static const char SOUND_ORDER[] =
    "{'kind':'UM','issuer':'Gjykata','number':'14','decision_date':'2026-02-10','end':'2026-09-10',"
    "'unit':'Picar','persons':[{'role':'protected'," NAMES "}]}";

static const struct fault DATES[] = {
    {"{'decision_date':'2026-02-30'}", 422, "bad_date", "decision_date"},
    {"{'decision_date':'2026-13-01'}", 422, "bad_date", "decision_date"},
    {"{'decision_date':'10.02.2026'}", 422, "bad_date", "decision_date"},
    {"{'decision_date':'2026-2-10'}", 422, "bad_date", "decision_date"},
    {"{'decision_date':20260210}", 422, "wrong_type", "decision_date"},
    {"{'decision_date':null}", 422, "required", "decision_date"},
    {"{'decision_date':'2026-03-11'}", 422, "in_future", "decision_date"},
    {"{'decision_date':'2006-01-01'}", 422, "out_of_order", "decision_date"},
    {"{'decided_at':'25:00'}", 422, "bad_time", "decided_at"},
    {"{'start':'2026-02-09'}", 409, "start_before_decision", "start"},
    {"{'start':'2027-02-11','end':'2027-09-11'}", 409, "start_long_after", "start"},
    {"{'end':'2026-02-09'}", 422, "out_of_order", "end"},
    {"{'end':'2027-02-11'}", 409, "end_beyond_term", "end"},
    {"{'end':'2026-02-29'}", 422, "bad_date", "end"},
    {"{'end':null}", 422, "required", "end"},
    {"{'term_months':6,'term_from':'service'}", 422, "contradiction", "term_from"},
    {"{'end':null,'term_months':6}", 422, "required", "term_from"},
    {"{'end':null,'term_from':'service'}", 422, "required", "term_months"},
    {"{'end':null,'term_months':0,'term_from':'service'}", 422, "out_of_range", "term_months"},
    {"{'end':null,'term_days':3661,'term_from':'service'}", 422, "out_of_range", "term_days"},
    {"{'end':null,'term_months':6,'term_from':'delivery'}", 422, "unknown_value", "term_from"},
    {"{'end':null,'term_months':14,'term_from':'decision'}", 409, "end_beyond_term", "term_months"},
    {"{'final_date':'2026-02-09'}", 422, "out_of_order", "final_date"},
    {"{'final_date':'2026-03-11'}", 422, "in_future", "final_date"},
    {"{'kind':'UMM','hearing_on':'2026-03-21','end':null,'final_date':'2026-03-01'}", 422,
     "not_for_this_kind", "final_date"},
    {"{'hearing_on':'2026-02-20'}", 422, "not_for_this_kind", "hearing_on"},
    {"{'received_on':'2026-02-09'}", 422, "out_of_order", "received_on"},
    {"{'received_on':'2026-03-11'}", 422, "in_future", "received_on"},
};

static const struct fault WORDS[] = {
    {"{'kind':'UMB'}", 422, "unknown_value", "kind"},
    {"{'kind':'um'}", 422, "unknown_value", "kind"},
    {"{'kind':['UM','UMM']}", 422, "wrong_type", "kind"},
    {"{'kind':4}", 422, "wrong_type", "kind"},
    {"{'kind':null}", 422, "required", "kind"},
    {"{'unit':'Tirana'}", 422, "unknown_unit", "unit"},
    {"{'unit':null}", 422, "required", "unit"},
    {"{'measures':[{'code':'no_violence'},{'code':'d'}]}", 422, "unknown_measure", "measures[1].code"},
    {"{'measures':[{'code':'10/n'}]}", 422, "unknown_measure", "measures[0].code"},
    {"{'measures':[{'code':'abcdefghijklmnopqrstuvwxy'}]}", 422, "too_long", "measures[0].code"},
    {"{'measures':[{'code':'weapons'},{'code':'10/g'}]}", 422, "measure_twice", "measures[1].code"},
    {"{'measures':[{'code':'weapons','metres':200}]}", 422, "not_for_this_measure", "measures[0].metres"},
    {"{'measures':[{'code':'distance','metres':0}]}", 422, "out_of_range", "measures[0].metres"},
    {"{'measures':[{'code':'removal','until':'2020-01-01'}]}", 422, "out_of_order", "measures[0].until"},
    {"{'measures':['no_violence']}", 422, "wrong_type", "measures[0]"},
    {"{'measures':'no_violence'}", 422, "wrong_type", "measures"},
    {"{'number':' '}", 422, "required", "number"},
    {"{'number':14}", 422, "wrong_type", "number"},
    {"{'number':'1\\u00014'}", 422, "bad_text", "number"},
    {"{'number':'" LONG_81 "'}", 422, "too_long", "number"},
    {"{'issuer':'" LONG_81 LONG_81 "'}", 422, "too_long", "issuer"},
    {"{'colour':'red'}", 422, "unknown_member", "colour"},
    {"{'case_id':0}", 422, "out_of_range", "case_id"},
    {"{'case_id':1.5}", 422, "wrong_type", "case_id"},
    {"{'case_id':99}", 404, "no_such_case", ""},
    {"{'case_id':99,'version':1}", 404, "no_such_case", ""},
    {"{'follows':99}", 422, "other_file", "follows"},
};

static const struct fault PERSONS[] = {
    {"{'persons':null}", 422, "required", "persons"},
    {"{'persons':[]}", 422, "required", "persons"},
    {"{'persons':{}}", 422, "wrong_type", "persons"},
    {"{'persons':[7]}", 422, "wrong_type", "persons[0]"},
    {"{'persons':[{'role':'dependant'," NAMES "}]}", 409, "only_children", "persons"},
    {"{'persons':[{'role':'witness'," NAMES "}]}", 422, "unknown_value", "persons[0].role"},
    {"{'persons':[{'role':'respondent'," NAMES "}]}", 422, "unknown_value", "persons[0].role"},
    {"{'persons':[{'role':['protected','dependant']," NAMES "}]}", 422, "wrong_type", "persons[0].role"},
    {"{'persons':[{" NAMES "}]}", 422, "required", "persons[0].role"},
    {"{'persons':[{'role':'protected','surname':'Sokolaj'}]}", 422, "required", "persons[0].first_name"},
    {"{'persons':[{'role':'protected'," NAMES "},{'role':'dependant','first_name':'Era','surname':'" LONG_81
     "'}]}",
     422, "too_long", "persons[1].surname"},
    {"{'persons':[{'role':'protected'," NAMES ",'nid':'123'}]}", 422, "bad_nid", "persons[0].nid"},
    {"{'persons':[{'role':'protected'," NAMES ",'birth_date':'2026-03-11'}]}", 422, "in_future",
     "persons[0].birth_date"},
    {"{'persons':[{'role':'protected'," NAMES ",'birth_date':'1987-02-29'}]}", 422, "bad_date",
     "persons[0].birth_date"},
    {"{'persons':[{'role':'protected'," NAMES ",'sex':'X'}]}", 422, "unknown_sex", "persons[0].sex"},
    {"{'persons':[{'role':'protected'," NAMES ",'age':38}]}", 422, "unknown_member", "persons[0].age"},
    {"{'persons':[{'role':'protected','person':99}]}", 422, "not_in_file", "persons[0].person"},
    {"{'respondent':{'first_name':'Agron'}}", 422, "required", "respondent.surname"},
    {"{'respondent':{'role':'protected'}}", 422, "unknown_member", "respondent.role"},
};

static void dates_that_cannot_be(void **state)
{
    faults_refused(*state, "POST", ORDERS, SOUND_ORDER, DATES, sizeof DATES / sizeof DATES[0]);
}

static void words_that_mean_nothing(void **state)
{
    faults_refused(*state, "POST", ORDERS, SOUND_ORDER, WORDS, sizeof WORDS / sizeof WORDS[0]);
}

static void persons_that_cannot_be(void **state)
{
    faults_refused(*state, "POST", ORDERS, SOUND_ORDER, PERSONS, sizeof PERSONS / sizeof PERSONS[0]);
}

static void the_sound_order_is_taken(void **state)
{
    assert_int_equal(tell(*state, "POST", ORDERS, SOUND_ORDER), 201);
}

static void the_same_paper_twice(void **state)
{
    static const struct fault AGAIN[] = {
        {"{}", 409, "order_exists", "number"},
        {"{'issuer':' GJYKATA ','persons':[{'role':'protected','first_name':'Tjetër','surname':'Person'}]}",
         409, "mutual_order", "number"},
    };
    struct door *d = *state;

    assert_int_equal(tell(d, "POST", ORDERS, SOUND_ORDER), 201);
    faults_refused(d, "POST", ORDERS, SOUND_ORDER, AGAIN, 2);
}

static void a_wrong_check_letter_warns_and_is_taken(void **state)
{
    struct door *d = *state;

    assert_int_equal(tell(d, "POST", ORDERS,
                          "{'kind':'UMM','hearing_on':'2026-03-21','issuer':'Gjykata','number':'1','decision_"
                          "date':'2026-03-09',"
                          "'unit':'Picar','persons':[{'role':'protected'," NAMES ",'nid':'I75514009W'}]}"),
                     201);
    assert_string_equal(text_at(d, "warnings.0.code"), "unknown_court");
    assert_string_equal(text_at(d, "warnings.1.code"), "nid_check_letter");
    assert_string_equal(text_at(d, "warnings.1.field"), "persons[0].nid");
    assert_int_equal(json_array_size(part(d, "warnings")), 2);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)number_at(d, "case_id")), 200);
    assert_string_equal(text_at(d, "persons.0.nid"), "I75514009W");
}

static const struct fault ACTS[] = {
    {"{'on':'2026-02-30'}", 422, "bad_date", "on"},
    {"{'on':'2026-03-11'}", 422, "in_future", "on"},
    {"{'on':'2026-02-09'}", 422, "out_of_order", "on"},
    {"{'time':'9:5'}", 422, "bad_time", "time"},
    {"{'kind':'frozen'}", 422, "unknown_value", "kind"},
    {"{'kind':'granted'}", 422, "unknown_kind", "kind"},
    {"{'kind':['served','final']}", 422, "wrong_type", "kind"},
    {"{'version':null}", 422, "required", "version"},
    {"{'version':0}", 422, "out_of_range", "version"},
    {"{'decision':null}", 422, "required", "decision"},
    {"{'end':'2026-09-10'}", 422, "out_of_order", "end"},
    {"{'end':'2027-09-11'}", 409, "extension_beyond_term", "end"},
    {"{'end':null}", 422, "required", "end"},
    {"{'term_months':6,'term_from':'service'}", 422, "contradiction", "term_from"},
    {"{'end':null,'term_months':6}", 422, "required", "term_from"},
    {"{'end':null,'term_from':'service'}", 422, "required", "term_months"},
    {"{'end':null,'term_months':0,'term_from':'service'}", 422, "out_of_range", "term_months"},
    {"{'end':null,'term_days':3661,'term_from':'service'}", 422, "out_of_range", "term_days"},
    {"{'end':null,'term_months':6,'term_from':'delivery'}", 422, "unknown_value", "term_from"},
    {"{'end':null,'term_months':25,'term_from':'decision'}", 409, "extension_beyond_term", "term_months"},
    {"{'open_end':true}", 422, "contradiction", "open_end"},
    {"{'start':'2026-02-01'}", 422, "out_of_order", "start"},
    {"{'effective':'2026-03-01'}", 422, "not_for_this_act", "effective"},
    {"{'voids':true}", 422, "not_for_this_act", "voids"},
    {"{'kind':'terminated','end':null}", 422, "required", "effective"},
    {"{'kind':'annulled','end':null}", 422, "required", "effective"},
    {"{'kind':'terminated','end':null,'effective':'2026-02-09'}", 422, "out_of_order", "effective"},
    {"{'kind':'terminated','end':null,'effective':'2026-09-12'}", 422, "after_end", "effective"},
    {"{'kind':'served'}", 422, "not_for_this_act", "end"},
    {"{'kind':'replaced','end':null}", 422, "other_file", "other_order"},
    {"{'kind':'replaced','end':null,'other_order':99}", 422, "other_file", "other_order"},
    {"{'kind':'corrected','corrects':99}", 422, "other_order", "corrects"},
    {"{'kind':'corrected'}", 422, "other_order", "corrects"},
    {"{'judge':'x'}", 422, "unknown_member", "judge"},
};

static const char SOUND_ACT[] =
    "{'version':1,'kind':'extended','on':'2026-03-09','end':'2026-12-10','decision':'81'}";

static void acts_that_cannot_be(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    faults_refused(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order), SOUND_ACT, ACTS,
                   sizeof ACTS / sizeof ACTS[0]);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order), SOUND_ACT), 201);
}

static void an_act_on_no_order(void **state)
{
    static const struct fault NONE = {"", 404, "no_such_order", ""};
    static const struct fault NO_NUMBER = {"", 404, "not_found", ""};
    struct door *d = *state;
    const char body[] = "{\"version\":1,\"kind\":\"served\",\"on\":\"2026-03-09\"}";

    d->in.content_type = "application/json";
    body_refused(d, "POST", "/api/v1/orders/99/acts", body, strlen(body), &NONE);
    body_refused(d, "POST", "/api/v1/orders/0/acts", body, strlen(body), &NO_NUMBER);
    body_refused(d, "POST", "/api/v1/orders/9999999999999999999/acts", body, strlen(body), &NO_NUMBER);
}

/* Two files of different people: what one says must not reach into the other. */
static void an_order_of_another_file(void **state)
{
    struct door *d = *state;
    int64_t other, other_case, act;
    struct office_file f;

    assert_int_equal(tell(d, "POST", ORDERS,
                          "{'kind':'UMM','hearing_on':'2026-03-21','issuer':'Gjykata','number':'2','decision_"
                          "date':'2026-03-01',"
                          "'unit':'Cepo','persons':[{'role':'protected','first_name':'Lule',"
                          "'surname':'Hysa'}]}"),
                     201);
    other = number_at(d, "id");
    other_case = number_at(d, "case_id");
    act = number_at(d, "acts.0.id");
    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    faults_refused(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order), SOUND_ACT,
                   (const struct fault[]){
                       {path(d, "{'kind':'replaced','end':null,'other_order':%ld}", (long)other), 422,
                        "other_file", "other_order"},
                       {path(d, "{'kind':'replaced','end':null,'other_order':%ld}", (long)f.order), 422,
                        "other_file", "other_order"},
                       {path(d, "{'kind':'corrected','end':null,'corrects':%ld,'voids':true}", (long)act),
                        422, "other_order", "corrects"},
                   },
                   3);
    faults_refused(
        d, "POST", ORDERS, SOUND_ORDER,
        (const struct fault[]){
            {path(d, "{'number':'3','case_id':%ld,'version':1,'follows':%ld}", (long)f.case_id, (long)other),
             422, "other_file", "follows"},
            {path(d, "{'number':'3','case_id':%ld,'version':1,'persons':[{'role':'protected','person':%ld}]}",
                  (long)other_case, (long)f.mother),
             422, "not_in_file", "persons[0].person"},
            {path(d, "{'number':'3','follows':%ld}", (long)other), 422, "other_file", "follows"},
            {path(d, "{'number':'3','case_id':%ld}", (long)f.case_id), 422, "required", "version"},
        },
        4);
}

static void an_ended_order_takes_no_more(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-10", ",'effective':'2026-03-10','decision':'77'"), 201);
    faults_refused(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order), SOUND_ACT,
                   (const struct fault[]){
                       {"{'version':2,'on':'2026-03-10'}", 409, "order_ended", "kind"},
                   },
                   1);
    /* Decided on its last day it is only late. */
    assert_int_equal(
        tell(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order),
             "{'version':2,'kind':'extended','on':'2026-03-09','end':'2026-12-10','decision':'81'}"),
        201);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(dates_that_cannot_be),     FLOW(words_that_mean_nothing),
        FLOW(persons_that_cannot_be),   FLOW(the_sound_order_is_taken),
        FLOW(the_same_paper_twice),     FLOW(a_wrong_check_letter_warns_and_is_taken),
        FLOW(acts_that_cannot_be),      FLOW(an_act_on_no_order),
        FLOW(an_order_of_another_file), FLOW(an_ended_order_takes_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
