/* Who may do what: every route, asked by every role, by a device and by nobody. The table below is written
 * down apart from the routes, so that a role that changes shows here. */
#include <stdio.h>
#include <string.h>

#include "api/routes.h"
#include "http/router.h"
#include "support/office.h"

/* c coordinator, a aid officer, d director, k kindergarten, p partner, u auditor, m administrator, v device,
 * * anyone */
static const struct {
    const char *method, *path, *who;
} EXPECTED[] = {
    {"POST", "/api/v1/check", "v"},
    {"GET", "/status/{n}", "*"},
    {"GET", "/status/{n}/prolonged", "*"},
    {"GET", "/api/v1/issuer", "*"},
    {"POST", "/api/v1/session", "*"},
    {"GET", "/api/v1/session", "cadkpum"},
    {"DELETE", "/api/v1/session", "cadkpum"},
    {"POST", "/api/v1/session/stay", "cadkpum"},
    {"POST", "/api/v1/reads", "cadkpum"},
    {"POST", "/api/v1/session/password", "cadkpum"},
    {"POST", "/api/v1/session/confirm", "cadkpum"},
    {"GET", "/api/v1/sessions", "cadkpum"},
    {"DELETE", "/api/v1/sessions/{id}", "cadkpum"},
    {"POST", "/api/v1/sessions/end-others", "cadkpum"},
    {"POST", "/api/v1/session/password/seen", "cadkpum"},
    {"GET", "/api/v1/account-notices", "du"},
    {"GET", "/api/v1/upkeep", "m"},
    {"GET", "/api/v1/drafts/{kind}", "ca"},
    {"PUT", "/api/v1/drafts/{kind}", "ca"},
    {"DELETE", "/api/v1/drafts/{kind}", "ca"},
    {"GET", "/api/v1/units", "cadkum"},
    {"POST", "/api/v1/units", "m"},
    {"PATCH", "/api/v1/units/{id}", "m"},
    {"GET", "/api/v1/cases", "c"},
    {"POST", "/api/v1/cases", "c"},
    {"POST", "/api/v1/cases/search", "c"},
    {"POST", "/api/v1/cases/{id}/open", "c"},
    {"POST", "/api/v1/persons/open", "ca"},
    {"GET", "/api/v1/cases/{id}", "c"},
    {"POST", "/api/v1/cases/{id}/persons", "c"},
    {"PUT", "/api/v1/cases/{id}/persons/{person}", "c"},
    {"POST", "/api/v1/cases/{id}/persons/{person}/apart", "c"},
    {"POST", "/api/v1/cases/{id}/seal", "c"},
    {"GET", "/api/v1/cases/{id}/readers", "c"},
    {"GET", "/api/v1/cases/{id}/news", "c"},
    {"GET", "/api/v1/news", "c"},
    {"GET", "/api/v1/cases/{id}/notes", "c"},
    {"POST", "/api/v1/cases/{id}/notes", "c"},
    {"GET", "/api/v1/case-words", "cd"},
    {"GET", "/api/v1/case-nouns", "c"},
    {"GET", "/api/v1/cases/{id}/work", "c"},
    {"POST", "/api/v1/cases/{id}/work", "c"},
    {"GET", "/api/v1/cases/{id}/visits/{visit}/pack", "c"},
    {"GET", "/api/v1/instruments", "c"},
    {"GET", "/api/v1/cases/{id}/assessments", "c"},
    {"POST", "/api/v1/cases/{id}/assessments", "c"},
    {"GET", "/api/v1/partner/referrals", "p"},
    {"GET", "/api/v1/partner/referrals/{id}", "p"},
    {"POST", "/api/v1/partner/referrals/{id}/answers", "p"},
    {"GET", "/api/v1/calls", "c"},
    {"POST", "/api/v1/calls", "c"},
    {"POST", "/api/v1/calls/{id}/file", "c"},
    {"POST", "/api/v1/records/{id}/void", "c"},
    {"GET", "/api/v1/contact-points", "c"},
    {"POST", "/api/v1/contact-points", "c"},
    {"GET", "/api/v1/contact-points/names", "cm"},
    {"PUT", "/api/v1/contact-points/{id}", "c"},
    {"POST", "/api/v1/contact-points/{id}/confirm", "c"},
    {"POST", "/api/v1/contact-points/{id}/end", "c"},
    {"GET", "/api/v1/contact-points.csv", "c"},
    {"GET", "/api/v1/contact-points.pdf", "c"},
    {"PUT", "/api/v1/imports/contact-points", "c"},
    {"POST", "/api/v1/grounds", "a"},
    {"POST", "/api/v1/grounds/search", "a"},
    {"POST", "/api/v1/grounds/{id}/end", "a"},
    {"GET", "/api/v1/ground-holders/{id}", "a"},
    {"PUT", "/api/v1/ground-holders/{id}", "a"},
    {"POST", "/api/v1/ground-cards", "a"},
    {"GET", "/api/v1/ground-cards.pdf", "a"},
    {"POST", "/api/v1/ground-cards/printed", "a"},
    {"POST", "/api/v1/ground-holders/{id}/card", "a"},
    {"POST", "/api/v1/ground-holders/{id}/card/end", "a"},
    {"GET", "/api/v1/ground-holders/{id}/card.pdf", "a"},
    {"POST", "/api/v1/ground-holders/{id}/enrolments", "a"},
    {"GET", "/api/v1/ground-rules", "adm"},
    {"POST", "/api/v1/ground-rules", "m"},
    {"POST", "/api/v1/ground-rules/{id}/end", "m"},
    {"PUT", "/api/v1/imports/grounds", "a"},
    {"GET", "/api/v1/cover", "cd"},
    {"GET", "/api/v1/meetings", "cd"},
    {"POST", "/api/v1/meetings", "c"},
    {"GET", "/api/v1/meetings/{id}", "c"},
    {"PUT", "/api/v1/meetings/{id}", "c"},
    {"POST", "/api/v1/meetings/{id}/minutes", "c"},
    {"POST", "/api/v1/meetings/{id}/sign", "c"},
    {"POST", "/api/v1/meetings/{id}/pack", "c"},
    {"GET", "/api/v1/meetings/{id}/pack.pdf", "c"},
    {"GET", "/api/v1/meetings/{id}/minutes.pdf", "c"},
    {"PUT", "/api/v1/meetings/{id}/copies/{number}", "c"},
    {"GET", "/api/v1/measures", "c"},
    {"GET", "/api/v1/courts", "c"},
    {"GET", "/api/v1/office", "c"},
    {"GET", "/api/v1/coordinators", "c"},
    {"PUT", "/api/v1/cases/{id}/charge", "c"},
    {"POST", "/api/v1/cases/{id}/merge", "c"},
    {"PUT", "/api/v1/cases/{id}/unit", "c"},
    {"POST", "/api/v1/merges/{id}/undo", "c"},
    {"GET", "/api/v1/charge", "cd"},
    {"POST", "/api/v1/charge", "c"},
    {"POST", "/api/v1/substitutes", "c"},
    {"POST", "/api/v1/substitutes/{id}/end", "c"},
    {"GET", "/api/v1/cases/{id}/documents", "c"},
    {"POST", "/api/v1/cases/{id}/documents", "c"},
    {"PUT", "/api/v1/documents/{id}", "c"},
    {"PUT", "/api/v1/imports/orders", "c"},
    {"PUT", "/api/v1/imports/orders/preview", "c"},
    {"GET", "/api/v1/imports/orders/template.csv", "c"},
    {"GET", "/api/v1/documents/{id}", "c"},
    {"POST", "/api/v1/documents/{id}/withdraw", "c"},
    {"GET", "/api/v1/cases/{id}/entitlements", "c"},
    {"GET", "/api/v1/cases/{id}/timeline", "c"},
    {"GET", "/api/v1/cases/{id}/stays", "c"},
    {"POST", "/api/v1/cases/{id}/stays", "c"},
    {"POST", "/api/v1/stays/{id}/end", "c"},
    {"POST", "/api/v1/stays/{id}/void", "c"},
    {"POST", "/api/v1/stays/{id}/correct", "c"},
    {"GET", "/api/v1/institutions", "cm"},
    {"POST", "/api/v1/institutions", "cm"},
    {"POST", "/api/v1/orders", "c"},
    {"POST", "/api/v1/orders/preview", "c"},
    {"GET", "/api/v1/orders/{id}", "c"},
    {"POST", "/api/v1/orders/{id}/acts", "c"},
    {"POST", "/api/v1/orders/{id}/acts/preview", "c"},
    {"POST", "/api/v1/orders/{id}/registration", "c"},
    {"POST", "/api/v1/orders/{id}/measures-meant", "c"},
    {"POST", "/api/v1/orders/{id}/registration/preview", "c"},
    {"POST", "/api/v1/persons/{id}/cards", "c"},
    {"GET", "/api/v1/persons/{id}/cards", "c"},
    {"GET", "/api/v1/cards/{no}", "c"},
    {"GET", "/api/v1/cards/{no}.svg", "c"},
    {"GET", "/api/v1/cards/{no}.png", "c"},
    {"GET", "/api/v1/cards/{no}.pdf", "c"},
    {"GET", "/api/v1/cases/{id}/cards.pdf", "c"},
    {"POST", "/api/v1/cards/{no}/revoke", "c"},
    {"POST", "/api/v1/cards/{no}/replace", "c"},
    {"POST", "/api/v1/cards/{no}/compromised", "c"},
    {"GET", "/api/v1/tasks", "c"},
    {"POST", "/api/v1/tasks/seen", "c"},
    {"GET", "/api/v1/calendar", "c"},
    {"POST", "/api/v1/calendar", "c"},
    {"DELETE", "/api/v1/calendar", "c"},
    {"GET", "/calendar/{secret}.ics", "*"},
    {"POST", "/api/v1/applications", "ca"},
    {"POST", "/api/v1/applications/{id}/withdraw", "ca"},
    {"GET", "/api/v1/applications", "ca"},
    {"GET", "/api/v1/applications/{id}", "ca"},
    {"POST", "/api/v1/applications/{id}/decision", "a"},
    {"GET", "/api/v1/applications/{id}/receipt", "ca"},
    {"POST", "/api/v1/applicants/search", "a"},
    {"GET", "/api/v1/document-rules", "cadm"},
    {"POST", "/api/v1/document-rules", "m"},
    {"POST", "/api/v1/document-rules/{id}/end", "m"},
    {"PUT", "/api/v1/persons/{id}/death", "c"},
    {"GET", "/api/v1/cases/{id}/enrolments", "c"},
    {"POST", "/api/v1/enrolments", "c"},
    {"POST", "/api/v1/enrolments/{id}/end", "c"},
    {"GET", "/api/v1/sealed-applications", "a"},
    {"GET", "/api/v1/sealed-applications/{id}", "a"},
    {"POST", "/api/v1/sealed-applications/{id}/decision", "a"},
    {"POST", "/api/v1/applications/{id}/papers", "ca"},
    {"GET", "/api/v1/payment-runs", "ad"},
    {"POST", "/api/v1/payment-runs", "a"},
    {"GET", "/api/v1/payment-runs/{id}", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/lines", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/reasons", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/held", "cad"},
    {"POST", "/api/v1/payment-runs/{id}/held/{n}", "ca"},
    {"POST", "/api/v1/payment-runs/{id}/approve", "d"},
    {"GET", "/api/v1/erasures", "cd"},
    {"POST", "/api/v1/erasures", "cd"},
    {"POST", "/api/v1/erasures/{id}/approve", "cd"},
    {"POST", "/api/v1/erasures/{id}/withdraw", "cd"},
    {"DELETE", "/api/v1/payment-runs/{id}", "a"},
    {"GET", "/api/v1/payment-runs/{id}.xlsx", "ad"},
    {"GET", "/api/v1/payment-runs/{id}.csv", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/paper", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/lines/{n}/events", "ad"},
    {"POST", "/api/v1/payment-runs/{id}/lines/{n}/events", "a"},
    {"GET", "/api/v1/cases/{id}/payments", "c"},
    {"POST", "/api/v1/cases/{id}/persons/{person}/payment-hold", "c"},
    {"POST", "/api/v1/cases/{id}/persons/{person}/payment-hold/lift", "c"},
    {"POST", "/api/v1/payment-runs/{id}/paid", "a"},
    {"GET", "/api/v1/persons/{id}/payment-way", "ca"},
    {"PUT", "/api/v1/persons/{id}/payment-way", "ca"},
    {"GET", "/api/v1/payment-runs/{id}/closing", "ad"},
    {"POST", "/api/v1/payment-runs/{id}/closing", "a"},
    {"POST", "/api/v1/payment-runs/{id}/lines/{n}/complaints", "ca"},
    {"POST", "/api/v1/payment-complaints/{id}/outcome", "ca"},
    {"POST", "/api/v1/payment-runs/{id}/undo", "a"},
    {"GET", "/api/v1/payment-columns", "adm"},
    {"GET", "/api/v1/budget", "ad"},
    {"GET", "/api/v1/budget.csv", "ad"},
    {"PUT", "/api/v1/payment-columns", "am"},
    {"GET", "/api/v1/payment-rules", "adum"},
    {"POST", "/api/v1/payment-rules", "m"},
    {"POST", "/api/v1/payment-rules/{id}/void", "m"},
    {"GET", "/api/v1/legal-rules", "cadum"},
    {"POST", "/api/v1/legal-rules", "m"},
    {"POST", "/api/v1/legal-rules/{id}/void", "m"},
    {"GET", "/api/v1/municipal-services", "cadum"},
    {"POST", "/api/v1/municipal-services", "m"},
    {"POST", "/api/v1/municipal-services/{id}/void", "m"},
    {"GET", "/api/v1/municipal-services/{id}/persons", "c"},
    {"POST", "/api/v1/payment-runs/{id}/decisions", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/council", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/council.xlsx", "ad"},
    {"GET", "/api/v1/payment-runs/{id}/council.csv", "ad"},
    {"GET", "/api/v1/cases/{id}/officers", "c"},
    {"PUT", "/api/v1/cases/{id}/officers", "c"},
    {"GET", "/api/v1/cases/{id}/stay-questions", "c"},
    {"POST", "/api/v1/stay-questions/{id}/answer", "c"},
    {"GET", "/api/v1/one-off-payments", "adum"},
    {"POST", "/api/v1/one-off-payments", "m"},
    {"POST", "/api/v1/one-off-payments/{id}/void", "m"},
    {"GET", "/api/v1/rules", "cadum"},
    {"POST", "/api/v1/rules", "m"},
    {"POST", "/api/v1/rules/persons", "c"},
    {"POST", "/api/v1/rules/{id}/void", "m"},
    {"GET", "/api/v1/organisations", "cdm"},
    {"POST", "/api/v1/organisations", "m"},
    {"PATCH", "/api/v1/organisations/{id}", "m"},
    {"GET", "/api/v1/devices", "m"},
    {"POST", "/api/v1/devices", "m"},
    {"PATCH", "/api/v1/devices/{id}", "m"},
    {"POST", "/api/v1/devices/sheets", "m"},
    {"POST", "/api/v1/devices/{id}/hand-over", "m"},
    {"POST", "/api/v1/devices/{id}/enrol-again", "m"},
    {"POST", "/api/v1/devices/{id}/revoke", "m"},
    {"GET", "/api/v1/devices/own", "v"},
    {"POST", "/api/v1/devices/enrol", "*"},
    {"GET", "/api/v1/backups", "m"},
    {"GET", "/api/v1/condition", "m"},
    {"POST", "/api/v1/backups", "m"},
    {"GET", "/api/v1/accounts", "m"},
    {"POST", "/api/v1/accounts", "m"},
    {"PATCH", "/api/v1/accounts/{id}", "m"},
    {"POST", "/api/v1/accounts/{id}/password", "m"},
    {"POST", "/api/v1/accounts/{id}/unlock", "m"},
    {"GET", "/api/v1/audit", "u"},
    {"GET", "/api/v1/audit.csv", "u"},
    {"GET", "/api/v1/audit/visits", "u"},
    {"GET", "/api/v1/audit/visits.csv", "u"},
    {"GET", "/", "*"},
    {"GET", "/index.html", "*"},
    {"GET", "/en.html", "*"},
    {"GET", "/el.html", "*"},
    {"GET", "/page.css", "*"},
    {"GET", "/leave.js", "*"},
    {"GET", "/staff", "*"},
    {"GET", "/staff/", "*"},
    {"GET", "/staff/{file}", "*"},
    {"GET", "/staff/parts/{file}", "*"},
    {"GET", "/staff/screens/{file}", "*"},
    {"GET", "/check", "*"},
    {"GET", "/check/", "*"},
    {"GET", "/check/{file}", "*"},
    {"GET", "/check/card/{file}", "*"},
    {"GET", "/vendor/{file}", "*"},
    {"GET", "/i18n/{file}", "*"},
    {"GET", "/api/v1/reports", "cd"},
    {"GET", "/api/v1/reports/{code}", "cd"},
    {"GET", "/api/v1/reports/{code}/files", "c"},
    {"GET", "/api/v1/reports/{code}.csv", "cd"},
    {"GET", "/api/v1/reports/{code}.xlsx", "cd"},
    {"GET", "/api/v1/reports/{code}.pdf", "cd"},
    {"GET", "/api/v1/indicator-targets", "cd"},
    {"PUT", "/api/v1/indicator-targets/{indicator}", "cd"},
    {"GET", "/api/v1/yearly-reports/{year}", "cd"},
    {"GET", "/api/v1/yearly-reports/{year}.pdf", "cd"},
    {"GET", "/api/v1/yearly-reports/{year}.odt", "cd"},
    {"GET", "/api/v1/yearly-reports/{year}/versions/{version}", "cd"},
    {"PUT", "/api/v1/yearly-reports/{year}/sections/{number}", "c"},
    {"POST", "/api/v1/yearly-reports/{year}/sections/{number}/removal", "c"},
    {"POST", "/api/v1/yearly-reports/{year}/sign", "d"},
    {"GET", "/api/v1/public-page", "cdm"},
    {"GET", "/api/v1/public-page/versions/{version}/{file}", "cdm"},
    {"PUT", "/api/v1/public-page/texts/{key}", "cdm"},
    {"PUT", "/api/v1/public-page/numbers", "cdm"},
    {"POST", "/api/v1/public-page/restore", "cdm"},
    {"POST", "/api/v1/public-page/approve", "cd"},
    {"GET", "/api/v1/statistics", "cd"},
    {"GET", "/api/v1/statistics/series", "cd"},
    {"GET", "/api/v1/statistics/series.csv", "cd"},
    {"POST", "/api/v1/persons/{id}/export", "c"},
    {"POST", "/api/v1/persons/export", "cu"},
    {"GET", "/api/v1/export-requests", "cu"},
    {"POST", "/api/v1/export-requests", "u"},
    {"POST", "/api/v1/export-requests/{id}/approve", "c"},
    {"POST", "/api/v1/orders/export", "c"},
    {"GET", "/api/v1/cases/{id}/persons/{person}/contact", "c"},
    {"PUT", "/api/v1/cases/{id}/persons/{person}/contact", "c"},
    {"GET", "/api/v1/kindergarten/children", "k"},
    {"GET", "/api/v1/kindergarten/month", "k"},
    {"GET", "/api/v1/kindergarten/month.csv", "k"},
    {"GET", "/api/v1/kindergarten/month.xlsx", "k"},
    {"GET", "/api/v1/kindergarten/fees", "ad"},
    {"GET", "/api/v1/holidays", "cadm"},
    {"POST", "/api/v1/holidays", "m"},
    {"DELETE", "/api/v1/holidays/{id}", "m"},
    {"GET", "/api/v1/filing-days", "cad"},
    {"GET", "/api/v1/closed-days", "adm"},
    {"POST", "/api/v1/closed-days", "m"},
    {"DELETE", "/api/v1/closed-days/{id}", "m"},
    {"GET", "/api/v1/check/certificate-kinds", "v"},
    {"POST", "/api/v1/check/certificates", "v"},
    {"POST", "/api/v1/check/certificates/kept", "v"},
    {"POST", "/api/v1/check/certificates/undo", "v"},
    {"GET", "/api/v1/certificates", "cad"},
    {"GET", "/api/v1/certificate-kinds", "cadm"},
    {"POST", "/api/v1/certificate-kinds", "m"},
    {"PATCH", "/api/v1/certificate-kinds/{id}", "m"},
    {"GET", "/healthz", "*"},
    {"GET", "/api/v1/openapi.json", "*"},
    {"GET", "/api/v1/openapi-whole.json", "cadkum"},
    {"GET", "/api/v1/card-format", "*"},
    {"GET", "/metrics", "*"},
};

static const struct {
    char letter;
    const char *who;
} ACTORS[] = {
    {'c', COORDINATOR},  {'c', SECOND},
    {'a', AID_OFFICER},  {'d', DIRECTOR},
    {'k', KINDERGARTEN}, {'p', PARTNER},
    {'u', AUDITOR},      {'m', ADMINISTRATOR},
    {'v', BUS},          {'v', KINDER},
    {'v', DESK},         {0, NULL},
    {0, LOST_BUS},       {0, "besa_session=of-nobody"},
};
#define ACTOR_COUNT (sizeof ACTORS / sizeof ACTORS[0])

static const char *expected_of(const struct route *route)
{
    for (size_t i = 0; i < sizeof EXPECTED / sizeof EXPECTED[0]; i++)
        if (!strcmp(EXPECTED[i].method, route->method) && !strcmp(EXPECTED[i].path, route->path))
            return EXPECTED[i].who;
    fail_msg("%s %s does not stand in this test: who may ask it?", route->method, route->path);
    return "";
}

/* The pattern with something in place of its parameters that is not there: nothing happens to anybody. */
static const char *address(struct door *d, const char *pattern)
{
    char text[256];
    size_t n = 0;

    while (*pattern) {
        const char *fill = !strncmp(pattern, "{no}", 4) ? "ABCD-EFGH-IJKL-MNOP" : "987654";

        if (*pattern != '{') {
            text[n++] = *pattern++;
            continue;
        }
        n += (size_t)snprintf(text + n, sizeof text - n, "%s", fill);
        pattern = strchr(pattern, '}') + 1;
    }
    text[n] = '\0';
    return path(d, "%s", text);
}

static void one_asks(struct door *d, const struct route *route, char letter, const char *who)
{
    const char *allowed = expected_of(route);
    bool anyone = strchr(allowed, '*') != NULL, may = anyone || (letter && strchr(allowed, letter));
    int status;

    as(d, who);
    status = ask(d, route->method, address(d, route->path), (route->flags & RT_BODY) ? "{}" : NULL);
    if (may && (status == 401 || (status == 403 && !strcmp(said(d, "code"), "forbidden"))))
        fail_msg("%s %s refuses %s with %d", route->method, route->path, who ? who : "nobody", status);
    if (!may && status != (letter ? 403 : 401))
        fail_msg("%s %s answers %s with %d", route->method, route->path, who ? who : "nobody", status);
    if (!may)
        assert_string_equal(d->reply.content_type, "application/problem+json");
    if (status >= 500)
        fail_msg("%s %s: %d", route->method, route->path, status);
    if (!strcmp(route->method, "DELETE"))
        office_at(d, REGISTER_NOW); /* whoever signed out is back */
}

static void every_route_knows_every_role(void **state)
{
    struct door *d = *state;

    d->in.loopback = true;
    for (size_t i = 0; i < router_count(d->router); i++)
        for (size_t j = 0; j < ACTOR_COUNT; j++)
            one_asks(d, router_route(d->router, i), ACTORS[j].letter, ACTORS[j].who);
    /* Behind the routes, which are missed by name: none stands above that is gone. */
    assert_int_equal(router_count(d->router), sizeof EXPECTED / sizeof EXPECTED[0]);
}

static void nobody_refused_has_written_anything(void **state)
{
    struct door *d = *state;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        if (strchr(expected_of(route), '*'))
            continue;
        as(d, NULL);
        assert_int_equal(ask(d, route->method, address(d, route->path), "{}"), 401);
    }
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what NOT LIKE 'account.%'"), 0);
}

