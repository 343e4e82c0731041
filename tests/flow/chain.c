/* Orders that follow one another, what is due meanwhile, and cards that end before their time. Today is
 * 2026-03-10, ten in the morning. */
#include <string.h>

#include "support/office.h"
#include "support/status_seen.h"

/* An order that names Mirjeta alone, in a file of her own; "more" says the rest. Returns its id. */
static int64_t order_alone(struct door *d, const char *kind, const char *on, const char *more)
{
    assert_int_equal(
        tell(d, "POST", "/api/v1/orders",
             "{'kind':'%s','issuer':'Gjykata','number':'%s %s','decision_date':'%s','unit':'Odrie',"
             "'confirm':['hearing_unknown'],"
             "'persons':[{'role':'protected','first_name':'Mirjeta','surname':'Sokolaj'}]%s}",
             kind, kind, on, on, more),
        201);
    return number_at(d, "id");
}

/* The next order of that file about the same person. */
static void order_after(struct door *d, struct office_file *f, const char *kind, const char *on,
                        const char *more)
{
    assert_int_equal(tell(d, "POST", "/api/v1/orders",
                          "{'case_id':%ld,'version':%ld,'follows':%ld,'kind':'%s','issuer':'Gjykata',"
                          "'number':'%s','decision_date':'%s','confirm':['hearing_unknown'],"
                          "'persons':[{'person':%ld,'role':'protected'}]%s}",
                          (long)f->case_id, (long)office_version(d, f->case_id), (long)f->order, kind, on, on,
                          (long)f->mother, more),
                     201);
    f->order = number_at(d, "id");
}

/* A police order of the first, an UMM of the third, an UM of the tenth of March; ids in the order given. */
static void chain_make(struct door *d, struct office_file *f, int64_t ret_orders[3])
{
    ret_orders[0] = f->order = order_alone(d, "UMPMM", "2026-03-01", ",'decided_at':'21:30'");
    f->case_id = number_at(d, "case_id");
    f->mother = number_at(d, "persons.0");
    order_after(d, f, "UMM", "2026-03-03", "");
    ret_orders[1] = f->order;
    order_after(d, f, "UM", "2026-03-10", ",'end':'2026-09-10'");
    ret_orders[2] = f->order;
}

static void each_order_takes_over_from_the_one_before(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t orders[3];

    chain_make(d, &f, orders);
    assert_int_equal(number_at(d, "follows"), orders[1]);
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)orders[0]), 200);
    assert_string_equal(text_at(d, "acts.0.at"), "2026-03-01T20:30:00Z");
    assert_string_equal(text_at(d, "protection.ended_by"), "replaced");
    assert_string_equal(text_at(d, "protection.until"), "2026-03-02");
    assert_int_equal(number_at(d, "acts.1.other_order"), orders[1]);
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)orders[1]), 200);
    assert_string_equal(text_at(d, "protection.until"), "2026-03-09");
    assert_false(true_at(d, "protection.in_force"));
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements?on=2026-03-02", (long)f.case_id), 200);
    assert_string_equal(text_at(d, "entitlements.0.service"), "transport");
    assert_string_equal(text_at(d, "entitlements.0.until"), "2026-03-02");
    assert_string_equal(text_at(d, "entitlements.0.unbroken_until"), "2026-09-10");
}

static void a_police_order_alone_pays_nothing(void **state)
{
    struct door *d = *state;
    struct office_file f;

    f.order = order_alone(d, "UMPMM", "2026-03-09", "");
    f.case_id = number_at(d, "case_id");
    f.mother = number_at(d, "persons.0");
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-09'}", (long)f.case_id,
                          (long)f.mother),
                     201);
    office_grant(d, f.case_id, number_at(d, "id"));
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id), 200);
    assert_string_equal(text_at(d, "entitlements.3.service"), "payment");
    assert_string_equal(text_at(d, "entitlements.3.why_not"), "police_only");
    order_after(d, &f, "UMM", "2026-03-10", "");
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id), 200);
    assert_true(true_at(d, "entitlements.3.entitled"));
    assert_true(json_is_null(part(d, "entitlements.3.until")));
}

