/* `besa rule`: the numbers of the law and of the register, listed for whoever has the files, changed by an
 * administrator who signs in. */
#include "cli/rule.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/signed_in.h"
#include "domain/payment/legal_rule.h"

static const struct json_member ROW_OUT[] = {
    JSON_INT(struct kept_number, id),
    JSON_WORD_AS(struct kept_number, rule.number, legal_number_name, "name"),
    JSON_INT_AS(struct kept_number, rule.value, "value"),
    JSON_TEXT_AS(struct kept_number, rule.source, "source"),
    JSON_DATE_AS(struct kept_number, rule.from, "from"),
    JSON_DATE_AS(struct kept_number, rule.until, "until"),
    JSON_INSTANT(struct kept_number, recorded_at),
    JSON_INSTANT(struct kept_number, voided_at),
};

static void row_print(const struct kept_number *r)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    const bool open = r->rule.until == DATE_OPEN;

    date_format(r->rule.from, from);
    if (!open)
        date_format(r->rule.until, until);
    printf("%" PRId64 " %s %" PRId64 " from %s%s%s%s: %s\n", r->id, legal_number_name(r->rule.number),
           r->rule.value, from, open ? "" : " to ", open ? "" : until, r->voided_at ? " (taken back)" : "",
           r->rule.source);
}

static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct kept_number *rows;
    bool json = false;
    size_t count;
    int code;

    if ((code = opened_call(&COMMAND_RULE, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, legal_rule_list(&o.work, &rows, &count))))
        return code;
    if (json)
        return answer_structs("rules", MEMBERS(ROW_OUT), rows, count);
    for (size_t i = 0; i < count; i++)
        row_print(&rows[i]);
    return answer_end(EX_OK);
}

struct call {
    const char *data, *account, *password_file, *from, *source;
    struct operands operands;
};

static int call_take(int argc, char **argv, int operands, const char *what, struct call *c)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"account", .text = &c->account},
                                          {"password-file", .text = &c->password_file},
                                          {"from", .text = &c->from},
                                          {"source", .text = &c->source},
                                          {0}};
    int code;

    if ((code = call_read(&COMMAND_RULE, argc, argv, options, &c->operands)))
        return code;
    if (c->operands.count != operands)
        return command_usage(&COMMAND_RULE, "%s takes %s", argv[0], what);
    if (!c->account)
        return command_usage(&COMMAND_RULE, "%s needs --account: who does it signs in", argv[0]);
    return EX_OK;
}

/* The routes know who may; here nobody has asked yet. */
static err administrator_check(struct work *w)
{
    return w->actor.roles & R_ADMINISTRATOR
               ? OK
               : refuse(w, ERR_DENIED, "forbidden", "", "Rules are kept by an administrator.");
}

static int number_read(const struct call *c, struct legal_rule *ret)
{
    struct legal_rule rule = {.source = c->source, .from = DATE_NONE};

    if (!legal_number_parse(c->operands.at[0], &rule.number))
        return command_usage(&COMMAND_RULE, "there is no number \"%s\": besa rule list", c->operands.at[0]);
    /* 0 is a value: the law may know no such term. */
    if (strcmp(c->operands.at[1], "0") &&
        call_number(&COMMAND_RULE, "the value", c->operands.at[1], &rule.value))
        return EX_USAGE;
    if (!c->from || date_parse(c->from, &rule.from))
        return command_usage(&COMMAND_RULE, "set needs --from, a day written 2026-12-01");
    *ret = rule;
    return EX_OK;
}

static int set(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    struct legal_rule rule;
    int64_t id, affected;
    int code;

    /* The call is read whole before anybody is asked for a password. */
    if ((code = call_take(argc, argv, 2, "a number and its value", &c)) || (code = number_read(&c, &rule)) ||
        (code = opened_open(c.data, &o)) || (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, administrator_check(&o.work))) ||
        (code = outcome(&o.work, legal_rule_add(&o.work, &rule, &id, &affected))))
        return code;
    warnings_show(&o.work);
    printf("rule %" PRId64 ": %s is %" PRId64 " from %s on\n", id, legal_number_name(rule.number), rule.value,
           c.from);
    return answer_end(EX_OK);
}

static int take_back(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    int64_t id;
    int code;

    if ((code = call_take(argc, argv, 1, "the number of a row", &c)) ||
        (code = call_number(&COMMAND_RULE, "the row", c.operands.at[0], &id)) ||
        (code = opened_open(c.data, &o)) || (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, administrator_check(&o.work))) ||
        (code = outcome(&o.work, legal_rule_void(&o.work, id))))
        return code;
    printf("rule %" PRId64 " is taken back\n", id);
    return answer_end(EX_OK);
}

static const struct verb VERBS[] = {{"list", list}, {"set", set}, {"void", take_back}, {0}};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_RULE, VERBS, argc, argv);
}

const struct command COMMAND_RULE = {
    .name = "rule",
    .summary = "the numbers of the law and of the register, by date",
    .help =
        "Usage: besa rule list [--json]\n"
        "       besa rule set NAME VALUE --from DAY --source TEXT --account NAME [--password-file FILE]\n"
        "       besa rule void ID --account NAME [--password-file FILE]\n"
        "\n"
        "A number holds from its first day until the next of its name begins; days before keep theirs. "
        "One that\n"
        "has not begun can be taken back; from then on another takes its place.\n"
        "\n"
        "  NAME VALUE            hearing_days 30; 0: there is no such term\n"
        "  --from DAY            2026-12-01\n"
        "  --source TEXT         the law or decision behind it, with article\n"
        "  --account NAME        the administrator who does it, signing in\n"
        "  --password-file FILE  its password is the first line (mode 0600; - is standard input); else "
        "it is\n"
        "                        asked at the terminal\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa rule list\n"
        "  besa rule set hearing_days 30 --from 2027-01-01 --source 'ligji 1/2027, neni 3' --account admin\n",
    .perform = perform,
};
