/* `besa device`: the checkers at bus doors, kindergartens and desks. Enrolment codes are shown once, by QR if
 * somebody is looking, and never stored but as their hash. */
#include "cli/device.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "cli/organisation_named.h"
#include "domain/office/device.h"
#include "domain/office/device_code.h"
#include "domain/office/device_sheet.h"
#include "domain/office/municipality.h"
#include "domain/office/organisation.h"
#include "domain/outpost/collect.h"
#include "render/qr.h"
#include "token/card_token.h"

static const char *state_of(const struct device *d, const struct work *w)
{
    if (d->revoked_at)
        return "revoked";
    if (d->enrolled_at)
        return d->ends < w->today ? "ended: to be enrolled anew" : "enrolled";
    if (d->sheet_until > w->now)
        return "its sheet waits to be handed over";
    return d->enrol_until > w->now ? "waits for its enrolment" : "not enrolled, code too old";
}

static void device_put(struct json_writer *j, const struct device *d, const struct work *w)
{
    json_put_object(j, NULL);
    json_put_int(j, "id", d->id);
    json_put_text(j, "name", d->name);
    json_put_text(j, "service", d->service);
    json_put_text(j, "organisation", d->organisation_name);
    json_put_int(j, "organisation_id", d->organisation);
    json_put_bool(j, "enrolled", d->enrolled_at != 0);
    json_put_bool(j, "revoked", d->revoked_at != 0);
    json_put_text(j, "state", state_of(d, w));
    json_put_date(j, "used_on", d->seen);
    json_put_date(j, "ends_on", d->revoked_at ? DATE_NONE : d->ends);
    json_put_end(j);
}

static int devices_give(const struct device *list, size_t count, const struct work *w)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_list(j, "devices");
    for (size_t i = 0; i < count; i++)
        device_put(j, &list[i], w);
    json_put_end(j);
    return answer_give(&answer);
}

static void device_print(const struct device *d, const struct work *w)
{
    char used[DATE_TEXT], ends[DATE_TEXT];

    printf("%4" PRId64 "  %-12s %-24s %s [%s]", d->id, d->service, d->organisation_name, d->name,
           state_of(d, w));
    if (date_known(d->seen))
        printf(" last used on %s", date_format(d->seen, used));
    if (!d->revoked_at && date_known(d->ends))
        printf(" %s on %s", d->ends < w->today ? "ended" : "ends", date_format(d->ends, ends));
    putchar('\n');
}

static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    bool json = false;
    struct device *devices;
    size_t count;
    int code;

    if ((code = opened_call(&COMMAND_DEVICE, argc, argv, &json, &o)))
        return code;
    outpost_collected(o.outpost, &o.work);
    if ((code = outcome(&o.work, device_list(&o.work, &devices, &count))))
        return code;
    if (json)
        return devices_give(devices, count, &o.work);
    for (size_t i = 0; i < count; i++)
        device_print(&devices[i], &o.work);
    return answer_end(EX_OK);
}

/* A character shows two modules, one above the other. On dark terminals the code comes out inverted; scanners
 * read both. */
static void qr_print(const struct qr *q)
{
    static const char *const HALVES[] = {"█", "▄", "▀", " "};
    const int quiet = 2;

    for (int y = -quiet; y < qr_size(q) + quiet; y += 2) {
        for (int x = -quiet; x < qr_size(q) + quiet; x++)
            fputs(HALVES[(qr_dark(q, x, y) ? 1 : 0) + (qr_dark(q, x, y + 1) ? 2 : 0)], stdout);
        putchar('\n');
    }
}

struct given {
    int64_t id;
    const char *secret, *code, *link, *until;
};

static int enrol_give(const struct given *g)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_int(j, "id", g->id);
    json_put_text(j, "enrol", g->secret);
    json_put_text(j, "code", g->code);
    json_put_text(j, "link", g->link);
    json_put_text(j, "until", g->until);
    return answer_give(&answer);
}

static int enrol_print(const struct given *g)
{
    CLEANUP(qr_free) struct qr *qr = NULL;

    printf("device %" PRId64 "\none-time code for it: %s\nor, to be typed: %s\ngood until %s (%d minutes)\n"
           "to open on it: %s\n",
           g->id, g->secret, g->code, g->until, DEVICE_ENROL_LIFE / 60, g->link);
    /* If it cannot be drawn, the link above does as well. */
    if (isatty(STDOUT_FILENO) && !qr_make(g->link, &qr))
        qr_print(qr);
    return answer_end(EX_OK);
}

/* Both are shown this once: only their hashes are stored. */
struct codes {
    char secret[DEVICE_TOKEN_TEXT], typed[SHORT_CODE_TEXT];
};

