/* Runs of the monthly payment, refused. */
#include "support/refusals.h"

#define RUNS         "/api/v1/payment-runs"
#define DECISION(on) "{'body':'council','number':'112','on':'" on "'}"

static const struct refusal PAYMENTS[] = {
    {AID_OFFICER, "POST", RUNS, "{'month':'2026-13'}", 422, "bad_month"},
    {AID_OFFICER, "POST", RUNS, "{'month':'2026-04'}", 422, "in_future"},
    {AID_OFFICER, "POST", RUNS, "{'month':'2007-05'}", 422, "no_rule"},
    {AID_OFFICER, "GET", RUNS "/99", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/lines", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/reasons", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/held", NULL, 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/99/held/1", "{'word':'pay','reason':'vendim 3'}", 404, "no_such_line"},
    {AID_OFFICER, "DELETE", RUNS "/99", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/council", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/council.csv", NULL, 404, "no_such_run"},
    {AID_OFFICER, "GET", RUNS "/99/council.xlsx", NULL, 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/99/decisions", DECISION("2026-03-09"), 404, "no_such_run"},
    {AID_OFFICER, "POST", RUNS "/99/decisions", DECISION("2026-03-19"), 422, "in_future"},
    {DIRECTOR, "POST", RUNS "/99/approve", NULL, 404, "no_such_run"},
    {ADMINISTRATOR, "POST", "/api/v1/payment-rules",
     "{'part_month':'days','first_month':'next','source':'VKM 1/2026','from':'2026-05-02'}", 422,
     "not_month_first"},
    {ADMINISTRATOR, "POST", "/api/v1/payment-rules",
     "{'part_month':'days','first_month':'next','source':'VKM 1/2026','from':'2007-05-01'}", 409,
     "rule_overlaps"},
    {ADMINISTRATOR, "POST", "/api/v1/payment-rules/99/void", NULL, 404, "no_rule_of_id"},
    {ADMINISTRATOR, "POST", "/api/v1/payment-rules/1/void", NULL, 409, "rule_relied_on"},
    {ADMINISTRATOR, "POST", "/api/v1/payment-rules/700/void", NULL, 204, ""},
    {ADMINISTRATOR, "POST", "/api/v1/payment-rules/700/void", NULL, 409, "already_voided"},
    {AID_OFFICER, "POST", RUNS, "{'month':'2026-02'}", 201, ""},
    {AID_OFFICER, "POST", RUNS, "{'month':'2026-03'}", 409, "run_prepared"},
};

/* Of the run that waits. */
static const struct refusal HELD[] = {
    {AID_OFFICER, "POST", RUNS "/1/held/1", "{'word':'leave','reason':'paguar në letër'}", 201, ""},
    {AID_OFFICER, "POST", RUNS "/1/held/1", "{'word':'leave','reason':'paguar në letër'}", 409,
     "already_said"},
};

/* Who prepared it is a director now; then the register moves on. */
static const struct refusal OWN[] = {{AID_OFFICER, "POST", RUNS "/1/approve", NULL, 403, "own_run"}};
static const struct refusal TWICE[] = {{DIRECTOR, "POST", RUNS "/1/approve", NULL, 403, "same_holder"}};
static const struct refusal APPROVED[] = {
    {DIRECTOR, "POST", RUNS "/1/approve", NULL, 200, ""},
    {DIRECTOR, "POST", RUNS "/1/approve", NULL, 409, "already_approved"},
    {AID_OFFICER, "DELETE", RUNS "/1", NULL, 409, "already_approved"},
    {AID_OFFICER, "POST", RUNS, "{'month':'2026-02'}", 409, "already_approved"},
    {AID_OFFICER, "POST", RUNS, "{'month':'2026-03'}", 201, ""},
};
static const struct refusal OUTDATED[] = {{DIRECTOR, "POST", RUNS "/2/approve", NULL, 409, "run_outdated"}};

#define EACH(array) (array), sizeof(array) / sizeof(array)[0]

void payments_refused(struct scene *s)
{
    struct db *db = s->d->r->db;

    must(db_script(db,
                   "INSERT INTO payment_rule (id, part_month, first_month, source, from_day, recorded_at) "
                   "VALUES (700, 'days', 'next', 'VKM 1/2026', '2026-12-01', 1)"));
    scene_refuses(s, EACH(PAYMENTS));
    must(db_script(db, "INSERT INTO payment_held (run_id, n, person_id, month, amount, why, about, order_id) "
                       "SELECT 1, 1, min(person_id), '2025-12-01', 9000, 'before_first_run', 202512, "
                       "min(order_id) FROM order_person"));
    scene_refuses(s, EACH(HELD));
    must(db_script(db, "UPDATE account SET role = 'director' WHERE name = 'aid'"));
    scene_refuses(s, EACH(OWN));
    must(db_script(db,
                   "UPDATE account SET role = 'aid_officer', full_name = (SELECT d.full_name FROM account d "
                   "WHERE d.name = 'director') WHERE name = 'aid'"));
    scene_refuses(s, EACH(TWICE));
    must(db_script(db, "UPDATE account SET full_name = 'Aid Officer' WHERE name = 'aid'"));
    scene_refuses(s, EACH(APPROVED));
    must(db_script(db,
                   "INSERT INTO application_decision (id, application_id, decision, decided_on, recorded_at) "
                   "SELECT 999, min(id), 'granted', '2026-03-10', 1 FROM application"));
    scene_refuses(s, EACH(OUTDATED));
}