static void a_card_of_the_first_order_goes_on_with_the_last(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    f.order = order_alone(d, "UMPMM", "2026-03-09", "");
    f.case_id = number_at(d, "case_id");
    f.mother = number_at(d, "persons.0");
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_string_equal(said(d, "until"), "2026-04-08");
    order_after(d, &f, "UM", "2026-03-10", ",'end':'2026-09-10'");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    office_on(d, "2026-09-10");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    assert_int_equal(status_seen(d, &c), 0);
    office_on(d, "2026-09-11");
    assert_string_not_equal(office_check(d, BUS, c.text), "ok");
}

/* The UM that took over was recorded by mistake: the order before it stands again, and so does the card. */
static void a_card_goes_on_when_the_order_that_took_over_is_void(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    int64_t before, grant;

    before = f.order = order_alone(d, "UMM", "2026-03-09", "");
    f.case_id = number_at(d, "case_id");
    f.mother = number_at(d, "persons.0");
    office_card(d, &f, f.mother, "'transport'", &c);
    order_after(d, &f, "UM", "2026-03-10", ",'end':'2026-09-10'");
    grant = number_at(d, "acts.0.id");
    assert_int_equal(
        office_act(d, &f, "corrected", "2026-03-10", path(d, ",'corrects':%ld,'voids':true", (long)grant)),
        201);
    assert_false(true_at(d, "protection.in_force"));
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)before), 200);
    assert_true(true_at(d, "protection.in_force"));
    assert_true(true_at(d, "protection.open"));
    assert_string_equal(text_at(d, "acts.2.kind"), "corrected");
    assert_true(true_at(d, "acts.2.voids"));
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    assert_int_equal(status_seen(d, &c), 0);
}

/* The UM names the mother alone: the child's card goes on with the UMM. */
static void who_the_next_order_leaves_out_keeps_the_card(void **state)
{
    struct door *d = *state;
    struct office_card c;
    struct office_file f;

    assert_int_equal(tell(d, "POST", "/api/v1/orders",
                          "{'kind':'UMM','hearing_on':'2026-03-21','issuer':'Gjykata','number':'3','decision_"
                          "date':'2026-03-01','unit':'Odrie',"
                          "'persons':[{'role':'protected','first_name':'Mirjeta','surname':'Sokolaj'},"
                          "{'role':'dependant','first_name':'Era','surname':'Sokolaj'}]}"),
                     201);
    f = (struct office_file){.order = number_at(d, "id"),
                             .case_id = number_at(d, "case_id"),
                             .mother = number_at(d, "persons.0"),
                             .child = number_at(d, "persons.1")};
    office_card(d, &f, f.child, "'transport'", &c);
    order_after(d, &f, "UM", "2026-03-10", ",'end':'2026-09-10'");
    assert_string_equal(text_at(d, "warnings.1.code"), "persons_not_named");
    assert_string_equal(text_at(d, "warnings.1.field"), "follows");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    assert_int_equal(status_seen(d, &c), 0);
}

/* The task of that kind about that order; NULL: none. */
static json_t *task(struct door *d, const char *what, int64_t order)
{
    json_t *list, *at;
    size_t i;

    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    list = part(d, "tasks");
    json_array_foreach(list, i, at)
    {
        if (!strcmp(json_string_value(json_object_get(at, "what")), what) &&
            json_integer_value(json_object_get(at, "order_id")) == order)
            return at;
    }
    return NULL;
}

static void due(struct door *d, const char *what, int64_t order, const char *on, bool overdue)
{
    json_t *t = task(d, what, order);

    if (!t)
        fail_msg("no task %s for the order %ld", what, (long)order);
    assert_string_equal(json_string_value(json_object_get(t, "due_on")), on);
    assert_int_equal(json_is_true(json_object_get(t, "overdue")), overdue);
}

static void tasks_show_the_clocks_of_the_law(void **state)
{
    struct door *d = *state;
    int64_t police = order_alone(d, "UMPMM", "2026-03-06", ",'decided_at':'10:00'");
    int64_t fresh = order_alone(d, "UMPMM", "2026-03-09", ",'decided_at':'12:00'");
    int64_t waiting = order_alone(d, "UMM", "2026-03-01", "");
    int64_t late = order_alone(d, "UMM", "2026-02-01", "");
    int64_t ending = order_alone(d, "UM", "2025-09-01", ",'end':'2026-04-10'");
    int64_t last, count;

    due(d, "police_to_court", police, "2026-03-08", true);
    due(d, "police_to_court", fresh, "2026-03-11", false);
    due(d, "hearing", waiting, "2026-03-21", false);
    due(d, "hearing", late, "2026-02-21", true);
    due(d, "copies", waiting, "2026-03-02", true);
    due(d, "expiry", ending, "2026-04-10", false);
    due(d, "extension_request", ending, "2026-03-26", false);
    due(d, "finality", ending, "2025-09-17", true);
    assert_null(task(d, "expiry", waiting));
    last = 0;
    count = (int64_t)json_array_size(part(d, "tasks"));
    for (int64_t i = 0; i < count; i++) {
        const char *on = text_at(d, path(d, "tasks.%ld.due_on", (long)i));
        date day;

        must(date_parse(on, &day));
        assert_true(day >= last);
        last = day;
        assert_true(text_at(d, path(d, "tasks.%ld.text", (long)i))[0] != '\0');
    }
}

