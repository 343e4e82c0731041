/* What the aid officer looks up and hands out: who may apply, which applications there are, the receipt; and
 * what she never learns. Today is 2026-03-10; the persons are made up. */
#include <stdio.h>
#include <string.h>

#include "support/office.h"

static int64_t filed(struct door *d, const struct office_file *f, const char *papers)
{
    as(d, AID_OFFICER);
    assert_int_equal(
        tell(d, "POST", "/api/v1/applications",
             "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2026-03-09','documents':[%s]}",
             (long)f->case_id, (long)office_version(d, f->case_id), (long)f->mother, papers),
        201);
    return number_at(d, "id");
}

static size_t found(struct door *d, const char *q)
{
    assert_int_equal(tell(d, "POST", "/api/v1/applicants/search", "{'q':'%s'}", q), 200);
    return json_array_size(part(d, "applicants"));
}

static void an_applicant_is_found_by_name_number_and_file(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    as(d, AID_OFFICER);
    assert_int_equal(found(d, "μιρ σοκ"), 1);
    assert_int_equal(found(d, "Sokolaj-Mirjeta"), 1);
    assert_int_equal(found(d, "sokolaj aria"), 0);
    assert_int_equal(found(d, "mirj sok"), 1);
    assert_int_equal(number_at(d, "applicants.0.person"), f.mother);
    assert_int_equal(number_at(d, "applicants.0.case_id"), f.case_id);
    assert_int_equal(number_at(d, "applicants.0.version"), 1);
    assert_string_equal(text_at(d, "applicants.0.nid"), OFFICE_NID);
    assert_string_equal(text_at(d, "applicants.0.file_number"), "1/2026");
    assert_true(json_is_null(part(d, "applicants.0.application")));
    assert_int_equal(found(d, "i75514009v"), 1);
    assert_int_equal(found(d, "1/2026"), 1);
    assert_int_equal(found(d, "agron"), 0); /* the respondent */
    assert_int_equal(found(d, "era"), 0);   /* no rule pays a dependant */
    filed(d, &f, "'order'");
    assert_int_equal(found(d, "mirjeta"), 1);
    assert_string_equal(text_at(d, "applicants.0.state"), "open");
    assert_int_equal(number_at(d, "applicants.0.version"), 2);
}

static void the_applications_of_a_month_are_listed(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "");
    assert_int_equal(get(d, "/api/v1/applications?month=2026-03&state=open"), 200);
    assert_int_equal(number_at(d, "applications.0.id"), id);
    assert_string_equal(text_at(d, "applications.0.payable_from"), "2026-03-01");
    assert_int_equal(get(d, "/api/v1/applications?month=2026-04"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 0);
    assert_int_equal(get(d, "/api/v1/applications?state=granted"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 0);
    office_grant(d, f.case_id, id);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/applications?state=granted"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 1);
}

static void a_sealed_file_shows_her_nobody(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    filed(d, &f, "");
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':2,'accounts':[{'id':91}]}"),
                     204);
    as(d, AID_OFFICER);
    assert_int_equal(found(d, "mirjeta"), 0);
    assert_int_equal(found(d, "1/2026"), 0);
    assert_int_equal(get(d, "/api/v1/applications"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 0);
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/applications"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 1);
}

/* Of the file she has names, numbers and papers: never why, against whom, or where. */
static void tells_no_more(const struct door *d)
{
    static const char *const WORDS[] = {"Agron", "Kalasë",  "1234",   "dhun",   "violen", "gjykat",
                                        "court", "shelter", "strehë", "bashkë", "Era",    "institution"};

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strcasestr(d->reply.body->data, WORDS[i]))
            fail_msg("\"%s\" in %s", WORDS[i], d->reply.body->data);
}

static void she_learns_what_she_needs_and_no_more(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "");
    office_grant(d, f.case_id, id);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
                          "{'version':3,'person':%ld,'from':'2026-03-10','place':'Strehëza'}",
                          (long)f.mother),
                     201);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/applications/%ld", (long)id), 200);
    assert_string_equal(text_at(d, "payment.why_not"), "not_payable_period");
    assert_string_equal(text_at(d, "payment.text"), "nuk paguhet në këtë periudhë");
    tells_no_more(d);
    assert_int_equal(found(d, "mirjeta"), 1);
    tells_no_more(d);
    assert_int_equal(get(d, "/api/v1/applications"), 200);
    tells_no_more(d);
}