static int enrol_show(struct work *w, int64_t id, struct codes *codes, bool json)
{
    char until[INSTANT_TEXT], link[512];
    const struct given given = {id, codes->secret, codes->typed, link, until};
    struct municipality m;
    int code;

    if ((code = outcome(w, municipality_read(w, &m))))
        return code;
    instant_format(w->now + DEVICE_ENROL_LIFE, until);
    snprintf(link, sizeof link, "%s%s%s", m.base_uri, DEVICE_ENROL_PATH, codes->secret);
    code = (json ? enrol_give : enrol_print)(&given);
    /* memset may be left out by the compiler where nobody reads the memory again. */
    explicit_bzero(link, sizeof link);
    explicit_bzero(codes, sizeof *codes);
    return code;
}

/* The kind of organisation that asks about that service. */
static bool kind_for(const char *service, enum organisation_kind *ret)
{
    enum card_service s;

    if (!card_service_parse(service, &s))
        return false;
    *ret = s == SERVICE_DOCUMENTS      ? ORGANISATION_FEE_DESK
           : s == SERVICE_KINDERGARTEN ? ORGANISATION_KINDERGARTEN
                                       : ORGANISATION_TRANSPORT;
    return true;
}

struct create {
    const char *data, *organisation, *service, *name;
    enum organisation_kind kind; /* that asks about the service */
    bool new, json;
};

/* One transaction: a device that is refused leaves no organisation behind, whose name the next try would find
 * taken, and one without its codes is none. */
static err device_make(struct work *w, const struct create *c, int64_t *ret_id, struct codes *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t organisation;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    /* An organisation is made only on request: a name with a typing error would otherwise be a new
     * operator. */
    e = c->new ? organisation_create(w, c->kind, c->organisation, &organisation)
               : organisation_named(w, c->organisation, &organisation);
    if (e || (e = device_create(w, organisation, c->service, c->name, ret_id, ret->secret)) ||
        (e = device_code_give(w, *ret_id, ret->typed)))
        return e;
    return tx_commit(&tx);
}

static err device_again(struct work *w, int64_t id, struct codes *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = device_enrol_again(w, id, ret->secret)) ||
        (e = device_code_give(w, id, ret->typed)))
        return e;
    return tx_commit(&tx);
}

static int create(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct create c = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &c.data},
                                          {"organisation", .text = &c.organisation},
                                          {"service", .text = &c.service},
                                          {"name", .text = &c.name},
                                          {"new-organisation", .flag = &c.new},
                                          {"json", .flag = &c.json},
                                          {0}};
    struct codes codes = {0};
    struct operands operands;
    int64_t id = 0;
    int code;

    if ((code = call_read(&COMMAND_DEVICE, argc, argv, options, &operands)))
        return code;
    if (operands.count || !c.organisation || !c.service || !c.name)
        return command_usage(&COMMAND_DEVICE, "create needs --organisation, --service and --name");
    if (!kind_for(c.service, &c.kind))
        return command_usage(&COMMAND_DEVICE, "--service is one of transport, documents, kindergarten");
    if ((code = opened_open(c.data, &o)) || (code = outcome(&o.work, device_make(&o.work, &c, &id, &codes))))
        return code;
    return enrol_show(&o.work, id, &codes, c.json);
}

/* For whoever prints them: the link of each goes on its sheet, its code to whoever hands them out. */
static int sheets_give(struct work *w, const struct device_sheet *sheets, size_t count)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    char until[INSTANT_TEXT];
    struct municipality m;
    int code;

    if ((code = outcome(w, municipality_read(w, &m))))
        return code;
    instant_format(w->now + DEVICE_SHEET_LIFE, until);
    json_put_text(j, "until", until);
    json_put_list(j, "sheets");
    for (size_t i = 0; i < count; i++) {
        const char *link = arena_format(w->arena, "%s%s%s", m.base_uri, DEVICE_ENROL_PATH, sheets[i].enrol);

        json_put_object(j, NULL);
        json_put_int(j, "id", sheets[i].id);
        json_put_text(j, "name", sheets[i].name);
        json_put_text(j, "link", link ? link : "");
        json_put_text(j, "code", sheets[i].code);
        json_put_end(j);
    }
    json_put_end(j);
    return answer_give(&answer);
}

