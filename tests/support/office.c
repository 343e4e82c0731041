/* Opens the office of one test and does in it what staff do, by HTTP alone. */
#include "support/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/routes.h"
#include "base/clock.h"
#include "base/instant.h"
#include "domain/check/enrol_limit.h"
#include "domain/check/tally.h"
#include "domain/check/tap_memory.h"
#include "domain/check/typing_limit.h"
#include "domain/office/account.h"
#include "domain/office/municipality.h"
#include "domain/upkeep/midnight.h"
#include "http/router.h"

static const struct {
    const char *secret;
    int64_t account;
} SESSIONS[] = {
    {"second-secret", 91},       {"aid-secret", 92},           {"director-secret", 93},
    {"kindergarten-secret", 94}, {"administrator-secret", 95}, {"auditor-secret", 90},
    {"partner-secret", 96},
};

static const char SQL_ORGANISATIONS[] =
    "INSERT INTO organisation (id, kind, name) VALUES "
    "(31, 'kindergarten', 'Kopshti Dielli'), (32, 'fee_desk', 'Sporteli')";
static const char SQL_ACCOUNTS[] =
    "INSERT INTO account (id, name, full_name, role, organisation_id, password_hash, created_at) VALUES "
    "(91, 'second', 'Second Coordinator', 'coordinator', NULL, '!', 1), "
    "(92, 'aid', 'Aid Officer', 'aid_officer', NULL, '!', 1), "
    "(93, 'director', 'Director', 'director', NULL, '!', 1), "
    "(94, 'kopshti', 'Kindergarten', 'kindergarten', 31, '!', 1), "
    "(95, 'admin', 'Administrator', 'administrator', NULL, '!', 1)";

static const char SQL_PARTNER[] =
    "INSERT INTO contact_point (id, kind, level, public, name, name_folded, key_id, confirmed_on) VALUES "
    "(900, 'ngo', 'local', 0, 'Qendra Partnere', 'qendra partnere', 0, '2099-01-01')";
static const char SQL_PARTNER_ACCOUNT[] =
    "INSERT INTO account (id, name, full_name, role, point_id, password_hash, created_at) VALUES "
    "(96, 'partner', 'Partner', 'partner', 900, '!', 1)";

static void sessions_open(struct door *d)
{
    for (size_t i = 0; i < sizeof SESSIONS / sizeof SESSIONS[0]; i++)
        door_session(d, SESSIONS[i].secret, SESSIONS[i].account);
    door_session(d, "coordinator-secret", d->r->work.actor.account);
}

int office_setup(void **state)
{
    struct door *d;

    if (door_setup(state, NULL, 0))
        return -1;
    d = *state;
    router_free(&d->router);
    must(routes_make(APP_BOTH, &d->router));
    d->app.router = d->router;
    must(tally_make(&d->app.tally));
    must(typing_limit_make(&d->app.typing));
    must(tap_memory_make(&d->app.taps));
    must(enrol_limit_make(&d->app.enrolling));
    must(issuer_keys_publish(&d->r->work));
    must(db_exec(d->r->db, SQL_ORGANISATIONS, NO_BINDS));
    must(db_exec(d->r->db, SQL_ACCOUNTS, NO_BINDS));
    must(db_exec(d->r->db, SQL_PARTNER, NO_BINDS));
    must(db_exec(d->r->db, SQL_PARTNER_ACCOUNT, NO_BINDS));
    must(account_set_password(&d->r->work, d->r->work.actor.account, OFFICE_PASSWORD, false));
    door_device(d, "kinder-token", &(struct door_checker){14, OFFICE_KINDERGARTEN, "kindergarten", false});
    door_device(d, "desk-token", &(struct door_checker){15, 32, "documents", false});
    sessions_open(d);
    as(d, COORDINATOR);
    return 0;
}

int office_teardown(void **state)
{
    struct app app = ((struct door *)*state)->app;
    int result = door_teardown(state);

    tally_free(&app.tally);
    typing_limit_free(&app.typing);
    tap_memory_free(&app.taps);
    enrol_limit_free(&app.enrolling);
    return result;
}

void office_at(struct door *d, int64_t instant)
{
    d->app.clock.fixed = instant;
    register_at(d->r, instant);
    must(midnight_run(&d->r->work));
    sessions_open(d);
}

void office_on(struct door *d, const char *day)
{
    int64_t ten;
    date on;

    must(date_parse(day, &on));
    must(instant_parse_local(on, "10:00", &ten)); /* not ten hours behind midnight: clocks change */
    office_at(d, ten);
}

void as(struct door *d, const char *who)
{
    bool bearer = who && strncmp(who, "Bearer ", 7) == 0;

    d->in.cookie = bearer ? NULL : who;
    d->in.authorization = bearer ? who : NULL;
}