/* The office decides by a number, once a coordinator has checked the papers; she is on the list, and whoever
 * hands out has her name. Nothing else of the file leaves it. */
static void a_sealed_file_is_paid(void **state)
{
    static const char *const HERS[] = {"Mirjeta", "Sokoli", OFFICE_NID, "1/2026", "\"UM\"", "granted_on"};
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "");
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':2,'accounts':[{'id':91}]}"),
                     204);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/sealed-applications"), 200);
    assert_int_equal(number_at(d, "applications.0.id"), id);
    tells_no_more(d);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/sealed-applications/%ld/decision", (long)id),
                          "{'decision':'granted'}"),
                     409);
    assert_string_equal(said(d, "code"), "papers_unchecked");
    as(d, SECOND);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/papers", (long)id),
                          "{'case_id':%ld,'version':3,'documents':['order','identity_card',"
                          "'property_certificate'],'seen_on':'2026-03-05','checked':true}",
                          (long)f.case_id),
                     200);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/sealed-applications/%ld", (long)id), 200);
    assert_string_equal(text_at(d, "documents.0.seen_on"), "2026-03-05");
    assert_string_equal(text_at(d, "checked_on"), "2026-03-10");
    for (size_t i = 0; i < sizeof HERS / sizeof HERS[0]; i++)
        assert_null(strstr(d->reply.body->data, HERS[i]));
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/sealed-applications/%ld/decision", (long)id),
                          "{'decision':'granted'}"),
                     201);
    assert_int_equal(tell(d, "POST", "/api/v1/payment-runs", "{'month':'2026-03'}"), 201);
    assert_int_equal(get(d, "/api/v1/payment-runs/1/lines"), 200);
    assert_int_equal(number_at(d, "lines.0.amount"), 9000);
    assert_true(json_is_null(part(d, "lines.0.person")));
    assert_true(json_is_null(part(d, "lines.0.order")));
    assert_true(json_is_null(part(d, "lines.0.act")));
    for (size_t i = 0; i < sizeof HERS / sizeof HERS[0]; i++)
        assert_null(strstr(d->reply.body->data, HERS[i]));
    assert_int_equal(get(d, "/api/v1/payment-runs/1.csv"), 200);
    assert_null(strstr(d->reply.body->data, "Mirjeta")); /* a draft pays nobody */
    as(d, DIRECTOR);
    assert_int_equal(ask(d, "POST", "/api/v1/payment-runs/1/approve", NULL), 200);
    assert_int_equal(get(d, "/api/v1/payment-runs/1.csv"), 200);
    assert_null(strstr(d->reply.body->data, "Mirjeta"));
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/payment-runs/1.csv"), 200);
    assert_non_null(strstr(d->reply.body->data, "Mirjeta"));
}

/* Named by the coordinator the officer sees the application with its name, and decides it; taken back, she
 * sees nothing at once. Each step stands in the log of the file. */
static void a_named_officer_decides_it(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "");
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "PUT", path(d, "/api/v1/cases/%ld/officers", (long)f.case_id),
                          "{'version':2,'officers':[{'id':92}]}"),
                     409);
    assert_string_equal(said(d, "code"), "not_sealed");
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':2,'accounts':[{'id':91}]}"),
                     204);
    assert_int_equal(tell(d, "PUT", path(d, "/api/v1/cases/%ld/officers", (long)f.case_id),
                          "{'version':3,'officers':[{'id':92}]}"),
                     403);
    as(d, SECOND);
    assert_int_equal(tell(d, "PUT", path(d, "/api/v1/cases/%ld/officers", (long)f.case_id),
                          "{'version':3,'officers':[{'id':93}]}"),
                     422); /* a director is none */
    assert_int_equal(tell(d, "PUT", path(d, "/api/v1/cases/%ld/officers", (long)f.case_id),
                          "{'version':3,'officers':[{'id':92}]}"),
                     204);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/sealed-applications"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 0);
    assert_int_equal(get(d, "/api/v1/applications/%ld", (long)id), 200);
    assert_non_null(strstr(d->reply.body->data, "Mirjeta"));
    tells_no_more(d);
    assert_int_equal(
        tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)id),
             "{'case_id':%ld,'version':%ld,'decision':'granted','documents':['order','identity_card',"
             "'property_certificate']}",
             (long)f.case_id, (long)office_version(d, f.case_id)),
        201);
    as(d, SECOND);
    assert_int_equal(tell(d, "PUT", path(d, "/api/v1/cases/%ld/officers", (long)f.case_id),
                          "{'version':%ld,'officers':[]}", (long)office_version(d, f.case_id)),
                     204);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/applications/%ld", (long)id), 403);
    assert_int_equal(get(d, "/api/v1/applications"), 200);
    assert_int_equal(json_array_size(part(d, "applications")), 0);
    assert_int_equal(
        register_int(d->r, "SELECT count(*) FROM audit WHERE what IN ('case.officer','case.officer_end') AND "
                           "record = 'account' AND record_id = 92 AND case_id = 1"),
        2);
}

