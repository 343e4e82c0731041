/* A form tells all that is wrong with it at once, each fault with its code at its field; the first of them
 * stands for all. Today is 2026-03-10. */
#include <string.h>

#include "support/office.h"

/* The faults of the last answer, "code field" by line, in their order; a question has "?" behind it. */
static const char *told(const struct door *d)
{
    json_t *list = part(d, "faults"), *fault;
    const char *text = "";
    size_t i;

    json_array_foreach(list, i, fault)
    {
        text = arena_format(d->r->work.arena, "%s%s %s%s\n", text,
                            json_string_value(json_object_get(fault, "code")),
                            json_string_value(json_object_get(fault, "field")),
                            json_is_true(json_object_get(fault, "question")) ? " ?" : "");
        assert_true(json_string_value(json_object_get(fault, "detail"))[0] != '\0');
    }
    return text;
}

/* Refused with these faults; the problem itself is the first of them. */
static void answers(struct door *d, const char *method, const char *to, const char *body, int status,
                    const char *faults)
{
    const char *first = strchr(faults, '\n');

    assert_int_equal(tell(d, method, to, "%s", body), status);
    assert_string_equal(told(d), faults);
    assert_string_equal(arena_format(d->r->work.arena, "%s %s%s", said(d, "code"), said(d, "field"),
                                     true_at(d, "question") ? " ?" : ""),
                        arena_text_n(d->r->work.arena, faults, (size_t)(first - faults)));
}

static void tells(struct door *d, const char *to, const char *body, const char *faults)
{
    answers(d, "POST", to, body, 422, faults);
}

#define LONG_41  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define LONG_121 LONG_41 LONG_41 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void what_is_missing_or_cannot_be_read_is_told_together(void **state)
{
    struct door *d = *state;

    tells(d, "/api/v1/orders",
          "{'number':'14','end':'2026-02-30','persons':[{'role':'protected','first_name':'Ana','surname':'"
          "Hysa'},"
          "{'role':'witness','birth_date':'2026-13-01'}]}",
          "required kind\nrequired issuer\nrequired decision_date\nbad_date end\nunknown_value "
          "persons[1].role\n"
          "bad_date persons[1].birth_date\nrequired unit\nrequired persons[1].first_name\n"
          "required persons[1].surname\n");
}

/* Each line has something that cannot be read, and something that can and is wrong all the same. */
static void what_cannot_be_read_hides_nothing_of_the_rest(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t version, lines;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    version = office_version(d, f.case_id);
    lines = register_int(d->r, "SELECT count(*) FROM audit");
    tells(d, "/api/v1/orders",
          "{'kind':'UM','issuer':'Gjykata','number':'15','decision_date':'2026-02-10','end':'2026-02-09',"
          "'received_on':'10.02.2026','unit':'Tirana','persons':[{'role':'protected','first_name':'Ana',"
          "'surname':'Hysa','nid':'1','sex':7}]}",
          "bad_date received_on\nwrong_type persons[0].sex\nunknown_unit unit\nbad_nid persons[0].nid\n");
    tells(d, path(d, "/api/v1/orders/%ld/acts", (long)f.order),
          "{'version':1,'kind':'extended','on':'2026-03-11','end':'2027-02-30'}",
          "bad_date end\nrequired decision\nin_future on\n");
    tells(
        d, path(d, "/api/v1/orders/%ld/registration", (long)f.order),
        "{'version':1,'end':'soon','received_on':'2026-03-11','persons_in':[{'role':'dependant','first_name':"
        "'Era','surname':'Hysa','nid':'1'}]}",
        "bad_date end\nin_future received_on\nbad_nid persons_in[0].nid\n");
    tells(d, path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
          "{'version':1,'first_name':'Era','surname':'Hysa','nid':'123','birth_date':'yesterday','sex':'X'}",
          "required role\nbad_date birth_date\nbad_nid nid\nunknown_sex sex\n");
    tells(d, path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
          path(d, "{'version':1,'person':%ld,'from':'2026-03-11','place':7}", (long)f.mother),
          "wrong_type place\nin_future from\n");
    tells(d, "/api/v1/applications",
          path(d, "{'version':1,'case_id':%ld,'person':99,'filed_on':'2026-03-32'}", (long)f.case_id),
          "bad_date filed_on\nnot_in_file person\n");
    assert_int_equal(office_version(d, f.case_id), version);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM protection_order"), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM order_act WHERE kind <> 'granted'"), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM application"), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit"), lines);
}

