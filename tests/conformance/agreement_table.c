/* The server's check and that of a device without network, asked about one card each day and for each
 * service, whatever became of the card: where they differ stands below, and each of these in token/FORMAT.md
 * under "What is decided when". 2026-03-10 is today; the midnight work is done each day, and the device has
 * the lists of that hour. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/card/card_end.h"
#include "domain/card/card_refresh.h"
#include "support/holder.h"
#include "support/two_answers.h"

#define TODAY (r->work.today)
#define DAYS  60 /* from today on; cards without more said end on the thirtieth */
#define LAST  30

static const char *const ASKED[] = {"transport", "documents", "kindergarten"};
#define ASKED_COUNT (sizeof ASKED / sizeof ASKED[0])

struct standing { /* a card, and what becomes of it today */
    const char *name;
    date end; /* days from today; DATE_NONE: without one */
    void (*come)(struct test_register *r, const struct holder *h, const struct card *c);
};

static void nothing(struct test_register *r, const struct holder *h, const struct card *c)
{
    (void)r, (void)h, (void)c;
}

static void prolonged(struct test_register *r, const struct holder *h, const struct card *c)
{
    (void)c;
    holder_act(r, h, ACT_EXTENDED, TODAY + 45);
}

static void ended_today(struct test_register *r, const struct holder *h, const struct card *c)
{
    (void)c;
    holder_act(r, h, ACT_TERMINATED, TODAY);
}

static void ends_soon(struct test_register *r, const struct holder *h, const struct card *c)
{
    (void)c;
    holder_act(r, h, ACT_TERMINATED, TODAY + 10);
}

static void lost(struct test_register *r, const struct holder *h, const struct card *c)
{
    (void)h;
    must(card_revoke(&r->work, c->number, CARD_LOST));
}

static void replaced(struct test_register *r, const struct holder *h, const struct card *c)
{
    struct card other;

    (void)h;
    must(card_replace(&r->work, c->number, &other));
}

static void prolonged_and_replaced(struct test_register *r, const struct holder *h, const struct card *c)
{
    prolonged(r, h, c);
    replaced(r, h, c);
}

static void prolonged_and_ended(struct test_register *r, const struct holder *h, const struct card *c)
{
    prolonged(r, h, c);
    holder_act(r, h, ACT_TERMINATED, TODAY + 40);
}

static void desks_close(struct test_register *r, date last)
{
    char day[DATE_TEXT], sql[160];

    snprintf(sql, sizeof sql, "UPDATE benefit_rule SET until_day = '%s' WHERE service = 'documents'",
             date_format(last, day));
    must(db_script(r->db, sql));
}

static void one_service_ends(struct test_register *r, const struct holder *h, const struct card *c)
{
    (void)h, (void)c;
    desks_close(r, TODAY + 10);
}

static void one_service_goes_on(struct test_register *r, const struct holder *h, const struct card *c)
{
    prolonged(r, h, c);
    desks_close(r, TODAY + LAST);
}

static const struct standing STANDINGS[] = {
    {"as printed", LAST, nothing},
    {"without end", DATE_NONE, nothing},
    {"prolonged", LAST, prolonged},
    {"ended today", LAST, ended_today},
    {"ends in ten days", LAST, ends_soon},
    {"lost", LAST, lost},
    {"replaced", LAST, replaced},
    {"prolonged, and replaced", LAST, prolonged_and_replaced},
    {"prolonged, and ended behind its printed day", LAST, prolonged_and_ended},
    {"one service ends in ten days", LAST, one_service_ends},
    {"one service goes on, one does not", LAST, one_service_goes_on},
};
#define STANDING_COUNT (sizeof STANDINGS / sizeof STANDINGS[0])

/* Where they differ: never but so. row: of the table in FORMAT.md. */
static const struct difference {
    const char *standing, *service, *device, *server, *row;
} DIFFERENCES[] = {
    {"ended today", NULL, "revoked", "ended",
     "| its bit is set | revoked | revoked; ended, where all its services ended early |"},
    {"ends in ten days", NULL, "revoked", "ended",
     "| its bit is set | revoked | revoked; ended, where all its services ended early |"},
    {"one service ends in ten days", "documents", "ok", "ended",
     "| one of its services ended early, others go on | yes | ended, of that service |"},
    {"one service ends in ten days", "documents", "expired", "ended",
     "| one of its services ended early, and the printed day is over | expired | ended, of that service |"},
    {"one service goes on, one does not", "documents", "ok", "expired",
     "| one of its services goes on beyond the printed day, another does not | yes | ended or expired, of "
     "that "
     "other |"},
};
#define DIFFERENCE_COUNT (sizeof DIFFERENCES / sizeof DIFFERENCES[0])

