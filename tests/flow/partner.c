/* A partner: an institution that is told of its own referrals and answers them. What it may see follows from
 * the consent, and ends with it; what it may not see leaves no trace on its page. */
#include <string.h>

#include "support/office.h"

#define MINE "Qendra Partnere"

static void record_tell(struct door *d, const char *to, const char *body)
{
    assert_int_equal(tell(d, "POST", to, "%s", body), 201);
}

#define SAYS(name, value) "{'name':'" name "','value':'" value "'}"
#define CONSENT(to, more)                                                                                    \
    "{'kind':'consent','said':[" SAYS("to", to) "," SAYS("what_for", "vizitë") "," SAYS("how", "paper") more \
        "]}"
#define REFERRAL(to, more)                                                                                   \
    "{'kind':'referral','said':[" SAYS("to", to) "," SAYS("service", "health") "," SAYS(                     \
        "urgency", "soon") "," SAYS("how", "letter") "," SAYS("reason", "plagë në dorë") "]" more "}"

/* A file with a consent and a referral to that institution; *ret_referral: the referral. */
static const char *told_file(struct door *d, const char *more, struct office_file *ret, int64_t *ret_consent,
                             int64_t *ret_referral)
{
    const char *work;

    as(d, COORDINATOR);
    office_file(d, "71", "2026-03-01", "2026-12-01", ret);
    work = path(d, "/api/v1/cases/%ld/work", (long)ret->case_id);
    assert_int_equal(tell(d, "POST", work, CONSENT(MINE, "%s"), more), 201);
    *ret_consent = number_at(d, "id");
    record_tell(d, work, REFERRAL("qendra  partnere", ""));
    *ret_referral = number_at(d, "id");
    return work;
}

static size_t listed(struct door *d)
{
    as(d, PARTNER);
    assert_int_equal(get(d, "/api/v1/partner/referrals"), 200);
    return json_array_size(part(d, "referrals"));
}

static int answered(struct door *d, int64_t referral, const char *body)
{
    as(d, PARTNER);
    return tell(d, "POST", path(d, "/api/v1/partner/referrals/%ld/answers", (long)referral), "%s", body);
}

static size_t tasks(struct door *d, const char *kind)
{
    json_t *one;
    size_t i, n = 0;

    as(d, COORDINATOR);
    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    json_array_foreach(part(d, "tasks"), i, one)
    {
        n += !strcmp(json_string_value(json_object_get(one, "what")), kind);
    }
    return n;
}

static void it_reads_and_answers_what_was_referred_to_it(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;

    told_file(d, "", &f, &consent, &referral);
    assert_int_equal(listed(d), 1);
    assert_int_equal(number_at(d, "referrals.0.id"), referral);
    assert_true(true_at(d, "referrals.0.open"));
    assert_null(part(d, "referrals.0.reason"));
    assert_int_equal(tasks(d, "partner_answered"), 0);

    as(d, PARTNER);
    assert_int_equal(get(d, "/api/v1/partner/referrals/%ld", (long)referral), 200);
    assert_string_equal(text_at(d, "reason"), "plagë në dorë");
    assert_true(json_is_null(part(d, "names")));
    assert_int_equal(register_int(d->r,
                                  "SELECT count(*) FROM audit WHERE what = 'partner.read' AND account_id "
                                  "= 96 AND case_id IS NOT NULL"),
                     1);

    assert_int_equal(answered(d, referral, "{'outcome':'refused'}"), 422);
    assert_string_equal(said(d, "field"), "why");
    assert_int_equal(answered(d, referral, "{'outcome':'accepted'}"), 201);
    assert_int_equal(tasks(d, "partner_answered"), 1);
    assert_int_equal(listed(d), 1);
    assert_string_equal(text_at(d, "referrals.0.outcome"), "accepted");
    assert_true(true_at(d, "referrals.0.open"));
    assert_int_equal(answered(d, referral, "{'outcome':'ended','result':'u mjekua'}"), 201);
    assert_int_equal(listed(d), 1);
    assert_false(true_at(d, "referrals.0.open"));
    assert_int_equal(answered(d, referral, "{'outcome':'seen'}"), 409);
    assert_string_equal(said(d, "code"), "referral_over");
}

static void the_name_is_told_where_she_consented(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;

    told_file(d, "," SAYS("names", "yes"), &f, &consent, &referral);
    as(d, PARTNER);
    assert_int_equal(get(d, "/api/v1/partner/referrals/%ld", (long)referral), 200);
    assert_string_equal(text_at(d, "names"), "Mirjeta Sokolaj");
}

static void gone(struct door *d, int64_t referral)
{
    assert_int_equal(listed(d), 0);
    assert_int_equal(get(d, "/api/v1/partner/referrals/%ld", (long)referral), 409);
    assert_string_equal(said(d, "code"), "referral_withdrawn");
    assert_int_equal(answered(d, referral, "{'outcome':'accepted'}"), 409);
    assert_string_equal(said(d, "code"), "referral_withdrawn");
}