/* With nothing else wrong it is still nothing: what could be read is not taken in its place. */
static void what_cannot_be_read_is_never_left_out(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    tells(d, path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
          path(d, "{'version':%ld,'person':%ld,'from':'2026-03-01','until':'2026-02-31'}",
               (long)office_version(d, f.case_id), (long)f.mother),
          "bad_date until\n");
    tells(d, path(d, "/api/v1/orders/%ld/acts", (long)f.order),
          path(d, "{'version':%ld,'kind':'served','on':'2026-03-01','note':7}",
               (long)office_version(d, f.case_id)),
          "wrong_type note\n");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM stay"), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM order_act WHERE kind = 'served'"), 0);
}

static void what_a_paper_says_is_told_together(void **state)
{
    struct door *d = *state;

    tells(d, "/api/v1/orders",
          "{'kind':'UM','issuer':'Gjykata','number':'14','decision_date':'2026-02-10','end':'2026-02-09',"
          "'received_on':'2026-02-01','unit':'Tirana','persons':[{'role':'protected','first_name':'Ana',"
          "'surname':'Hysa','nid':'1'},{'role':'dependant','surname':'Hysa'}]}",
          "out_of_order end\nout_of_order received_on\nunknown_unit unit\nbad_nid persons[0].nid\n"
          "required persons[1].first_name\n");
}

static void persons_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    tells(d, path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
          "{'version':1,'role':'dependant','first_name':'Era','surname':'Hysa','nid':'123','birth_date':'"
          "2026-03-11',"
          "'sex':'X'}",
          "bad_nid nid\nin_future birth_date\nunknown_sex sex\n");
}

static void stays_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    tells(d, path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
          path(d, "{'version':1,'person':%ld,'from':'2026-03-11','until':'2026-03-01'}", (long)f.mother),
          "in_future from\nout_of_order until\n");
    tells(d, path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
          "{'version':0,'person':0,'place':'" LONG_121 "'}",
          "out_of_range version\nout_of_range person\ntoo_long place\nrequired from\n");
}

static void enrolments_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    tells(d, "/api/v1/enrolments",
          path(d,
               "{'version':1,'case_id':%ld,'person':99,'organisation':99,'from':'2026-03-11','until':'2026-"
               "03-01'}",
               (long)f.case_id),
          "out_of_order until\nnot_in_file person\nunknown_organisation organisation\n");
}

static void what_an_administrator_fills_in_tells_all(void **state)
{
    struct door *d = *state;

    as(d, ADMINISTRATOR);
    tells(d, "/api/v1/accounts",
          "{'name':'Teuta Marku','full_name':' ','role':'driver','password':'dymbëdhjetë qershi'}",
          "required full_name\nunknown_value role\n");
    tells(
        d, "/api/v1/accounts",
        "{'name':'Teuta Marku','full_name':'\\u200fTeuta','role':'auditor','password':'dymbëdhjetë qershi'}",
        "bad_text full_name\n");
    tells(d, "/api/v1/organisations", "{'kind':'bank','name':''}", "unknown_value kind\nrequired name\n");
    tells(d, "/api/v1/devices", "{'organisation':99,'service':'transport','name':'a\\u0007'}",
          "bad_text name\nunknown_organisation organisation\n");
    tells(d, "/api/v1/closed-days", "{'on':'2026-11-31','text':'','organisation':99}",
          "bad_date on\nrequired text\nunknown_organisation organisation\n");
    tells(d, "/api/v1/document-rules",
          "{'code':'Urdhri','text':'Urdhri','text_en':'Order','printed':'Urdhri i gjykatës','printed_en':"
          "'Protection order','source':'VKB 41/2019','from':'2026-03-01','until':'2026-02-01'}",
          "bad_code code\ntelling printed\ntelling printed_en\nout_of_order until\n");
}

