/* libFuzzer: requests of coordinators, devices and others through the whole program, on a database that holds
 * a file and its card. Whatever comes, the answer is none of our own faults (500), and a refusal is a
 * well-formed problem. An input is a run of requests apart by NULs; each is
 *
 *     WHO TARGET MORE LF BODY
 *
 * two characters out of the tables below, then what is put behind the path ("?on=2026-03-01"; for the target
 * '!' the whole address), then the body. All of it happens in one transaction that is undone behind it, so
 * that every input finds the same database. */
#include "http/dispatch.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/office.h"

static const struct {
    char letter;
    const char *who;
} ACTORS[] = {
    {'c', COORDINATOR}, {'b', BUS},           {'k', KINDER},  {'f', DESK},         {'a', AID_OFFICER},
    {'d', DIRECTOR},    {'m', ADMINISTRATOR}, {'u', AUDITOR}, {'g', KINDERGARTEN}, {'n', NULL},
};

/* '@' stands for the number of the card. The file, its order and its persons are all 1 (the child 2). */
static const struct {
    char letter;
    const char *method, *path;
} TARGETS[] = {
    {'o', "POST", "/api/v1/orders"},
    {'O', "GET", "/api/v1/orders/1"},
    {'t', "POST", "/api/v1/orders/1/acts"},
    {'k', "POST", "/api/v1/check"},
    {'c', "GET", "/api/v1/cases"},
    {'C', "POST", "/api/v1/cases"},
    {'r', "GET", "/api/v1/cases/1"},
    {'p', "POST", "/api/v1/cases/1/persons"},
    {'e', "GET", "/api/v1/cases/1/entitlements"},
    {'y', "GET", "/api/v1/cases/1/stays"},
    {'Y', "POST", "/api/v1/cases/1/stays"},
    {'z', "POST", "/api/v1/stays/1/end"},
    {'l', "POST", "/api/v1/cases/1/seal"},
    {'h', "PUT", "/api/v1/cases/1/persons/1/contact"},
    {'i', "POST", "/api/v1/persons/1/cards"},
    {'j', "GET", "/api/v1/persons/2/cards"},
    {'x', "GET", "/api/v1/persons/1/export"},
    {'n', "GET", "/api/v1/cards/@"},
    {'R', "POST", "/api/v1/cards/@/revoke"},
    {'P', "POST", "/api/v1/cards/@/replace"},
    {'K', "POST", "/api/v1/cards/@/compromised"},
    {'T', "GET", "/api/v1/tasks"},
    {'s', "GET", "/api/v1/statistics"},
    {'a', "POST", "/api/v1/applications"},
    {'w', "POST", "/api/v1/applications/1/withdraw"},
    {'F', "POST", "/api/v1/applications/1/decision"},
    {'L', "GET", "/api/v1/applications"},
    {'v', "POST", "/api/v1/applicants/search"},
    {'V', "PUT", "/api/v1/persons/1/death"},
    {'N', "POST", "/api/v1/check/certificates"},
    {'H', "POST", "/api/v1/closed-days"},
    {'I', "GET", "/api/v1/kindergarten/fees"},
    {'m', "POST", "/api/v1/enrolments"},
    {'M', "POST", "/api/v1/enrolments/1/end"},
    {'u', "POST", "/api/v1/rules"},
    {'g', "POST", "/api/v1/organisations"},
    {'G', "PATCH", "/api/v1/organisations/30"},
    {'d', "POST", "/api/v1/devices"},
    {'D', "PATCH", "/api/v1/devices/12"},
    {'E', "POST", "/api/v1/devices/enrol"},
    {'A', "POST", "/api/v1/accounts"},
    {'B', "PATCH", "/api/v1/accounts/91"},
    {'S', "POST", "/api/v1/session"},
    {'q', "GET", "/api/v1/audit"},
    {'1', "GET", "/status/1"},
    {'!', "GET", ""},
    {'?', "POST", ""},
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void *state; /* libFuzzer hands nothing from one input to the next */

static void office_leave(void)
{
    office_teardown(&state);
}

/* Made once; the number of its one card in *ret_card. */
static struct door *office_enter(const char **ret_card)
{
    static struct office_card card;
    struct office_file f;

    if (!state) {
        require(office_setup(&state) == 0);
        office_file(state, "14", "2026-02-10", "2026-09-10", &f);
        office_card(state, &f, f.mother, "'transport'", &card);
        atexit(office_leave);
    }
    *ret_card = card.number;
    return state;
}

/* "…@…" with the card's number, then `more` up to its query, which goes to *ret_query. */
static void address_make(const char *pattern, const char *card, const char *more, char *ret, size_t room,
                         const char **ret_query)
{
    const char *at = strchr(pattern, '@');
    size_t n = at ? (size_t)(at - pattern) : strlen(pattern), end = strcspn(more, "?");

    snprintf(ret, room, "%.*s%s%s%.*s", (int)n, pattern, at ? card : "", at ? at + 1 : "", (int)end, more);
    *ret_query = more[end] ? more + end + 1 : NULL;
}

static void answer_holds(const struct reply *r)
{
    json_t *problem;

    require(r->status >= 200 && r->status < 600 && r->status != 500);
    if (r->status < 400)
        return;
    require(!strcmp(r->content_type, "application/problem+json") && !r->cookie[0]);
    require((problem = json_loadb(r->body->data, r->body->len, 0, NULL)) != NULL);
    require(json_integer_value(json_object_get(problem, "status")) == r->status);
    require(json_is_string(json_object_get(problem, "code")));
    json_decref(problem);
}

static size_t letter_index(const void *table, size_t stride, size_t count, uint8_t letter)
{
    for (size_t i = 0; i < count; i++)
        if (((const char *)table)[i * stride] == (char)letter)
            return i;
    return letter % count;
}

/* One request; `size` bytes without a NUL. */
static void request_play(struct door *d, const char *card, const uint8_t *data, size_t size)
{
    const uint8_t *line = size > 2 ? memchr(data + 2, '\n', size - 2) : NULL;
    size_t head = line ? (size_t)(line - data) : size;
    char more[300], to[700];
    size_t who, target;

    if (size < 2)
        return;
    who = letter_index(ACTORS, sizeof ACTORS[0], sizeof ACTORS / sizeof ACTORS[0], data[0]);
    target = letter_index(TARGETS, sizeof TARGETS[0], sizeof TARGETS / sizeof TARGETS[0], data[1]);
    snprintf(more, sizeof more, "%.*s", (int)(head - 2), (const char *)data + 2);
    as(d, ACTORS[who].who);
    d->in.method = TARGETS[target].method;
    address_make(TARGETS[target].path, card, more, to, sizeof to, &d->in.query);
    d->in.path = to;
    d->in.content_type = "application/json";
    d->in.body = line ? line + 1 : NULL;
    d->in.body_size = line ? size - head - 1 : 0;
    dispatch(&d->worker, &d->in, &d->reply);
    answer_holds(&d->reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const char *card;
    struct door *d = office_enter(&card);
    struct db *db;

    require(worker_write(&d->worker, &db) == OK && tx_begin(&tx, db) == OK);
    for (size_t at = 0; at < n;) {
        const uint8_t *end = memchr(data + at, '\0', n - at);
        size_t size = end ? (size_t)(end - data) - at : n - at;

        request_play(d, card, data + at, size);
        at += size + 1;
    }
    return 0;
}