/* What changes who may do what, or takes data out of the register: written down apart from the routes, too.
 */
static const char *const ASK_AGAIN[] = {
    "POST /api/v1/accounts",
    "PATCH /api/v1/accounts/{id}",
    "POST /api/v1/accounts/{id}/password",
    "POST /api/v1/accounts/{id}/unlock",
    "POST /api/v1/devices",
    "PATCH /api/v1/devices/{id}",
    "POST /api/v1/devices/sheets",
    "POST /api/v1/devices/{id}/hand-over",
    "POST /api/v1/devices/{id}/enrol-again",
    "POST /api/v1/devices/{id}/revoke",
    "POST /api/v1/calendar",
    "POST /api/v1/persons/{id}/export",
    "POST /api/v1/persons/export",
    "POST /api/v1/export-requests/{id}/approve",
    "POST /api/v1/orders/export",
    "POST /api/v1/erasures",
    "POST /api/v1/erasures/{id}/approve",
    "POST /api/v1/rules",
    "POST /api/v1/rules/{id}/void",
    "POST /api/v1/legal-rules",
    "POST /api/v1/legal-rules/{id}/void",
    "POST /api/v1/municipal-services",
    "POST /api/v1/municipal-services/{id}/void",
    "POST /api/v1/one-off-payments",
    "POST /api/v1/one-off-payments/{id}/void",
    "POST /api/v1/payment-rules",
    "POST /api/v1/payment-rules/{id}/void",
    "POST /api/v1/document-rules",
    "POST /api/v1/document-rules/{id}/end",
    "POST /api/v1/holidays",
    "DELETE /api/v1/holidays/{id}",
    "POST /api/v1/closed-days",
    "DELETE /api/v1/closed-days/{id}",
    "POST /api/v1/backups",
    "GET /api/v1/audit.csv",
    "GET /api/v1/audit/visits.csv",
    "GET /api/v1/payment-runs/{id}.xlsx",
    "GET /api/v1/payment-runs/{id}.csv",
};
#define ASK_AGAIN_COUNT (sizeof ASK_AGAIN / sizeof ASK_AGAIN[0])