static void acts_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/orders/%ld/acts", (long)f.order);
    tells(d, to,
          "{'version':1,'kind':'extended','on':'2026-03-11','time':'25:00','start':'2026-01-01','end':"
          "'2026-02-01','effective':'2026-03-01'}",
          "not_for_this_act effective\nrequired decision\nin_future on\nbad_time time\nout_of_order start\n"
          "out_of_order end\n");
    tells(d, to,
          path(d,
               "{'version':1,'kind':'amended','on':'2026-02-01','end':'2026-01-01','persons_out':[{'person':%"
               "ld},"
               "{'person':99}],"
               "'measures_in':[{'code':'zz'}]}",
               (long)f.child),
          "required decision\nout_of_order on\nrequired effective\nnot_named persons_out[1]\n"
          "unknown_measure measures_in[0].code\nout_of_order end\n");
    tells(d, to, "{'version':1,'kind':'replaced','on':'2026-03-11','effective':'2026-01-01'}",
          "in_future on\nother_file other_order\nout_of_order effective\n");
    tells(d, to,
          "{'version':1,'kind':'appeal_decided','on':'2026-03-11','outcome':'upheld','end':'2026-08-01',"
          "'effective':'2026-03-01'}",
          "required decision\nin_future on\nnot_for_this_act end\nnot_for_this_act effective\n");
}

/* What no answer mends comes with what one does, and an answer alone takes nothing of the rest away. */
static void questions_come_with_the_faults(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/orders/%ld/acts", (long)f.order);
    tells(d, to, "{'version':1,'kind':'extended','on':'2026-03-11','end':'2028-01-01'}",
          "required decision\nin_future on\nextension_beyond_term end ?\n");
    tells(d, to,
          "{'version':1,'kind':'extended','on':'2026-03-11','end':'2028-01-01','confirm':["
          "'extension_beyond_term:end']}",
          "required decision\nin_future on\n");
    answers(d, "POST", to,
            "{'version':1,'kind':'extended','on':'2026-03-09','end':'2028-01-01','decision':'81'}", 409,
            "extension_beyond_term end ?\n");
    assert_int_equal(tell(d, "POST", "/api/v1/cases", "{'unit':'Odrie'}"), 201);
    tells(d, path(d, "/api/v1/cases/%ld/persons", (long)number_at(d, "id")),
          "{'version':1,'role':'protected','first_name':'Mirjeta','surname':'Sokolaj','birth_date':'1987-05-"
          "14','sex':'X','father_name':'-'}",
          "no_name father_name\nunknown_sex sex\nsame_person surname ?\n");
}

static void corrections_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t grant;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/orders/%ld/acts", (long)f.order);
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)f.order), 200);
    grant = number_at(d, "acts.0.id");
    tells(d, to,
          path(d,
               "{'version':1,'kind':'corrected','corrects':%ld,'on':'2026-03-11','time':'24:30','end':"
               "'2026-02-09','outcome':'upheld'}",
               (long)grant),
          "not_for_this_act outcome\nin_future on\nbad_time time\nrequired start\n"
          "out_of_order end\n");
    tells(d, path(d, "/api/v1/orders/%ld/registration", (long)f.order),
          path(d,
               "{'version':1,'decision_date':'2026-03-11','unit':'Tirana','measures_out':['zz'],"
               "'respondents_out':[{'person':%ld}],'persons_in':[{'role':'dependant','first_name':'-','"
               "surname':'"
               "Hysa'"
               "}]}",
               (long)f.child),
          "in_future decision_date\nno_name persons_in[0].first_name\nunknown_measure measures_out\n"
          "not_respondent respondents_out[0]\nunknown_unit unit\n");
    answers(d, "PUT", path(d, "/api/v1/cases/%ld/persons/%ld", (long)f.case_id, (long)f.child),
            "{'version':1,'first_name':'-','surname':'Sokolaj','birth_date':'2026-03-11','nid':'" OFFICE_NID
            "'}",
            422, "no_name first_name\nin_future birth_date\nnid_taken nid\n");
}

