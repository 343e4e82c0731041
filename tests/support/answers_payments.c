/* The economic-aid office on the day of the payment. The persons are made up. */
#include "support/answers.h"

static void answered(struct door *d, json_t *spec, int status)
{
    if (d->reply.status != status)
        fail_msg("%s %s: %d %s %s", d->in.method, d->in.path, d->reply.status, said(d, "code"),
                 said(d, "field"));
    described(d, spec);
}

static void looked_at(struct door *d, json_t *spec, long run)
{
    fetch(d, path(d, "/api/v1/payment-runs/%ld", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/lines?limit=1", run));
    answered(d, spec, 200);
    assert_int_equal(number_at(d, "next"), 1);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/lines?changed=1&after=1", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/reasons?changed=0&limit=1", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/held?after=0&limit=1", run));
    answered(d, spec, 200);
}

static void entitled(struct door *d, struct office_file *ret)
{
    as(d, COORDINATOR);
    assert_int_equal(
        tell(d, "POST", "/api/v1/orders",
             "{'kind':'UM','issuer':'Gjykata e Gurit','number':'700','decision_date':'2025-12-02',"
             "'end':'2026-11-30','unit':'Picar','persons':[{'role':'protected','first_name':'Vjosa',"
             "'father_name':'Petro','surname':'Prifti'}]}"),
        201);
    ret->case_id = number_at(d, "case_id");
    ret->order = number_at(d, "id");
    ret->mother = number_at(d, "persons.0");
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2025-12-05'}",
                          (long)ret->case_id, (long)office_version(d, ret->case_id), (long)ret->mother),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)number_at(d, "id")),
                          "{'case_id':%ld,'version':%ld,'decision':'granted'}", (long)ret->case_id,
                          (long)office_version(d, ret->case_id)),
                     201);
}

/* A month before the first run: it was due, and may have been paid on paper. */
static void held_answered(struct door *d, json_t *spec, long run)
{
    assert_int_equal(number_at(d, "held.0.amount"), 9000);
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/held/1", run),
         "{'word':'leave','reason':'paguar me listën e janarit'}");
    answered(d, spec, 201);
}

/* Ten, six and one of three units, who are nobody and only counted: the one joins the six. */
static const char SQL_COUNTED[] =
    "CREATE TEMP TABLE counted AS SELECT c.id, c.unit_id, (SELECT count(*) FROM case_file b WHERE b.id < "
    "c.id) AS place "
    "FROM case_file c WHERE EXISTS (SELECT 1 FROM protection_order o WHERE o.case_id = c.id) ORDER BY c.id "
    "LIMIT 3;"
    "UPDATE case_file SET unit_id = 1 + (SELECT count(*) FROM counted x WHERE x.id < case_file.id) WHERE id "
    "IN (SELECT id FROM "
    "counted);"
    "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at) WITH RECURSIVE "
    "seq(i) AS (SELECT 1 "
    "UNION ALL SELECT i + 1 FROM seq WHERE i < 17) SELECT 9000 + i, x'00', x'00', randomblob(32), 1 FROM seq;"
    "INSERT INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id) SELECT "
    "r.id, p.id, "
    "'payment', p.id, r.month, 9000, (SELECT min(o.id) FROM protection_order o WHERE o.case_id = (SELECT "
    "c.id FROM counted c "
    "WHERE (SELECT count(*) FROM counted x WHERE x.id < c.id) = CASE WHEN p.id <= 9010 THEN 0 WHEN p.id <= "
    "9016 THEN 1 ELSE 2 "
    "END)), l.act_id, l.rule_id FROM person p, payment_run r, (SELECT act_id, rule_id FROM payment_line "
    "LIMIT 1) l "
    "WHERE p.id > 9000 AND r.state = 'prepared'";
static const char SQL_COUNTED_NO_MORE[] =
    "DELETE FROM payment_line WHERE person_id > 9000; DELETE FROM person WHERE id > 9000;"
    "UPDATE case_file SET unit_id = (SELECT c.unit_id FROM counted c WHERE c.id = case_file.id) WHERE id IN "
    "(SELECT id FROM "
    "counted); DROP TABLE counted";

