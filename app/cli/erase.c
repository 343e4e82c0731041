/* `besa erase`: one account asks, another approves, and both sign in: no nameless command line erases
 * anybody. */
#include "cli/erase.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/signed_in.h"
#include "domain/upkeep/erasure.h"

struct call {
    const char *data, *account, *password_file;
    bool json;
    int64_t id;
};

/* A verb with one number, by an account. */
static int call_number_read(int argc, char **argv, struct call *c)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"account", .text = &c->account},
                                          {"password-file", .text = &c->password_file},
                                          {"json", .flag = &c->json},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_ERASE, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_ERASE, "%s takes one number", argv[0]);
    if (!c->account)
        return command_usage(&COMMAND_ERASE, "%s needs --account: who does it signs in", argv[0]);
    return call_number(&COMMAND_ERASE, argv[0], operands.at[0], &c->id);
}

/* The call is read whole before anybody is asked for a password. */
static int begin(int argc, char **argv, struct call *c, struct opened *o, struct signed_in *s)
{
    int code;

    if ((code = call_number_read(argc, argv, c)) || (code = opened_open(c->data, o)))
        return code;
    return signed_in_open(o, c->account, c->password_file, s);
}

static int ask(int argc, char **argv, enum erasure_what what)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    CLEANUP(answer_free) struct answer answer = {0};
    struct call c = {.data = DATA_DEFAULT};
    int64_t id;
    int code;

    if ((code = begin(argc, argv, &c, &o, &s)) ||
        (code = outcome(&o.work, erasure_ask(&o.work, what, c.id, &id))))
        return code;
    if (c.json) {
        json_put_int(answer_object(&answer), "erasure", id);
        return answer_give(&answer);
    }
    printf("asked, as number %" PRId64 ": another account approves it with `besa erase approve %" PRId64
           "`\n",
           id, id);
    return answer_end(EX_OK);
}

static int person(int argc, char **argv)
{
    return ask(argc, argv, ERASE_PERSON);
}

static int file(int argc, char **argv)
{
    return ask(argc, argv, ERASE_FILE);
}

static int approve(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    int code;

    if ((code = begin(argc, argv, &c, &o, &s)) || (code = outcome(&o.work, erasure_approve(&o.work, c.id))) ||
        (code = outcome(&o.work, erasure_finish(&o.work))))
        return code;
    puts("erased: the key is destroyed. Copies of keys.db made before today can still open it: let none of "
         "them be kept "
         "longer than you said.");
    return answer_end(EX_OK);
}

static int withdraw(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    int code;

    if ((code = begin(argc, argv, &c, &o, &s)) || (code = outcome(&o.work, erasure_withdraw(&o.work, c.id))))
        return code;
    puts("withdrawn: nothing is erased");
    return answer_end(EX_OK);
}

static void erasure_print(const struct erasure *e)
{
    char asked[INSTANT_TEXT], ended[INSTANT_TEXT];

    printf("%" PRId64 " %s %" PRId64 "%s%s, asked by %s on %s, ", e->id, erasure_what_name(e->what),
           e->record, e->case_number ? " " : "", e->case_number ? e->case_number : "", e->asked_by,
           instant_format(e->asked_at, asked));
    if (!e->ended_at)
        puts("waits for approval");
    else
        printf("%s%s on %s\n", e->approved_by ? "approved by " : "withdrawn",
               e->approved_by ? e->approved_by : "", instant_format(e->ended_at, ended));
}

static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(answer_free) struct answer answer = {0};
    struct erasure *all;
    struct json_writer *j;
    bool json = false;
    size_t count;
    int code;

    if ((code = opened_call(&COMMAND_ERASE, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, erasure_list(&o.work, &all, &count))))
        return code;
    for (size_t i = 0; !json && i < count; i++)
        erasure_print(&all[i]);
    if (!json)
        return answer_end(EX_OK);
    j = answer_object(&answer);
    json_put_list(j, "erasures");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        json_put_int(j, "id", all[i].id);
        json_put_text(j, "what", erasure_what_name(all[i].what));
        json_put_int(j, "record", all[i].record);
        json_put_text(j, "asked_by", all[i].asked_by);
        json_put_instant(j, "asked_at", all[i].asked_at);
        json_put_text(j, "approved_by", all[i].approved_by);
        json_put_instant(j, "ended_at", all[i].ended_at);
        json_put_end(j);
    }
    json_put_end(j);
    return answer_give(&answer);
}

static const struct verb VERBS[] = {
    {"list", list}, {"person", person}, {"file", file}, {"approve", approve}, {"withdraw", withdraw}, {0},
};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_ERASE, VERBS, argc, argv);
}

const struct command COMMAND_ERASE = {
    .name = "erase",
    .summary = "persons and files that are over: one account asks, another approves",
    .help =
        "Usage: besa erase list [--json]\n"
        "       besa erase person ID --account NAME [--password-file FILE] [--json]\n"
        "       besa erase file ID --account NAME [--password-file FILE] [--json]\n"
        "       besa erase approve NUMBER --account NAME [--password-file FILE]\n"
        "       besa erase withdraw NUMBER --account NAME [--password-file FILE]\n"
        "\n"
        "Nothing is erased by itself. A coordinator or a director asks, another one approves; then the data "
        "key is\n"
        "destroyed, and with it what it sealed, in every copy of the database. Refused while an order is in "
        "force, a\n"
        "payment is not settled, a task is open, or the time of the rule retention_months is not over. With "
        "a file go\n"
        "those of its persons who stand in no other. Copies of keys.db made before still have the key.\n"
        "\n"
        "  ID                    of the person or file in the register, as its address on the screen has it\n"
        "  --account NAME        who does it: the account signs in\n"
        "  --password-file FILE  its password is the first line (mode 0600; - is standard input); else it is "
        "asked at\n"
        "                        the terminal\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa erase file 14 --account a.gjoka\n"
        "  besa erase approve 1 --account d.leka\n",
    .perform = perform,
};
