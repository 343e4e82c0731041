/* A form tells all that is wrong with it at once, each fault with its code at its field; the first of them
 * stands for all. Today is 2026-03-10. */
#include <string.h>

#include "support/office.h"

/* The faults of the last answer, "code field" by line, in their order. */
static const char *told(const struct door *d)
{
    json_t *list = part(d, "faults"), *fault;
    const char *text = "";
    size_t i;

    json_array_foreach(list, i, fault)
    {
        text = arena_format(d->r->work.arena, "%s%s %s\n", text,
                            json_string_value(json_object_get(fault, "code")),
                            json_string_value(json_object_get(fault, "field")));
        assert_true(json_string_value(json_object_get(fault, "detail"))[0] != '\0');
        assert_true(json_is_false(json_object_get(fault, "question")));
    }
    return text;
}

/* Refused with these faults; the problem itself is the first of them. */
static void tells(struct door *d, const char *to, const char *body, const char *faults)
{
    const char *first = strchr(faults, '\n');

    assert_int_equal(tell(d, "POST", to, "%s", body), 422);
    assert_string_equal(told(d), faults);
    assert_string_equal(arena_format(d->r->work.arena, "%s %s", said(d, "code"), said(d, "field")),
                        arena_text_n(d->r->work.arena, faults, (size_t)(first - faults)));
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
          "bad_date persons[1].birth_date\n");
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
          "bad_text name\n");
    tells(d, "/api/v1/closed-days", "{'on':'2026-11-31','text':'','organisation':99}",
          "bad_date on\nrequired text\n");
    tells(d, "/api/v1/document-rules",
          "{'code':'Urdhri','text':'Urdhri','text_en':'Order','printed':'Urdhri i gjykatës','printed_en':"
          "'Protection order','source':'VKB 41/2019','from':'2026-03-01','until':'2026-02-01'}",
          "bad_code code\ntelling printed\ntelling printed_en\nout_of_order until\n");
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(what_is_missing_or_cannot_be_read_is_told_together),
        FLOW(what_a_paper_says_is_told_together),
        FLOW(persons_tell_all),
        FLOW(stays_tell_all),
        FLOW(enrolments_tell_all),
        FLOW(what_an_administrator_fills_in_tells_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