static void a_missed_deadline_ends_nothing(void **state)
{
    struct door *d = *state;
    struct office_file f = {.order = order_alone(d, "UMM", "2026-01-01", "")};
    struct office_card c;

    f.case_id = number_at(d, "case_id");
    f.mother = number_at(d, "persons.0");
    due(d, "hearing", f.order, "2026-01-21", true);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)f.order), 200);
    assert_true(true_at(d, "protection.in_force"));
}

static void a_request_for_more_asks_for_the_decision(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2025-10-10", "2026-04-01", &f);
    due(d, "extension_request", f.order, "2026-03-17", false);
    assert_int_equal(office_act(d, &f, "extension_requested", "2026-03-10", ""), 201);
    assert_string_equal(text_at(d, "protection.extension_requested_on"), "2026-03-10");
    assert_string_equal(text_at(d, "protection.until"), "2026-04-01");
    due(d, "extension_decision", f.order, "2026-04-01", false);
    assert_null(task(d, "extension_request", f.order));
}

static void a_compromised_card_goes_in_one_step(void **state)
{
    struct door *d = *state;
    struct office_card old, new;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport','documents'", &old);
    assert_int_equal(ask(d, "POST", path(d, "/api/v1/cards/%s/compromised", old.number), NULL), 201);
    office_card_take(d, "card", &new);
    assert_string_not_equal(old.number, new.number);
    assert_string_equal(office_check(d, BUS, old.text), "revoked");
    assert_string_equal(office_check(d, BUS, new.text), "ok");
    assert_string_equal(office_check(d, DESK, new.text), "ok");
    assert_int_equal(status_seen(d, &old), 1);
    assert_int_equal(status_seen(d, &new), 0);
    assert_int_equal(register_int(d->r, "SELECT unsafe_since FROM safe_contact"), REGISTER_NOW);
    assert_int_equal(get(d, "/api/v1/cards/%s", old.number), 200);
    assert_string_equal(said(d, "revoked_why"), "compromised");
    assert_string_equal(said(d, "replaced_by"), new.number);
    refused(d, "POST", path(d, "/api/v1/cards/%s/compromised", old.number), NULL, 409, "already_revoked");
}

static void a_card_is_drawn_in_three_forms(void **state)
{
    static const struct {
        const char *suffix, *type, *begins;
    } FORMS[] = {{"svg", "image/svg+xml; charset=utf-8", "<?xml"},
                 {"png", "image/png", "\x89PNG\r\n"},
                 {"pdf", "application/pdf", "%PDF-"}};
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(get(d, "/api/v1/cards/%s.%s", c.number, FORMS[i].suffix), 200);
        assert_string_equal(d->reply.content_type, FORMS[i].type);
        assert_null(d->reply.cache_control);
        assert_true(d->reply.body->len > 1000);
        assert_memory_equal(d->reply.body->data, FORMS[i].begins, strlen(FORMS[i].begins));
    }
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'card.print'"), 3);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cards/%s/revoke", c.number), "{'why':'lost'}"), 200);
    refused(d, "GET", path(d, "/api/v1/cards/%s.png", c.number), NULL, 409, "revoked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_order_takes_over_from_the_one_before, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(a_police_order_alone_pays_nothing, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_card_of_the_first_order_goes_on_with_the_last, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(a_card_goes_on_when_the_order_that_took_over_is_void, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(who_the_next_order_leaves_out_keeps_the_card, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(tasks_show_the_clocks_of_the_law, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_missed_deadline_ends_nothing, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_request_for_more_asks_for_the_decision, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(a_compromised_card_goes_in_one_step, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_card_is_drawn_in_three_forms, office_setup, office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
