/* What becomes of payments, refused: the run of March pays the mother of the scene, that of April takes it
 * back. */
#include <stdio.h>

#include "support/refusals.h"

#define RUNS   "/api/v1/payment-runs"
#define EVENTS RUNS "/2/lines/1/events"
#define PAID   "'what':'paid','on':'2026-03-10'"

static const struct refusal BEFORE[] = {
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 409, "not_approved"},
    {AID_OFFICER, "POST", RUNS "/2/closing", "{'on':'2026-03-10'}", 409, "not_approved"},
    {AID_OFFICER, "POST", RUNS "/2/lines/1/complaints", "{'on':'2026-03-10','text':'x'}", 409,
     "not_approved"},
    {AID_OFFICER, "POST", EVENTS, "{" PAID ",'collector':'self'}", 409, "not_approved"},
};

static const struct refusal AFTER[] = {
    {AID_OFFICER, "GET", RUNS "/99.xlsx", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99.csv", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/paper", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/2/lines/99/events", NULL, 404, "no_such_line"},
    {AID_OFFICER, "POST", RUNS "/2/lines/99/events", "{" PAID "}", 404, "no_such_line"},
    {AID_OFFICER, "POST", EVENTS, "{" PAID "}", 422, "required"},
    {AID_OFFICER, "POST", EVENTS, "{'what':'paid','on':'2026-03-11','collector':'self'}", 422, "in_future"},
    {AID_OFFICER, "POST", EVENTS, "{'what':'paid','on':'2026-03-09','collector':'self'}", 422,
     "out_of_order"},
    {AID_OFFICER, "POST", EVENTS, "{" PAID ",'collector':'self','surname':'Guri'}", 422, "not_for_self"},
    {AID_OFFICER, "POST", EVENTS,
     "{" PAID ",'collector':'other','first_name':'Ana','surname':'Guri','nid':'1'}", 422, "bad_nid"},
    {AID_OFFICER, "POST", EVENTS,
     "{" PAID ",'collector':'other','first_name':'$respondent_first','surname':'$respondent_last',"
     "'nid':'I75514009V','authorisation':'7','authorised_on':'2026-03-09'}",
     403, "collector_refused"},
    {AID_OFFICER, "POST", EVENTS,
     "{" PAID ",'collector':'other','first_name':'$respondent_first','surname':'A$respondent_last',"
     "'nid':'I75514009V','authorisation':'7','authorised_on':'2026-03-09'}",
     409, "near_respondent"},
    {AID_OFFICER, "POST", EVENTS, "{'what':'returned','on':'2026-03-10'}", 409, "not_paid"},
    {AID_OFFICER, "POST", EVENTS,
     "{" PAID
     ",'collector':'other','first_name':'Ana','surname':'Guri','nid':'I75514009V','authorisation':'7',"
     "'authorised_on':'2026-03-11'}",
     422, "after_payment"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-09','lines':[{'n':1}]}", 422, "out_of_order"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-11','lines':[{'n':1}]}", 422, "in_future"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':1},{'n':1}]}", 422, "line_twice"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 409, "reversed"},
    {AID_OFFICER, "POST", EVENTS, "{" PAID ",'collector':'self'}", 201, ""},
    {AID_OFFICER, "POST", EVENTS, "{" PAID ",'collector':'self'}", 409, "already_paid"},
    {AID_OFFICER, "POST", EVENTS, "{'what':'returned','on':'2026-03-10','collector':'self'}", 422,
     "not_for_return"},
    {AID_OFFICER, "POST", RUNS "/99/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 409, "already_paid"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':99}]}", 422, "no_such_line"},
    {AID_OFFICER, "POST", RUNS "/3/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 409, "not_a_payment"},
    {AID_OFFICER, "POST", RUNS "/3/paid", "{'on':'2026-03-10','lines':[{'n':2}]}", 409, "month_paid"},
    {AID_OFFICER, "POST", RUNS "/99/undo", "{'lines':[{'n':1}]}", 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/2/undo", "{'lines':[{'n':1},{'n':1}]}", 422, "line_twice"},
    {AID_OFFICER, "POST", RUNS "/2/undo", "{'lines':[{'n':99}]}", 422, "no_such_line"},
    {AID_OFFICER, "POST", RUNS "/3/undo", "{'lines':[{'n':2}]}", 409, "nothing_noted"},
    {AID_OFFICER, "POST", RUNS "/3/lines/1/events", "{" PAID ",'collector':'self'}", 409, "not_a_payment"},
    {AID_OFFICER, "POST", RUNS "/3/lines/2/events", "{" PAID ",'collector':'self'}", 409, "month_paid"},
    {AID_OFFICER, "POST", "/api/v1/applications/$application/decision",
     "{'version':$v,'case_id':$case,'decision':'incomplete','reason':'prona'}", 409, "was_paid"},
    {AID_OFFICER, "POST", EVENTS, "{'what':'returned','on':'2026-03-10'}", 201, ""},
    {AID_OFFICER, "POST", RUNS "/3/lines/2/events", "{" PAID ",'collector':'self'}", 201, ""},
    {AID_OFFICER, "POST", RUNS "/2/undo", "{'lines':[{'n':1}]}", 409, "month_paid"},
    {AID_OFFICER, "PUT", "/api/v1/payment-columns", "{'columns':['surname']}", 422, "column_needed"},
    {AID_OFFICER, "PUT", "/api/v1/payment-columns", "{'columns':['surname','amount','surname']}", 422,
     "column_twice"},
    {AID_OFFICER, "PUT", "/api/v1/payment-columns", "{'columns':['respondent']}", 422, "unknown_column"},
    {AID_OFFICER, "PUT", "/api/v1/payment-columns",
     "{'columns':['surname','amount'],'headings':[{'name':'surname','heading':'Viktima'}]}", 422, "telling"},
};

/* By the triggers' leave alone: the register itself owes her nothing. */
static const char LINE[] =
    "INSERT INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id) "
    "SELECT 2, 1, 'payment', $mother, '2026-03-01', 9000, $order, $grant, 5";
static const char APPROVED[] =
    "UPDATE payment_run SET state = 'approved', approved_by = 93, approved_at = 1773133200 WHERE id = 2";
static const char BACK[] =
    "INSERT INTO payment_run (id, month, state, prepared_by, prepared_at, digest) "
    "VALUES (3, '2026-04-01', 'prepared', 92, 1773133200, zeroblob(32)); "
    "INSERT INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, "
    "reverses_run, reverses_n, why) "
    "SELECT 3, 1, 'reversal', $mother, '2026-03-01', -9000, $order, $grant, 5, 2, 1, 'amount_changed'; "
    "INSERT INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, "
    "application_id) SELECT 3, 2, 'payment', $mother, '2026-03-01', 10000, $order, $grant, 5, $application; "
    "UPDATE payment_run SET state = 'approved', approved_by = 93, approved_at = 1773133200 WHERE id = 3";

/* She died the day before. */
static const struct refusal DEAD[] = {
    {AID_OFFICER, "POST", EVENTS, "{" PAID ",'collector':'self'}", 422, "deceased"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 422, "deceased"}};

/* Not now: the coordinator asks to be called first. */
#define HOLD "/api/v1/cases/$case/persons/$mother/payment-hold"
static const struct refusal HOLDS[] = {
    {COORDINATOR, "GET", "/api/v1/cases/99/payments", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/99/persons/1/payment-hold", "{'reason':'x'}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons/99/payment-hold", "{'reason':'x'}", 422,
     "not_in_file"},
    {COORDINATOR, "POST", "/api/v1/cases/99/persons/1/payment-hold/lift", "{'reason':'x'}", 404,
     "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons/99/payment-hold/lift", "{'reason':'x'}", 422,
     "not_in_file"},
    {COORDINATOR, "POST", HOLD "/lift", "{'reason':'x'}", 409, "not_on_hold"},
    {COORDINATOR, "POST", HOLD, "{'reason':'ka dalë nga shtëpia'}", 201, ""},
    {COORDINATOR, "POST", HOLD, "{'reason':'x'}", 409, "already_on_hold"},
    {AID_OFFICER, "POST", EVENTS, "{" PAID ",'collector':'self'}", 409, "on_hold"},
    {AID_OFFICER, "POST", RUNS "/2/paid", "{'on':'2026-03-10','lines':[{'n':1}]}", 409, "on_hold"},
    {COORDINATOR, "POST", HOLD "/lift", "{'reason':'fola me të'}", 201, ""},
};

/* The month closed, and what is said of it. */
#define SAID   RUNS "/2/lines/1/complaints"
#define ANSWER "'outcome':'received','text':'e kishte marrë'"
static const struct refusal CLOSING[] = {
    {AID_OFFICER, "GET", RUNS "/99/closing", NULL, 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/99/closing", "{'on':'2026-03-10'}", 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/2/closing", "{'on':'2026-03-11'}", 422, "in_future"},
    {AID_OFFICER, "POST", RUNS "/2/closing", "{'on':'2026-03-09'}", 422, "out_of_order"},
    {AID_OFFICER, "POST", RUNS "/2/closing", "{'on':'2026-03-10'}", 201, ""},
    {AID_OFFICER, "POST", RUNS "/2/closing", "{'on':'2026-03-10'}", 409, "already_closed"},
    {AID_OFFICER, "POST", RUNS "/2/lines/99/complaints", "{'on':'2026-03-10','text':'x'}", 404,
     "no_such_line"},
    {AID_OFFICER, "POST", RUNS "/3/lines/1/complaints", "{'on':'2026-03-10','text':'x'}", 409,
     "not_a_payment"},
    {AID_OFFICER, "POST", SAID, "{'on':'2026-03-11','text':'x'}", 422, "in_future"},
    {AID_OFFICER, "POST", SAID, "{'on':'2026-03-10','text':'nuk e mora'}", 201, ""},
    {AID_OFFICER, "POST", "/api/v1/payment-complaints/99/outcome", "{" ANSWER ",'on':'2026-03-10'}", 404,
     "no_such_complaint"},
    {AID_OFFICER, "POST", "/api/v1/payment-complaints/1/outcome", "{" ANSWER ",'on':'2026-03-11'}", 422,
     "in_future"},
    {AID_OFFICER, "POST", "/api/v1/payment-complaints/1/outcome", "{" ANSWER ",'on':'2026-03-09'}", 422,
     "out_of_order"},
};
static const struct refusal SHUT[] = {
    {COORDINATOR, "POST", SAID, "{'on':'2026-03-10','text':'x'}", 403, "sealed_file"},
    {COORDINATOR, "POST", "/api/v1/payment-complaints/1/outcome", "{" ANSWER ",'on':'2026-03-10'}", 403,
     "sealed_file"},
};
static const struct refusal ANSWERED[] = {
    {COORDINATOR, "POST", "/api/v1/payment-complaints/1/outcome", "{" ANSWER ",'on':'2026-03-10'}", 200, ""},
    {AID_OFFICER, "POST", "/api/v1/payment-complaints/1/outcome", "{" ANSWER ",'on':'2026-03-10'}", 409,
     "already_answered"},
};

/* How she is paid. */
#define WAY  "/api/v1/persons/$mother/payment-way"
#define IBAN "AL47 2121 1009 0000 0002 3569 8741"
static const struct refusal WAYS[] = {
    {AID_OFFICER, "GET", "/api/v1/persons/99/payment-way", NULL, 404, "no_such_person"},
    {AID_OFFICER, "PUT", "/api/v1/persons/99/payment-way", "{'way':'cash'}", 404, "no_such_person"},
    {AID_OFFICER, "PUT", WAY, "{'way':'bank','account':'" IBAN "','confirm':['account_alone']}", 409,
     "way_not_paid"},
};
static const struct refusal WAYS_PAID[] = {
    {AID_OFFICER, "PUT", WAY, "{'way':'bank','account':'" IBAN "'}", 409, "account_alone"},
    {AID_OFFICER, "PUT", WAY, "{'way':'bank','account':'AL47 2121 1009 0000 0002 3569 8742'}", 422,
     "bad_account"},
    {AID_OFFICER, "PUT", WAY, "{'way':'cash','account':'" IBAN "'}", 422, "not_for_way"},
    {AID_OFFICER, "PUT", WAY, "{'way':'bank','account':'" IBAN "','confirm':['account_alone']}", 201, ""},
};
static const struct refusal WAYS_SHUT[] = {
    {AID_OFFICER, "GET", WAY, NULL, 403, "sealed_file"},
    {AID_OFFICER, "PUT", WAY, "{'way':'cash'}", 403, "sealed_file"},
};

/* Were she erased, as scene.c does it to files. */
static const char ERASED[] =
    "DROP TRIGGER IF EXISTS erased_add; DROP TRIGGER IF EXISTS erased_keep; "
    "INSERT INTO erasure (id, what, record_id, asked_by, asked_at) VALUES (9001, 'person', 9001, 1, 1); "
    "INSERT INTO erased (what, record_id, erasure_id) VALUES ('person', $mother, 9001)";
static const char NOT_ERASED[] =
    "DELETE FROM erased WHERE erasure_id = 9001; DELETE FROM erasure WHERE id = 9001";
static const struct refusal GONE[] = {
    {COORDINATOR, "POST", HOLD, "{'reason':'x'}", 409, "erased"},
    {COORDINATOR, "POST", HOLD "/lift", "{'reason':'x'}", 409, "erased"},
};

/* What was noted on another day stays. */
static const char YESTERDAY[] =
    "INSERT INTO payment_event (id, run_id, n, what, on_day, recorded_by, recorded_at) VALUES "
    "(9000, 3, 2, 'returned', '2026-03-10', 92, 1773046800)";
static const struct refusal LATE[] = {
    {AID_OFFICER, "POST", RUNS "/3/undo", "{'lines':[{'n':2}]}", 409, "undo_too_late"}};

/* Nobody has recorded that the order was served on him. */
static const struct refusal UNSERVED[] = {
    {COORDINATOR, "POST", "/api/v1/persons/$respondent/export", "{'why':'me kërkesën e tij'}", 409,
     "not_served"},
    {COORDINATOR, "POST", "/api/v1/persons/export",
     "{'why':'me kërkesën e "
     "tij','file':'$file','first_name':'$respondent_first','surname':'$respondent_last'}",
     409, "not_served"},
};

#define EACH(array) (array), sizeof(array) / sizeof(array)[0]

/* Names of the file's respondent, as the coordinator reads them. */
static void respondent_set(struct scene *s)
{
    char id[24];

    as(s->d, COORDINATOR);
    assert_int_equal(get(s->d, "/api/v1/cases/%s", scene_value(s, "case")), 200);
    scene_set(s, "respondent_first", text_at(s->d, "persons.2.first_name"));
    scene_set(s, "respondent_last", text_at(s->d, "persons.2.surname"));
    snprintf(id, sizeof id, "%lld", (long long)number_at(s->d, "persons.2.id"));
    scene_set(s, "respondent", id);
    scene_set(s, "file", text_at(s->d, "number"));
}

void paying_refused(struct scene *s)
{
    struct db *db = s->d->r->db;

    respondent_set(s);
    scene_refuses(s, EACH(UNSERVED));
    must(db_script(db, scene_filled(s, LINE)));
    scene_refuses(s, EACH(BEFORE));
    must(db_script(db, APPROVED));
    must(db_script(db, scene_filled(s, BACK)));
    must(db_script(db, scene_filled(s, "UPDATE person SET died_on = '2026-03-09' WHERE id = $mother")));
    scene_refuses(s, EACH(DEAD));
    must(db_script(db, scene_filled(s, "UPDATE person SET died_on = NULL WHERE id = $mother")));
    scene_refuses(s, EACH(CLOSING));
    must(db_script(db, scene_filled(s, "UPDATE case_file SET sealed = 1 WHERE id = $case")));
    scene_refuses(s, EACH(SHUT));
    must(db_script(db, scene_filled(s, "UPDATE case_file SET sealed = 0 WHERE id = $case")));
    scene_refuses(s, EACH(ANSWERED));
    scene_refuses(s, EACH(WAYS));
    must(db_script(db, "UPDATE legal_rule SET value = 1 WHERE name IN ('pays_by_post', 'pays_by_bank')"));
    scene_refuses(s, EACH(WAYS_PAID));
    must(db_script(db, scene_filled(s, "UPDATE case_file SET sealed = 1 WHERE id = $case")));
    scene_refuses(s, EACH(WAYS_SHUT));
    must(db_script(db, scene_filled(s, "UPDATE case_file SET sealed = 0 WHERE id = $case")));
    must(db_script(db, scene_filled(s, ERASED)));
    scene_refuses(s, EACH(GONE));
    must(db_script(db, NOT_ERASED));
    scene_refuses(s, EACH(HOLDS));
    scene_refuses(s, EACH(AFTER));
    must(db_script(db, YESTERDAY));
    scene_refuses(s, EACH(LATE));
}