static int sheets(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT, *organisation = NULL, *service = NULL;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"organisation", .text = &organisation},
                                          {"service", .text = &service},
                                          {"json", .flag = &json},
                                          {0}};
    struct device_sheet made[DEVICE_SHEETS_MOST];
    struct operands names;
    int64_t id;
    int code;

    if ((code = call_read(&COMMAND_DEVICE, argc, argv, options, &names)))
        return code;
    if (!json || !organisation || !service || !names.count || names.count > DEVICE_SHEETS_MOST)
        return command_usage(&COMMAND_DEVICE,
                             "sheets needs --json, --organisation, --service and 1 to %d names",
                             DEVICE_SHEETS_MOST);
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, organisation_named(&o.work, organisation, &id))) ||
        (code = outcome(&o.work, device_sheets_make(&o.work, id, service, (const char *const *)names.at,
                                                    (size_t)names.count, made))))
        return code;
    code = sheets_give(&o.work, made, (size_t)names.count);
    explicit_bzero(made, sizeof made);
    return code;
}

/* Reads the call of a verb that takes a device's number, and where `name` is not NULL a name behind it. */
static int device_read_call(int argc, char **argv, bool *json, const char **name, int64_t *ret_id,
                            struct opened *ret)
{
    const char *data = DATA_DEFAULT;
    const struct call_option options[] = {{"data", .text = &data}, {json ? "json" : NULL, .flag = json}, {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_DEVICE, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1 + (name != NULL))
        return command_usage(&COMMAND_DEVICE, "%s takes the device's number%s", argv[0],
                             name ? " and its new name" : "");
    if ((code = call_number(&COMMAND_DEVICE, "the device", operands.at[0], ret_id)))
        return code;
    if (name)
        *name = operands.at[1];
    return opened_open(data, ret);
}

static int enrol_again(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct codes codes = {0};
    bool json = false;
    int64_t id = 0;
    int code;

    if ((code = device_read_call(argc, argv, &json, NULL, &id, &o)) ||
        (code = outcome(&o.work, device_again(&o.work, id, &codes))))
        return code;
    return enrol_show(&o.work, id, &codes, json);
}

static int rename_device(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *name = "";
    int64_t id = 0;
    int code;

    if ((code = device_read_call(argc, argv, NULL, &name, &id, &o)) ||
        (code = outcome(&o.work, device_rename(&o.work, id, name))))
        return code;
    printf("device %" PRId64 " is now called %s\n", id, name);
    return answer_end(EX_OK);
}

static int withdraw(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    int64_t id = 0;
    int code;

    if ((code = device_read_call(argc, argv, NULL, NULL, &id, &o)) ||
        (code = outcome(&o.work, device_revoke(&o.work, id))))
        return code;
    printf("device %" PRId64 " may no longer check\n", id);
    return answer_end(EX_OK);
}

static int hand_over(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    int64_t id = 0;
    int code;

    if ((code = device_read_call(argc, argv, NULL, NULL, &id, &o)) ||
        (code = outcome(&o.work, device_hand_over(&o.work, id))))
        return code;
    printf("the sheet of device %" PRId64 " is good for %d minutes now\n", id, DEVICE_ENROL_LIFE / 60);
    return answer_end(EX_OK);
}

static const struct verb VERBS[] = {
    {"list", list},
    {"create", create},
    {"sheets", sheets},
    {"hand-over", hand_over},
    {"enrol-again", enrol_again},
    {"rename", rename_device},
    {"revoke", withdraw},
    {0},
};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_DEVICE, VERBS, argc, argv);
}

const struct command COMMAND_DEVICE = {
    .name = "device",
    .summary = "checkers: list, create, print sheets for, enrol again, rename, revoke",
    .help =
        "Usage: besa device list [--json]\n"
        "       besa device create --organisation X --service SERVICE --name TEXT [--new-organisation]\n"
        "                          [--json]\n"
        "       besa device sheets --organisation X --service SERVICE --json NAME ...\n"
        "       besa device hand-over NUMBER\n"
        "       besa device enrol-again NUMBER [--json]\n"
        "       besa device rename NUMBER TEXT\n"
        "       besa device revoke NUMBER\n"
        "\n"
        "create and enrol-again print a one-time code and the link that hands it to the checker (on a "
        "terminal\n"
        "as a QR code, too): the device changes it into its own secret within 15 minutes. SERVICE is "
        "transport, documents or kindergarten, as the organisation's kind allows. The\n"
        "organisation is called by name or number; --new-organisation makes it.\n"
        "sheets makes a device for each name, with a link to be printed and a short code: the link is good "
        "for\n"
        "nothing before hand-over, which starts its 15 minutes, or together with the code, within 30 days.\n"
        "\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa device create --organisation 'Urban Gjirokastra' --new-organisation --service transport \\\n"
        "                     --name 'Linja 1'\n"
        "  besa device enrol-again 3\n",
    .perform = perform,
};
