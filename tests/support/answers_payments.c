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
