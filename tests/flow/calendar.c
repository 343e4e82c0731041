/* The calendar of deadlines: its secret address, what stands in it, when it is dead. 2026-03-10; the persons
 * are made up. */
#include <stdio.h>
#include <string.h>

#include "domain/office/account.h"
#include "support/office.h"

/* A new address of the coordinator's calendar. */
static const char *address(struct door *d)
{
    assert_int_equal(ask(d, "POST", "/api/v1/calendar", NULL), 201);
    return path(d, "%s", said(d, "path"));
}

static int fetched(struct door *d, const char *from)
{
    as(d, NULL);
    ask(d, "GET", from, NULL);
    as(d, COORDINATOR);
    return d->reply.status;
}

/* A police order of two days ago: its clock runs in hours; and an order that ends in a month. */
static void due(struct door *d, struct office_file *ret)
{
    office_file(d, "14", "2025-04-10", "2026-04-09", ret);
    assert_int_equal(tell(d, "POST", "/api/v1/orders",
                          "{'kind':'UMPMM','issuer':'Komisariati','number':'9','decision_date':'2026-03-09',"
                          "'decided_at':'21:40','unit':'Odrie','persons':[{'role':'protected',"
                          "'first_name':'Vera','surname':'Lumi'}]}"),
                     201);
}

