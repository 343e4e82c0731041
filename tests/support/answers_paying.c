/* At the desk where the payment is handed out. The persons are made up. */
#include "support/answers.h"

static void answered(struct door *d, json_t *spec, int status)
{
    if (d->reply.status != status)
        fail_msg("%s %s: %d %s %s", d->in.method, d->in.path, d->reply.status, said(d, "code"),
                 said(d, "field"));
    described(d, spec);
}

static void event(struct door *d, json_t *spec, long run, const char *body)
{
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/lines/1/events", run), "%s", body);
    answered(d, spec, 201);
}

/* The coordinator of whoever is paid first asks to be called, and is. */
static void held(struct door *d, json_t *spec)
{
    const long person = (long)register_int(
        d->r, "SELECT person_id FROM payment_line WHERE kind = 'payment' ORDER BY run_id, n LIMIT 1");
    const long file = (long)register_int(
        d->r,
        "SELECT case_id FROM case_person WHERE role <> 'respondent' AND person_id = (SELECT person_id FROM "
        "payment_line WHERE kind = 'payment' ORDER BY run_id, n LIMIT 1) LIMIT 1");

    as(d, COORDINATOR);
    tell(d, "POST", path(d, "/api/v1/cases/%ld/persons/%ld/payment-hold", file, person),
         "{'reason':'ka dalë nga shtëpia','phone':'069 123 4567'}");
    answered(d, spec, 201);
    fetch(d, path(d, "/api/v1/cases/%ld/payments", file));
    answered(d, spec, 200);
    fetch(d, "/api/v1/tasks");
    answered(d, spec, 200);
    tell(d, "POST", path(d, "/api/v1/cases/%ld/persons/%ld/payment-hold/lift", file, person),
         "{'reason':'fola me të'}");
    answered(d, spec, 201);
}

/* And what the year costs, and what is held on who was paid. */
void paying_answered(struct door *d, json_t *spec, long run)
{
    as(d, AID_OFFICER);
    event(d, spec, run, "{'what':'paid','on':'2026-03-10','collector':'self'}");
    event(d, spec, run, "{'what':'returned','on':'2026-03-10'}");
    event(d, spec, run,
          "{'what':'paid','on':'2026-03-10','collector':'other','first_name':'Lule','surname':'Prifti',"
          "'nid':'I75514009A','authorisation':'7','authorised_on':'2026-03-09'}");
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/undo", run), "{'lines':[{'n':1}]}");
    answered(d, spec, 200);
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/paid", run), "{'on':'2026-03-10','lines':[{'n':1}]}");
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/lines/1/events", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/paper?limit=1", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld.csv", run));
    answered(d, spec, 200);
    fetch(d, path(d, "/api/v1/payment-runs/%ld.xlsx", run));
    answered(d, spec, 200);
    held(d, spec);
    as(d, AID_OFFICER);
    tell(d, "PUT",
         path(d, "/api/v1/persons/%ld/payment-way",
              (long)register_int(d->r, "SELECT person_id FROM payment_line ORDER BY run_id, n LIMIT 1")),
         "{'way':'cash'}");
    answered(d, spec, 201);
    fetch(d, path(d, "/api/v1/persons/%ld/payment-way",
                  (long)register_int(d->r, "SELECT person_id FROM payment_line ORDER BY run_id, n LIMIT 1")));
    answered(d, spec, 200);
    as(d, AID_OFFICER);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/closing", run));
    answered(d, spec, 200);
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/closing", run), "{'on':'2026-03-10'}");
    answered(d, spec, 201);
    tell(d, "POST", path(d, "/api/v1/payment-runs/%ld/lines/1/complaints", run),
         "{'on':'2026-03-10','text':'nuk e mora'}");
    answered(d, spec, 201);
    fetch(d, path(d, "/api/v1/payment-runs/%ld/lines/1/events", run));
    answered(d, spec, 200);
    tell(d, "POST",
         path(d, "/api/v1/payment-complaints/%ld/outcome",
              (long)register_int(d->r, "SELECT max(id) FROM payment_complaint")),
         "{'outcome':'received','on':'2026-03-10','text':'e kishte marrë'}");
    answered(d, spec, 200);
    as(d, COORDINATOR);
    fetch(d,
          path(d, "/api/v1/cases/%ld/payments",
               (long)register_int(d->r, "SELECT c.case_id FROM payment_complaint q JOIN payment_line l ON "
                                        "l.run_id = q.run_id AND l.n = q.n JOIN case_person c ON c.person_id "
                                        "= l.person_id AND c.role <> 'respondent' LIMIT 1")));
    answered(d, spec, 200);
    as(d, COORDINATOR);
    tell(d, "POST",
         path(d, "/api/v1/persons/%ld/export",
              (long)register_int(d->r, "SELECT person_id FROM payment_line ORDER BY run_id, n LIMIT 1")),
         "{'why':'kërkesa e drejtorisë'}");
    answered(d, spec, 200);
    as(d, AID_OFFICER);
    tell(d, "PUT", "/api/v1/payment-columns",
         "{'columns':['nr','surname','amount','signature'],'headings':[{'name':'nr','heading':'Nr. "
         "rendor'}]}");
    answered(d, spec, 200);
    fetch(d, "/api/v1/payment-columns");
    answered(d, spec, 200);
    fetch(d, "/api/v1/budget?year=2026");
    answered(d, spec, 200);
    fetch(d, "/api/v1/budget.csv");
    answered(d, spec, 200);
}