static bool asks_again(const struct route *route)
{
    for (size_t i = 0; i < ASK_AGAIN_COUNT; i++)
        if (!strncmp(ASK_AGAIN[i], route->method, strlen(route->method)) &&
            !strcmp(strchr(ASK_AGAIN[i], ' ') + 1, route->path))
            return true;
    return false;
}

static const char *member_of(const struct route *route)
{
    const char *allowed = expected_of(route);

    for (size_t i = 0; i < ACTOR_COUNT; i++)
        if (ACTORS[i].letter && strchr(allowed, ACTORS[i].letter))
            return ACTORS[i].who;
    return NULL;
}

static void a_password_given_long_ago_does_not_count_for_these(void **state)
{
    struct door *d = *state;
    size_t asked = 0;

    d->in.loopback = true;
    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        office_at(d, REGISTER_NOW); /* whoever signed out is back */
        must(db_script(d->r->db, "UPDATE session SET confirmed_at = confirmed_at - 300"));
        as(d, member_of(route));
        ask(d, route->method, address(d, route->path), (route->flags & RT_BODY) ? "{}" : NULL);
        if (asks_again(route) != !strcmp(said(d, "code"), "not_confirmed"))
            fail_msg("%s %s: %d %s", route->method, route->path, d->reply.status, said(d, "code"));
        asked += asks_again(route);
    }
    assert_int_equal(asked, ASK_AGAIN_COUNT);
}

