/* The fee desk: a certificate is noted after a good card, once, and nothing of the card stays. Today is
 * 2026-03-10; the persons are made up. */
#include <string.h>

#include "domain/check/tally.h"
#include "domain/check/tap_memory.h"
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

static int undo(struct door *d, const char *kind, const char *key)
{
    int status;

    as(d, DESK);
    status = tell(d, "POST", "/api/v1/check/certificates/undo", "{'kind':'%s','key':'%s'}", kind, key);
    as(d, COORDINATOR);
    return status;
}

/* Sends one note that a device kept; what became of it. */
static const char *keep(struct door *d, const char *device, const char *kind, const char *key, const char *on)
{
    as(d, device);
    assert_int_equal(tell(d, "POST", "/api/v1/check/certificates/kept",
                          "{'notes':[{'kind':'%s','key':'%s','on':'%s'}]}", kind, key, on),
                     200);
    as(d, COORDINATOR);
    return text_at(d, "notes.0.outcome");
}

/* What the office sees. */
static void counted(struct door *d, int64_t count, int64_t sum)
{
    as(d, DIRECTOR);
    assert_int_equal(get(d, "/api/v1/certificates"), 200);
    assert_int_equal(number_at(d, "count"), count);
    assert_int_equal(number_at(d, "sum"), sum);
    as(d, COORDINATOR);
}

static void what_was_noted_is_taken_back_once(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    desk_card(d, &f, &c);
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 204);
    assert_int_equal(note(d, DESK, c.text, "family", KEY("2")), 204);
    counted(d, 2, 400);
    for (int i = 0; i < 3; i++)
        assert_int_equal(undo(d, "family", KEY("1")), 204);
    counted(d, 1, 200);
    /* Its note comes once more, late: it counts nothing. */
    assert_int_equal(note(d, DESK, c.text, "family", KEY("1")), 204);
    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-03-10"), "undone");
    counted(d, 1, 200);
    /* Nothing is taken off: both have grown, here and in the register. */
    assert_int_equal(register_int(d->r, "SELECT count FROM certificate_count"), 2);
    assert_int_equal(register_int(d->r, "SELECT undone_sum FROM certificate_count"), 200);
}

static void what_is_taken_back_before_it_comes_counts_nothing(void **state)
{
    struct door *d = *state;

    assert_int_equal(undo(d, "family", KEY("1")), 204);
    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-03-10"), "undone");
    counted(d, 0, 0);
}

static void what_was_noted_long_ago_is_not_taken_back_here(void **state)
{
    struct door *d = *state;

    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-03-10"), "counted");
    tap_memory_free(&d->app.taps);
    must(tap_memory_make(&d->app.taps));
    assert_int_equal(undo(d, "family", KEY("1")), 409);
    assert_string_equal(said(d, "code"), "too_late");
    counted(d, 1, 200);
}

static void kept_notes_count_once_each_with_the_fee_of_their_day(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    must(db_script(d->r->db,
                   "UPDATE benefit_rule SET until_day = '2026-03-08' WHERE service = 'documents'; "
                   "INSERT INTO benefit_rule (id, service, source, umpmm, umm, um, needs_final, "
                   "for_protected, for_dependants, needs_application, not_in_institution, "
                   "needs_enrolment, amount, from_day) SELECT 900, service, source, umpmm, umm, um, "
                   "needs_final, for_protected, for_dependants, needs_application, not_in_institution, "
                   "needs_enrolment, 300, '2026-03-09' FROM benefit_rule WHERE service = 'documents'"));
    for (int i = 0; i < 3; i++) {
        assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-03-08"), "counted");
        assert_string_equal(keep(d, DESK, "family", KEY("2"), "2026-03-09"), "counted");
    }
    counted(d, 2, 500);
    /* Sent with its card, its answer lost, and then kept with the same key. */
    desk_card(d, &f, &c);
    assert_int_equal(note(d, DESK, c.text, "income", KEY("3")), 204);
    assert_string_equal(keep(d, DESK, "income", KEY("3"), "2026-03-10"), "counted");
    counted(d, 3, 800);
    /* By a clock that is ahead: today. */
    assert_string_equal(keep(d, DESK, "income", KEY("4"), "2026-04-01"), "counted");
    assert_int_equal(get(d, "/api/v1/certificates?from=2026-03-11"), 200);
    assert_int_equal(number_at(d, "count"), 0);
}

static void what_cannot_be_counted_is_said(void **state)
{
    struct door *d = *state;

    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-02-23"), "too_old");
    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-02-24"), "counted");
    assert_string_equal(keep(d, DESK, "passport", KEY("1"), "2026-03-09"), "unknown_kind");
    /* Its answer was lost for days: it came, and is no older for that. */
    office_on(d, "2026-03-30");
    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-02-24"), "counted");
    counted(d, 1, 200);
}

/* The device was enrolled anew: another number, the same desk. */
static void another_device_of_the_same_desk_sends_what_was_kept(void **state)
{
    struct door *d = *state;

    assert_string_equal(keep(d, DESK, "family", KEY("1"), "2026-03-10"), "counted");
    door_device(d, "new-desk", &(struct door_checker){16, 32, "documents", false});
    assert_string_equal(keep(d, "Bearer new-desk", "family", KEY("1"), "2026-03-10"), "counted");
    counted(d, 1, 200);
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
    assert_non_null(strstr(after, "certificate_count: '2026-03-10', 32, 'family', 2, 400, 0, 0\n"));
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
        FLOW(what_was_noted_is_taken_back_once),
        FLOW(what_is_taken_back_before_it_comes_counts_nothing),
        FLOW(what_was_noted_long_ago_is_not_taken_back_here),
        FLOW(kept_notes_count_once_each_with_the_fee_of_their_day),
        FLOW(what_cannot_be_counted_is_said),
        FLOW(another_device_of_the_same_desk_sends_what_was_kept),
        FLOW(what_failed_is_not_taken_for_done),
        FLOW(nothing_is_counted_without_a_good_card),
        FLOW(a_note_leaves_a_count_alone),
        FLOW(a_retired_kind_is_offered_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
