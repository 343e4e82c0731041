/* The fee desk: a certificate is noted after a good card, once, and nothing of the card stays. Today is
 * 2026-03-10; the persons are made up. */
#include <string.h>

#include "domain/check/tally.h"
#include "support/dump.h"
#include "support/office.h"

#define KEY(n) "0123456789abcdef-" n

static int note(struct door *d, const char *device, const char *card, const char *kind, const char *key)
{
    int status;

    as(d, device);
    status = tell(d, "POST", "/api/v1/check/certificates", "{'card':'%s','kind':'%s','key':'%s'}", card, kind,
                  key);
    as(d, COORDINATOR);
    return status;
}

static void desk_card(struct door *d, struct office_file *f, struct office_card *c)
{
    office_file(d, "14", "2026-02-10", "2026-09-10", f);
    office_card(d, f, f->mother, "'documents'", c);
}

static void a_free_certificate_is_counted_with_its_fee(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    desk_card(d, &f, &c);
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 204);
    assert_int_equal(note(d, DESK, c.number, "family", KEY("2")), 204);
    assert_int_equal(note(d, DESK, c.text, "residence", KEY("2")), 204);
    as(d, DIRECTOR);
    assert_int_equal(get(d, "/api/v1/certificates?from=2026-03-10&until=2026-03-10"), 200);
    assert_int_equal(number_at(d, "count"), 3);
    assert_int_equal(number_at(d, "sum"), 600);
    assert_string_equal(text_at(d, "certificates.0.kind"), "residence");
    assert_int_equal(number_at(d, "certificates.1.count"), 2);
    assert_int_equal(number_at(d, "certificates.1.sum"), 400);
    assert_string_equal(text_at(d, "certificates.1.organisation_name"), "Sporteli");
    assert_int_equal(get(d, "/api/v1/certificates?until=2026-03-09"), 200);
    assert_int_equal(number_at(d, "count"), 0);
}

static void a_second_tap_counts_once(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    desk_card(d, &f, &c);
    for (int i = 0; i < 3; i++)
        assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 204);
    register_collect(d->r);
    assert_int_equal(register_int(d->r, "SELECT sum(count) FROM certificate_count"), 1);
}

/* A refused tap may be made again. */
static void what_failed_is_not_taken_for_done(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    desk_card(d, &f, &c);
    assert_int_equal(note(d, DESK, "BK1", "family", KEY("1")), 409);
    assert_string_equal(said(d, "code"), "not_free");
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 204);
    register_collect(d->r);
    assert_int_equal(register_int(d->r, "SELECT sum(count) FROM certificate_count"), 1);
}

static void nothing_is_counted_without_a_good_card(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c, bus;

    desk_card(d, &f, &c);
    office_card(d, &f, f.child, "'transport'", &bus);
    assert_int_equal(note(d, DESK, bus.text, "family", KEY("1")), 409);
    assert_int_equal(note(d, DESK, c.text, "passport", KEY("1")), 422);
    assert_string_equal(said(d, "field"), "kind");
    assert_int_equal(note(d, DESK, c.text, "family", "short"), 422);
    assert_string_equal(said(d, "field"), "key");
    assert_int_equal(note(d, BUS, c.text, "family", KEY("1")), 403);
    assert_string_equal(said(d, "code"), "wrong_device_service");
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-10", ",'decision':'7','effective':'2026-03-10'"), 201);
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 409);
    register_collect(d->r);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM certificate_count"), 0);
}

static void a_note_leaves_a_count_alone(void **state)
{
    struct door *d = *state;
    const char *before, *after;
    struct office_file f;
    struct office_card c;

    desk_card(d, &f, &c);
    register_counted(d->r, d->app.tally); /* from when on the devices of the test count their days */
    before = dump(d->r, "");
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 204);
    assert_int_equal(note(d, DESK, c.number, "family", KEY("2")), 204);
    register_counted(d->r, d->app.tally);
    after = dump(d->r, "");
    assert_string_equal(dump_changed(d->r, before, after), "certificate_count ");
    assert_non_null(strstr(after, "certificate_count: '2026-03-10', 32, 'family', 2, 400\n"));
}

static void a_retired_kind_is_offered_no_more(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    desk_card(d, &f, &c);
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/certificate-kinds",
                          "{'code':'land','text':'Vërtetim toke','text_en':'Land certificate'}"),
                     201);
    assert_int_equal(tell(d, "PATCH", "/api/v1/certificate-kinds/2", "{'active':false}"), 200);
    as(d, DESK);
    assert_int_equal(get(d, "/api/v1/check/certificate-kinds"), 200);
    assert_int_equal(json_array_size(part(d, "kinds")), 5);
    assert_string_equal(text_at(d, "kinds.4.code"), "land");
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 422);
    assert_int_equal(note(d, DESK, c.text, "land", KEY("1")), 204);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_free_certificate_is_counted_with_its_fee),
        FLOW(a_second_tap_counts_once),
        FLOW(what_failed_is_not_taken_for_done),
        FLOW(nothing_is_counted_without_a_good_card),
        FLOW(a_note_leaves_a_count_alone),
        FLOW(a_retired_kind_is_offered_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