static void the_check_process_serves_no_staff(void **state)
{
    CLEANUP(router_free) struct router *check = NULL;

    (void)state;
    must(routes_make(APP_CHECK, &check));
    assert_true(router_count(check) > 3);
    for (size_t i = 0; i < router_count(check); i++)
        if (router_route(check, i)->roles & R_SIGNED_IN)
            fail_msg("%s is served where no key to personal data is", router_route(check, i)->path);
}

/* What runs together is split between the two processes: none is served by neither. */
static void the_two_processes_serve_all_of_it(void **state)
{
    CLEANUP(router_free) struct router *check = NULL;
    CLEANUP(router_free) struct router *rest = NULL;
    struct door *d = *state;
    size_t both = 0;

    must(routes_make(APP_CHECK, &check));
    must(routes_make(APP_REGISTER, &rest));
    for (size_t i = 0; i < router_count(check); i++)
        both += (router_route(check, i)->flags & RT_REGISTER) != 0;
    assert_int_equal(router_count(check) + router_count(rest), router_count(d->router) + both);
}

static void any_route_without_roles_stops_the_start(void **state)
{
    struct door *d = *state;

    for (size_t i = 0; i < router_count(d->router); i++) {
        CLEANUP(router_free) struct router *router = NULL;
        struct route bare = *router_route(d->router, i);
        const struct route_table table = {&bare, 1};

        must(router_make(&table, 1, APP_BOTH, &router));
        router_free(&router);
        bare.roles = 0;
        must_fail(router_make(&table, 1, APP_BOTH, &router), ERR_INPUT);
        must_fail(router_make(&table, 1, APP_CHECK, &router), ERR_INPUT);
        assert_null(router);
    }
}

static void figures_are_for_this_machine_alone(void **state)
{
    struct door *d = *state;

    as(d, ADMINISTRATOR);
    d->in.loopback = false;
    refused(d, "GET", "/metrics", NULL, 404, "not_found");
    d->in.loopback = true;
    assert_int_equal(ask(d, "GET", "/metrics", NULL), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_route_knows_every_role, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(nobody_refused_has_written_anything, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_password_given_long_ago_does_not_count_for_these, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(the_check_process_serves_no_staff, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(the_two_processes_serve_all_of_it, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(any_route_without_roles_stops_the_start, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(figures_are_for_this_machine_alone, office_setup, office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