static void a_withdrawn_one_is_answered_with_a_sentence(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;

    told_file(d, "", &f, &consent, &referral);
    record_tell(d, path(d, "/api/v1/cases/%ld/work", (long)f.case_id),
                path(d, "{'kind':'withdrawal','answers':%ld}", (long)consent));
    gone(d, referral);
}

static void a_voided_one_is_gone(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;

    told_file(d, "", &f, &consent, &referral);
    assert_int_equal(
        tell(d, "POST", path(d, "/api/v1/records/%ld/void", (long)referral), "{'reason':'gabim i yni'}"),
        200);
    gone(d, referral);
}

/* Sent to another by mistake, and put right: the first one is told that it is gone. */
static void a_correction_goes_to_the_other(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;
    const char *work = told_file(d, "", &f, &consent, &referral);

    record_tell(d, work, CONSENT("Policia", ""));
    record_tell(d, work, path(d, REFERRAL("Policia", ",'corrects':%ld"), (long)referral));
    gone(d, referral);
}

/* Sealed later: the page has no more, and says the same as of one that was withdrawn. */
static void a_file_that_is_sealed_later_leaves_no_trace(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;

    told_file(d, "", &f, &consent, &referral);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':91}]}", (long)office_version(d, f.case_id)),
                     204);
    gone(d, referral);
}

static void of_others_it_learns_nothing(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t consent, referral;
    const char *work = told_file(d, "", &f, &consent, &referral);

    record_tell(d, work, CONSENT("Policia", ""));
    record_tell(d, work, REFERRAL("Policia", ""));
    referral = number_at(d, "id");
    assert_int_equal(listed(d), 1);
    assert_int_equal(get(d, "/api/v1/partner/referrals/%ld", (long)referral), 404);
    assert_int_equal(answered(d, referral, "{'outcome':'accepted'}"), 404);
    assert_int_equal(get(d, "/api/v1/partner/referrals/999"), 404);
    assert_int_equal(get(d, "/api/v1/cases/%ld/work", (long)f.case_id), 403);
}

/* The account ends at once, by itself or with the institution in the book. */
static void it_ends_at_once(void **state)
{
    struct door *d = *state;

    assert_int_equal(listed(d), 0);
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "PATCH", "/api/v1/accounts/96", "{'active':false}"), 200);
    as(d, PARTNER);
    assert_int_equal(get(d, "/api/v1/partner/referrals"), 401);
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "PATCH", "/api/v1/accounts/96", "{'active':true}"), 200);
    office_at(d, REGISTER_NOW);
    assert_int_equal(listed(d), 0);
    as(d, COORDINATOR);
    assert_int_equal(ask(d, "POST", "/api/v1/contact-points/900/end", "{}"), 200);
    as(d, PARTNER);
    assert_int_equal(get(d, "/api/v1/partner/referrals"), 401);
}

static void its_account_belongs_to_an_institution_of_the_book(void **state)
{
    struct door *d = *state;

    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/accounts",
                          "{'name':'ana','full_name':'Ana','role':'partner','password':'" OFFICE_PASSWORD
                          "'}"),
                     422);
    assert_string_equal(said(d, "code"), "unknown_institution");
    assert_int_equal(tell(d, "POST", "/api/v1/accounts",
                          "{'name':'ana','full_name':'Ana','role':'director','institution':'" MINE
                          "','password':'" OFFICE_PASSWORD "'}"),
                     422);
    assert_string_equal(said(d, "code"), "institution_not_wanted");
    assert_int_equal(tell(d, "POST", "/api/v1/accounts",
                          "{'name':'ana','full_name':'Ana','role':'partner','institution':'QENDRA partnere',"
                          "'password':'" OFFICE_PASSWORD "'}"),
                     201);
    assert_string_equal(text_at(d, "organisation.name"), MINE);
    assert_int_equal(
        tell(d, "PATCH", path(d, "/api/v1/accounts/%ld", (long)number_at(d, "id")), "{'role':'director'}"),
        200);
    assert_true(json_is_null(part(d, "organisation")));
}

#define OFFICE_CASE(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        OFFICE_CASE(it_reads_and_answers_what_was_referred_to_it),
        OFFICE_CASE(the_name_is_told_where_she_consented),
        OFFICE_CASE(a_withdrawn_one_is_answered_with_a_sentence),
        OFFICE_CASE(a_voided_one_is_gone),
        OFFICE_CASE(a_correction_goes_to_the_other),
        OFFICE_CASE(a_file_that_is_sealed_later_leaves_no_trace),
        OFFICE_CASE(of_others_it_learns_nothing),
        OFFICE_CASE(it_ends_at_once),
        OFFICE_CASE(its_account_belongs_to_an_institution_of_the_book),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