static void applications_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    tells(d, "/api/v1/applications",
          path(d,
               "{'version':1,'case_id':%ld,'person':99,'filed_on':'2026-03-11','seen_on':'2026-03-12',"
               "'documents':['passport']}",
               (long)f.case_id),
          "in_future filed_on\nnot_in_file person\nin_future seen_on\nunknown_document documents\n");
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'version':1,'case_id':%ld,'person':%ld,'filed_on':'2026-03-09'}", (long)f.case_id,
                          (long)f.mother),
                     201);
    id = number_at(d, "id");
    tells(d, path(d, "/api/v1/applications/%ld/papers", (long)id),
          path(d, "{'version':2,'case_id':%ld,'documents':['passport'],'seen_on':'2026-03-12'}",
               (long)f.case_id),
          "in_future seen_on\nunknown_document documents\n");
    as(d, AID_OFFICER);
    tells(d, path(d, "/api/v1/applications/%ld/decision", (long)id),
          path(d,
               "{'version':2,'case_id':%ld,'decision':'refused','documents':['passport'],'seen_on':"
               "'2026-03-12'}",
               (long)f.case_id),
          "required reason\nin_future seen_on\nunknown_document documents\n");
}

static void rules_tell_all(void **state)
{
    struct door *d = *state;

    as(d, ADMINISTRATOR);
    tells(d, "/api/v1/rules",
          "{'service':'payment','source':'VKB 2/2026','kinds':['UM'],'who':['protected'],'amount':9000,"
          "'amount_creche':130,'unit':'ride','share':50,'share_dependant':50,'share_sibling':50,"
          "'conditions':['needs_residence'],'from':'2026-04-02','until':'2026-04-29'}",
          "unit_unsuited unit\nshare_unsuited share\nshare_unsuited share_dependant\n"
          "share_unsuited share_sibling\ncondition_unsuited conditions\ncreche_unsuited "
          "amount_creche\nnot_month_first from\n"
          "not_month_last until\n");
    tells(d, "/api/v1/municipal-services",
          "{'text':'Pastrimi','text_en':'Cleaning','source':'VKB 2/2026','kinds':['UM'],'who':['protected'],"
          "'amount':1,'unit':'day','share':50,'from':'2026-04-02','until':'2026-04-01'}",
          "unit_unsuited unit\nout_of_order until\n");
}

/* Of a family that enters, each at her own field. */
static void families_tell_all(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
                          "{'version':1,'person':%ld,'from':'2026-03-01'}", (long)f.child),
                     201);
    tells(d, path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
          path(d, "{'version':2,'person':%ld,'with':[{'id':%ld},{'id':%ld},{'id':99}],'from':'2026-03-08'}",
               (long)f.mother, (long)f.mother, (long)f.child),
          "named_twice with[0]\nstay_overlaps with[1]\nnot_in_file with[2]\n");
}

static void accounts_tell_all(void **state)
{
    struct door *d = *state;

    as(d, ADMINISTRATOR);
    answers(d, "POST", "/api/v1/accounts",
            "{'name':'second','full_name':'Teuta Marku','role':'kindergarten','password':'123','organisation'"
            ":32}",
            409, "name_taken name\nunknown_organisation organisation\nbad_password password\n");
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(what_is_missing_or_cannot_be_read_is_told_together),
        FLOW(what_cannot_be_read_hides_nothing_of_the_rest),
        FLOW(what_cannot_be_read_is_never_left_out),
        FLOW(what_a_paper_says_is_told_together),
        FLOW(persons_tell_all),
        FLOW(stays_tell_all),
        FLOW(enrolments_tell_all),
        FLOW(what_an_administrator_fills_in_tells_all),
        FLOW(acts_tell_all),
        FLOW(questions_come_with_the_faults),
        FLOW(corrections_tell_all),
        FLOW(applications_tell_all),
        FLOW(rules_tell_all),
        FLOW(families_tell_all),
        FLOW(accounts_tell_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