static int times(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

static void it_says_when_and_which_file(void **state)
{
    struct door *d = *state;
    const char *text;
    struct office_file f;
    size_t tasks;

    due(d, &f);
    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    tasks = json_array_size(part(d, "tasks"));
    assert_true(tasks >= 2);
    assert_int_equal(fetched(d, address(d)), 200);
    assert_string_equal(d->reply.content_type, "text/calendar; charset=utf-8");
    assert_null(d->reply.cache_control); /* no-store */
    text = d->reply.body->data;
    assert_memory_equal(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", 30);
    assert_int_equal(times(text, "BEGIN:VEVENT\r\n"), tasks);
    assert_int_equal(times(text, "\r\nBEGIN:VALARM\r\n"), tasks);
    assert_non_null(strstr(text, "\r\nSUMMARY:Afat: dosja 1/2026\r\n"));
    assert_non_null(strstr(text, "\r\nDTSTART:20260311T204000Z\r\n")); /* 48 hours after the police order */
    assert_non_null(strstr(text, "\r\nDTSTART;VALUE=DATE:2026"));
    assert_non_null(strstr(text, "\r\nDTSTAMP:20260310T090000Z\r\n"));
    assert_non_null(strstr(text, "END:VEVENT\r\nEND:VCALENDAR\r\n"));
}

/* Calendars lie open on tables. */
static void it_says_neither_whom_nor_what(void **state)
{
    static const char *const WORDS[] = {
        "Mirjeta", "Sokolaj", "Vera", "Lumi", " UMM",  "UM-",   "UMPMM", "urdh",    "order",          "court",
        "gjykat",  "polic",   "dhun", "viol", "Lunxh", "Odrie", "expir", "hearing", "police_to_court"};
    struct door *d = *state;
    struct office_file f;

    due(d, &f);
    assert_int_equal(fetched(d, address(d)), 200);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strcasestr(d->reply.body->data, WORDS[i]))
            fail_msg("%s in %s", WORDS[i], d->reply.body->data);
}

static void a_task_keeps_its_name(void **state)
{
    struct door *d = *state;
    const char *from, *first, *line;
    struct office_file f;

    due(d, &f);
    from = address(d);
    assert_int_equal(fetched(d, from), 200);
    first = arena_text(&d->r->arena, d->reply.body->data);
    d->app.clock.fixed += 3600;
    assert_int_equal(fetched(d, from), 200);
    for (line = strstr(first, "\r\nUID:"); line; line = strstr(line + 1, "\r\nUID:")) {
        char uid[80];

        snprintf(uid, sizeof uid, "%.*s", (int)strcspn(line + 2, "\r"), line + 2);
        assert_int_equal(times(first, uid), 1);
        assert_non_null(strstr(d->reply.body->data, uid));
    }
}

static void an_address_is_shown_once_and_can_be_withdrawn(void **state)
{
    struct door *d = *state;
    const char *old, *new;

    assert_int_equal(get(d, "/api/v1/calendar"), 200);
    assert_true(json_is_null(part(d, "made_at")));
    old = address(d);
    new = address(d);
    assert_string_not_equal(old, new);
    assert_int_equal(fetched(d, old), 404);
    assert_int_equal(fetched(d, new), 200);
    assert_int_equal(get(d, "/api/v1/calendar"), 200);
    assert_string_equal(said(d, "made_at"), "2026-03-10T09:00:00Z");
    assert_null(strstr(d->reply.body->data, "ics"));
    assert_int_equal(ask(d, "DELETE", "/api/v1/calendar", NULL), 204);
    assert_int_equal(fetched(d, new), 404);
    assert_int_equal(ask(d, "DELETE", "/api/v1/calendar", NULL), 204);
}

static void whoever_left_or_changed_has_none(void **state)
{
    struct door *d = *state;
    const char *from = address(d);

    must(db_script(d->r->db, "UPDATE account SET active = 0 WHERE name = 'test'"));
    assert_int_equal(fetched(d, from), 404);
    must(db_script(d->r->db, "UPDATE account SET active = 1, role = 'director' WHERE name = 'test'"));
    assert_int_equal(fetched(d, from), 404);
    must(db_script(d->r->db, "UPDATE account SET role = 'coordinator' WHERE name = 'test'"));
    assert_int_equal(fetched(d, from), 404); /* it never comes back to life */
    from = address(d);
    assert_int_equal(fetched(d, from), 200);
    /* A hash takes another form when she signs in: her password is the same. */
    must(db_script(d->r->db, "UPDATE account SET password_hash = 'renewed' WHERE name = 'test'"));
    assert_int_equal(fetched(d, from), 200);
    must(account_set_password(&d->r->work, d->r->work.actor.account, "fjale te reja te gjata", true));
    assert_int_equal(fetched(d, from), 404);
}

/* Whatever is wrong with it, one answer. */
static void an_unknown_address_is_answered_alike(void **state)
{
    static const char *const WRONG[] = {"/calendar/x.ics", "/calendar/%00.ics",
                                        "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics"};
    struct door *d = *state;
    const char *from = address(d), *dead;

    assert_int_equal(ask(d, "DELETE", "/api/v1/calendar", NULL), 204);
    assert_int_equal(fetched(d, from), 404);
    dead = arena_text(&d->r->arena, d->reply.body->data);
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        assert_int_equal(fetched(d, WRONG[i]), 404);
        assert_string_equal(d->reply.body->data, dead);
    }
}

/* Nor is there a trace of the address itself: not in the register, not in its log. */
static void a_sealed_file_shows_to_those_it_is_entrusted_to(void **state)
{
    static const char SQL_LOGGED[] =
        "SELECT count(*) FROM audit WHERE what = 'calendar.read' AND actor = 'test' AND account_id = 1";
    struct door *d = *state;
    struct office_file f;
    const char *from;

    due(d, &f);
    from = address(d);
    assert_int_equal(fetched(d, from), 200);
    assert_non_null(strstr(d->reply.body->data, "dosja 1/2026"));
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':91}]}", (long)office_version(d, f.case_id)),
                     204);
    assert_int_equal(fetched(d, from), 200);
    assert_null(strstr(d->reply.body->data, "dosja 1/2026"));
    assert_int_equal(register_int(d->r, SQL_LOGGED), 2);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(it_says_when_and_which_file),
        FLOW(it_says_neither_whom_nor_what),
        FLOW(a_task_keeps_its_name),
        FLOW(an_address_is_shown_once_and_can_be_withdrawn),
        FLOW(whoever_left_or_changed_has_none),
        FLOW(an_unknown_address_is_answered_alike),
        FLOW(a_sealed_file_shows_to_those_it_is_entrusted_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