static void council_answered(struct door *d, json_t *spec, long run)
{
    fetch(d, path(d, "/api/v1/payment-runs/%ld/council", run));
    answered(d, spec, 200);
    must(db_script(d->r->db, SQL_COUNTED));
    fetch(d, path(d, "/api/v1/payment-runs/%ld/council", run));
    answered(d, spec, 200);
    assert_int_equal(number_at(d, "rows.0.persons"), 10);
    assert_int_equal(number_at(d, "rows.1.persons"), 7);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/council.csv", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/council.xlsx", run));
    answered(d, spec, 200);
    must(db_script(d->r->db, SQL_COUNTED_NO_MORE));
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/decisions", run),
         "{'body':'council','number':'112','on':'2026-03-09'}");
    answered(d, spec, 201);
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/decisions", run),
         "{'body':'directorate','number':'7','on':'2026-03-09'}");
    answered(d, spec, 201);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/lines", run));
    answered(d, spec, 200);
}

static void rules_answered(struct door *d, json_t *spec)
{
    long voided;

    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/payment-rules",
         "{'part_month':'days','first_month':'next','source':'VKM 9/2026','from':'2026-03-01'}");
    answered(d, spec, 201);
    fetch(d, "/api/v1/payment-rules");
    answered(d, spec, 200);
    tell(d, "POST", "/api/v1/payment-rules",
         "{'part_month':'whole','first_month':'next','source':'VKM 9/2026','from':'2026-09-01'}");
    answered(d, spec, 201);
    voided = number_at(d, "id");
    d->in.query = "preview=1";
    tell(d, "POST", "/api/v1/payment-rules",
         "{'part_month':'days','first_month':'next','source':'VKM 9/2026','from':'2026-10-01'}");
    answered(d, spec, 200);
    ask(d, "POST", path(d, "/api/v1/payment-rules/%ld/void", voided), NULL);
    answered(d, spec, 200);
    d->in.query = NULL;
    ask(d, "POST", path(d, "/api/v1/payment-rules/%ld/void", voided), NULL);
    answered(d, spec, 204);
}

void payments_answered(struct door *d, json_t *spec)
{
    struct office_file f = {0};
    long run;

    entitled(d, &f);
    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/one-off-payments",
         "{'text':'Shtesë','text_en':'Addition','source':'VKB 1/2026','month':'2026-01','amount':5000}");
    answered(d, spec, 201);
    as(d, AID_OFFICER);
    fetch(d, "/api/v1/filing-days");
    answered(d, spec, 200);
    tell(d, "POST", "/api/v1/payment-runs", "{'month':'2026-01'}");
    answered(d, spec, 201);
    run = (long)number_at(d, "id");
    looked_at(d, spec, run);
    held_answered(d, spec, run);
    as(d, DIRECTOR);
    ask(d, "POST", path(d, "/api/v1/payment-runs/%ld/approve", run), NULL);
    answered(d, spec, 200);
    paying_answered(d, spec, run);
    as(d, COORDINATOR);
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-09", ",'effective':'2025-12-02','decision':'8'"), 201);
    as(d, AID_OFFICER);
    tell(d, "POST", "/api/v1/payment-runs", "{'month':'2026-03'}");
    answered(d, spec, 201);
    run = (long)number_at(d, "id");
    council_answered(d, spec, run);
    looked_at(d, spec, run);
    fetch(d, "/api/v1/payment-runs");
    answered(d, spec, 200);
    ask(d, "DELETE", path(d, "/api/v1/payment-runs/%ld", run), NULL);
    answered(d, spec, 204);
    tell(d, "POST", "/api/v1/payment-runs",
         "{'month':'2026-02'}"); /* none is skipped: nothing is warned of */
    answered(d, spec, 201);
    assert_null(part(d, "warnings"));
    ask(d, "DELETE", path(d, "/api/v1/payment-runs/%ld", (long)number_at(d, "id")), NULL);
    answered(d, spec, 204);
    rules_answered(d, spec);
    as(d, COORDINATOR);
}