int tell(struct door *d, const char *method, const char *to, const char *body, ...)
{
    char *text = NULL;
    va_list args;
    int status;

    va_start(args, body);
    assert_true(vasprintf(&text, body, args) >= 0);
    va_end(args);
    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    status = ask(d, method, to, text);
    free(text);
    return status;
}

int get(struct door *d, const char *target, ...)
{
    char text[512], *query;
    va_list args;
    int status;

    va_start(args, target);
    vsnprintf(text, sizeof text, target, args);
    va_end(args);
    if ((query = strchr(text, '?')))
        *query++ = '\0';
    d->in.query = query;
    status = ask(d, "GET", text, NULL);
    d->in.path = d->in.query = NULL; /* they pointed into text */
    return status;
}

const char *path(struct door *d, const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_text(&d->r->arena, text);
}

json_t *part(const struct door *d, const char *where)
{
    json_t *at = d->json;

    while (at && *where) {
        size_t n = strcspn(where, ".");
        char name[64];

        snprintf(name, sizeof name, "%.*s", (int)n, where);
        at = json_is_array(at) ? json_array_get(at, strtoul(name, NULL, 10)) : json_object_get(at, name);
        where += n + (where[n] == '.');
    }
    return at;
}

int64_t number_at(const struct door *d, const char *where)
{
    return json_integer_value(part(d, where));
}

const char *text_at(const struct door *d, const char *where)
{
    const char *text = json_string_value(part(d, where));

    return text ? text : "";
}

bool true_at(const struct door *d, const char *where)
{
    return json_is_true(part(d, where));
}

static const char ORDER[] =
    "{'kind':'UM','issuer':'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër',"
    "'number':'%s','decision_date':'%s','end':'%s','unit':'Lunxheri','persons':["
    "{'role':'protected','first_name':'Mirjeta','father_name':'Hasan','surname':'Sokolaj',"
    "'nid':'" OFFICE_NID "','birth_date':'1987-05-14','sex':'F','address':'Rruga e Kalasë 17',"
    "'phone':'069 000 1234'},"
    "{'role':'dependant','first_name':'Era','surname':'Sokolaj','birth_date':'2021-02-01'}],"
    "'respondent':{'first_name':'Agron','surname':'Sokolaj'},'relation':'njerku i dytë',"
    "'measures':[{'code':'no_violence'},{'code':'10/d','place':'Shkolla 9-vjeçare "
    "Rilindja'}],'confirm':['same_person']}";

void office_file(struct door *d, const char *number, const char *start, const char *end,
                 struct office_file *ret)
{
    assert_int_equal(tell(d, "POST", "/api/v1/orders", ORDER, number, start, end), 201);
    ret->case_id = number_at(d, "case_id");
    ret->order = number_at(d, "id");
    ret->mother = number_at(d, "persons.0");
    ret->child = number_at(d, "persons.1");
}

int64_t office_version(struct door *d, int64_t case_id)
{
    static const char SQL_VERSION[] = "SELECT version FROM case_file WHERE id = :id";
    int64_t version = 0;

    must(db_int(d->r->db, SQL_VERSION, BINDS(INT(":id", case_id)), &version));
    return version;
}

int office_act(struct door *d, const struct office_file *f, const char *kind, const char *on,
               const char *more)
{
    return tell(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f->order),
                "{'version':%ld,'kind':'%s','on':'%s'%s}", (long)office_version(d, f->case_id), kind, on,
                more);
}

void office_grant(struct door *d, int64_t case_id, int64_t application)
{
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)application),
                          "{'version':%ld,'case_id':%ld,'decision':'granted'}",
                          (long)office_version(d, case_id), (long)case_id),
                     201);
    as(d, COORDINATOR);
}

void office_card_take(const struct door *d, const char *where, struct office_card *ret)
{
    json_t *card = part(d, where);
    json_t *status = json_object_get(card, "status");
    const char *number = json_string_value(json_object_get(card, "number"));
    const char *text = json_string_value(json_object_get(card, "text"));

    assert_true(number && text);
    snprintf(ret->number, sizeof ret->number, "%s", number);
    snprintf(ret->text, sizeof ret->text, "%s", text);
    ret->list = json_integer_value(json_object_get(status, "list"));
    ret->index = json_integer_value(json_object_get(status, "index"));
}

void office_card(struct door *d, const struct office_file *f, int64_t person, const char *services,
                 struct office_card *ret)
{
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/persons/%ld/cards", (long)person),
                          "{'case_id':%ld,'version':%ld,'services':[%s]}", (long)f->case_id,
                          (long)office_version(d, f->case_id), services),
                     201);
    office_card_take(d, "", ret);
}

const char *office_check(struct door *d, const char *device, const char *card)
{
    as(d, device);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'%s'}", card), 200);
    as(d, COORDINATOR);
    return said(d, "reason");
}