static bool known(const struct standing *s, const char *service, const struct two_answers *a, bool *met)
{
    for (size_t i = 0; i < DIFFERENCE_COUNT; i++) {
        const struct difference *d = &DIFFERENCES[i];

        if (strcmp(d->standing, s->name) || (d->service && strcmp(d->service, service)) ||
            strcmp(d->device, offline_reason_name(a->device.reason)) ||
            strcmp(d->server, check_reason_name(a->server.reason)))
            continue;
        met[i] = true;
        return true;
    }
    return false;
}

static unsigned day_try(struct test_register *r, const struct standing *s, const struct card *c, int day,
                        bool *met)
{
    unsigned wrong = 0;

    for (size_t i = 0; i < ASKED_COUNT; i++) {
        const struct two_answers a = two_answers_ask(r, ASKED[i], c->text);

        if (!strcmp(check_reason_name(a.server.reason), offline_reason_name(a.device.reason)) ||
            known(s, ASKED[i], &a, met))
            continue;
        print_error("%s, %s, day %d: %s without network, %s by the server\n", s->name, ASKED[i], day,
                    offline_reason_name(a.device.reason), check_reason_name(a.server.reason));
        wrong++;
    }
    return wrong;
}

static unsigned standing_try(const struct standing *s, bool *met)
{
    void *state = NULL;
    struct test_register *r;
    unsigned wrong = 0;
    struct holder h;
    struct card c;
    date first;

    assert_int_equal(register_setup(&state), 0);
    r = state;
    first = TODAY;
    holder_make(r, TODAY - 10, s->end == DATE_NONE ? DATE_NONE : TODAY + s->end, &h);
    holder_card(r, &h, SERVICE_TRANSPORT | SERVICE_DOCUMENTS, &c);
    s->come(r, &h, &c);
    for (int day = 0; day <= DAYS; day++) {
        register_on(r, first + day);
        must(card_refresh(&r->work, h.person));
        wrong += day_try(r, s, &c, day, met);
    }
    assert_int_equal(register_teardown(&state), 0);
    return wrong;
}

static void they_differ_where_it_is_written_and_nowhere_else(void **state)
{
    bool met[DIFFERENCE_COUNT] = {false};
    unsigned wrong = 0;

    (void)state;
    for (size_t i = 0; i < STANDING_COUNT; i++)
        wrong += standing_try(&STANDINGS[i], met);
    for (size_t i = 0; i < DIFFERENCE_COUNT; i++)
        if (!met[i]) {
            print_error("%s: %s, %s does not occur\n", DIFFERENCES[i].standing, DIFFERENCES[i].device,
                        DIFFERENCES[i].server);
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* A no without network is a no by the server, too: nobody is turned away who has the right. */
static void a_device_turns_nobody_away_whom_the_server_lets_through(void **state)
{
    (void)state;
    for (size_t i = 0; i < DIFFERENCE_COUNT; i++)
        assert_false(!strcmp(DIFFERENCES[i].server, "ok"));
}

static void each_difference_stands_in_the_format(void **state)
{
    static char page[1 << 16];
    FILE *f = fopen("app/token/FORMAT.md", "r");

    (void)state;
    assert_non_null(f);
    page[fread(page, 1, sizeof page - 1, f)] = '\0';
    fclose(f);
    for (size_t i = 0; i < DIFFERENCE_COUNT; i++)
        if (!strstr(page, DIFFERENCES[i].row))
            fail_msg("FORMAT.md lacks: %s", DIFFERENCES[i].row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_differ_where_it_is_written_and_nowhere_else),
        cmocka_unit_test(a_device_turns_nobody_away_whom_the_server_lets_through),
        cmocka_unit_test(each_difference_stands_in_the_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