/* Why she is not paid, or why a payment is taken back, tells of her file as well. */
static void a_sealed_file_gives_no_reason(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "");
    office_grant(d, f.case_id, id);
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/payment-runs", "{'month':'2026-02'}"), 201);
    assert_int_equal(get(d, "/api/v1/payment-runs/1/reasons"), 200);
    assert_string_equal(text_at(d, "reasons.0.why"), "counts_later");
    must(db_script(d->r->db, "UPDATE case_file SET sealed = 1"));
    assert_int_equal(get(d, "/api/v1/payment-runs/1/reasons"), 200);
    assert_string_equal(text_at(d, "reasons.0.why"), "not_payable_period");
    assert_true(json_is_null(part(d, "reasons.0.person")));
}

/* It lies about on tables: nothing on it tells what the payment is for. */
static void the_receipt_is_neutral(void **state)
{
    static const char *const WORDS[] = {"urdh",  "order",  "mbrojt", "protect",  "dhun",  "violen", "gjykat",
                                        "court", "viktim", "victim", OFFICE_NID, "Agron", "Kalasë"};
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "'order','identity_card'");
    assert_int_equal(get(d, "/api/v1/applications/%ld/receipt", (long)id), 200);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strcasestr(d->reply.body->data, WORDS[i]))
            fail_msg("\"%s\" in %s", WORDS[i], d->reply.body->data);
    assert_string_equal(text_at(d, "municipality"), "Bashkia Gjirokastër");
    assert_string_equal(text_at(d, "applicant"), "Mirjeta Sokolaj");
    assert_string_equal(text_at(d, "seen.0.text"), "Dokumenti bazë");
    assert_int_equal(json_array_size(part(d, "seen")), 2);
    assert_string_equal(text_at(d, "missing.0.text"), "Vërtetimi i pronësisë");
    assert_string_equal(text_at(d, "signatures.1.text"), "Kërkuesi");
}

static int64_t logged(struct door *d, const char *what)
{
    static const char SQL[] = "SELECT count(*) FROM audit WHERE what = :what AND account_id = 92";
    int64_t count = 0;

    must(db_int(d->r->db, SQL, BINDS(TEXT(":what", what)), &count));
    return count;
}

static void her_looks_are_logged(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = filed(d, &f, "");
    assert_int_equal(found(d, "mirjeta"), 1);
    assert_int_equal(get(d, "/api/v1/applications"), 200);
    assert_int_equal(get(d, "/api/v1/applications/%ld", (long)id), 200);
    assert_int_equal(get(d, "/api/v1/applications/%ld/receipt", (long)id), 200);
    assert_int_equal(logged(d, "applicant.search"), 1);
    assert_int_equal(logged(d, "application.list"), 1);
    assert_int_equal(logged(d, "application.read"), 2);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(an_applicant_is_found_by_name_number_and_file),
        FLOW(the_applications_of_a_month_are_listed),
        FLOW(a_sealed_file_shows_her_nobody),
        FLOW(a_sealed_file_is_paid),
        FLOW(a_named_officer_decides_it),
        FLOW(a_sealed_file_gives_no_reason),
        FLOW(she_learns_what_she_needs_and_no_more),
        FLOW(the_receipt_is_neutral),
        FLOW(her_looks_are_logged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
