/* `besa account`: the accounts of the staff. It works at the machine itself, so also where no administrator
 * can sign in any more. */
#include "cli/account.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "cli/organisation_named.h"
#include "cli/password_input.h"
#include "domain/office/account.h"
#include "domain/office/own_session.h"

static void account_put(struct json_writer *j, const struct account *a, int64_t now)
{
    json_put_object(j, NULL);
    json_put_int(j, "id", a->id);
    json_put_text(j, "name", a->name);
    json_put_text(j, "full_name", a->full_name);
    json_put_text(j, "role", role_name(a->role));
    json_put_text(j, "organisation", a->organisation_name);
    json_put_bool(j, "active", a->active);
    json_put_bool(j, "locked", a->locked_until > now);
    json_put_bool(j, "must_change", a->must_change);
    json_put_instant(j, "given_at", a->given_at);
    json_put_text(j, "given_by", a->given_by);
    json_put_instant(j, "given_seen_at", a->given_seen_at);
    json_put_end(j);
}

static int accounts_give(const struct account *list, size_t count, int64_t now)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_list(j, "accounts");
    for (size_t i = 0; i < count; i++)
        account_put(j, &list[i], now);
    json_put_end(j);
    return answer_give(&answer);
}

static void account_print(const struct account *a, int64_t now)
{
    printf("%-20s %-14s %s%s%s%s%s%s%s%s%s\n", a->name, role_name(a->role), a->full_name,
           a->organisation_name ? ", " : "", a->organisation_name ? a->organisation_name : "",
           a->active ? "" : " [not active]", a->locked_until > now ? " [locked]" : "",
           a->must_change ? " [is to change the password]" : "",
           a->given_at && !a->given_seen_at ? " [has a password from " : "",
           a->given_at && !a->given_seen_at ? a->given_by : "", a->given_at && !a->given_seen_at ? "]" : "");
}

static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    bool json = false;
    struct account *accounts;
    size_t count;
    int code;

    if ((code = opened_call(&COMMAND_ACCOUNT, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, account_list(&o.work, &accounts, &count))))
        return code;
    if (json)
        return accounts_give(accounts, count, o.work.now);
    for (size_t i = 0; i < count; i++)
        account_print(&accounts[i], o.work.now);
    return answer_end(EX_OK);
}

struct create {
    const char *data, *role, *full_name, *organisation, *institution, *password_file;
    bool draw, no_change;
};

static int create_read(int argc, char **argv, struct create *c, struct account_new *ret)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"role", .text = &c->role},
                                          {"full-name", .text = &c->full_name},
                                          {"organisation", .text = &c->organisation},
                                          {"institution", .text = &c->institution},
                                          {"password-file", .text = &c->password_file},
                                          {"draw", .flag = &c->draw},
                                          {"no-change", .flag = &c->no_change},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_ACCOUNT, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_ACCOUNT, "create takes one name");
    if (!c->role || !role_parse(c->role, &ret->role))
        return command_usage(&COMMAND_ACCOUNT, "--role is one of coordinator, aid_officer, director, "
                                               "kindergarten, partner, auditor, administrator");
    ret->name = operands.at[0];
    ret->institution = c->institution;
    ret->full_name = c->full_name ? c->full_name : ret->name;
    /* Whoever makes the account knows its password, so its holder is to choose another before answering for
     * anything under that name. */
    ret->must_change = !c->no_change;
    return EX_OK;
}

/* Drawn, or as its giver typed it. A drawn one is printed once, behind what was done with it. */
static int password_get(bool draw, const char *file, const char *whose, struct buf *ret)
{
    return draw ? password_draw(ret) : password_input(file, whose, ret);
}

static void drawn_print(bool draw, const struct buf *password)
{
    if (draw)
        printf("the password, this once: %s\n", password->data);
}

static int create(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_wipe) struct buf password = {0};
    struct create c = {.data = DATA_DEFAULT};
    struct account_new in = {0};
    int64_t id;
    int code;

    if ((code = create_read(argc, argv, &c, &in)) || (code = opened_open(c.data, &o)) ||
        (c.organisation &&
         (code = outcome(&o.work, organisation_named(&o.work, c.organisation, &in.organisation)))) ||
        /* Asked for last, when everything else about the call is known to be right. */
        (code = password_get(c.draw, c.password_file, in.name, &password)))
        return code;
    in.password = password.data;
    if ((code = outcome(&o.work, account_create(&o.work, &in, &id))))
        return code;
    printf("account %s made: %s%s\n", in.name, role_name(in.role),
           in.must_change ? ", who is to change the password at the first sign-in" : "");
    drawn_print(c.draw, &password);
    return answer_end(EX_OK);
}

static int password(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_wipe) struct buf secret = {0};
    const char *data = DATA_DEFAULT, *file = NULL;
    bool draw = false, no_change = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"password-file", .text = &file},
                                          {"draw", .flag = &draw},
                                          {"no-change", .flag = &no_change},
                                          {0}};
    struct operands operands;
    struct account account;
    int code;

    if ((code = call_read(&COMMAND_ACCOUNT, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_ACCOUNT, "password takes one name, and the password by --password-file "
                                               "or at the terminal");
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, account_find(&o.work, operands.at[0], &account))) ||
        (code = password_get(draw, file, account.name, &secret)) ||
        (code = outcome(&o.work, account_set_password(&o.work, account.id, secret.data, !no_change))))
        return code;
    printf("account %s has a new password; it is signed out everywhere, and %s is told\n", account.name,
           account.full_name);
    drawn_print(draw, &secret);
    return answer_end(EX_OK);
}

static err activate_account(struct work *w, int64_t id)
{
    return account_set_active(w, id, true);
}

static err deactivate_account(struct work *w, int64_t id)
{
    return account_set_active(w, id, false);
}

/* The verbs that need no more than the account's name. */
static int change(int argc, char **argv, err (*act)(struct work *w, int64_t id), const char *done)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    const struct call_option options[] = {{"data", .text = &data}, {0}};
    struct operands operands;
    struct account account;
    int code;

    if ((code = call_read(&COMMAND_ACCOUNT, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_ACCOUNT, "%s takes one name", argv[0]);
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, account_find(&o.work, operands.at[0], &account))) ||
        (code = outcome(&o.work, act(&o.work, account.id))))
        return code;
    printf("account %s is %s\n", account.name, done);
    return answer_end(EX_OK);
}

static int unlock(int argc, char **argv)
{
    return change(argc, argv, account_unlock, "not locked");
}

static int activate(int argc, char **argv)
{
    return change(argc, argv, activate_account, "active");
}

static int deactivate(int argc, char **argv)
{
    return change(argc, argv, deactivate_account, "not active any more and signed out everywhere");
}

static int sign_out(int argc, char **argv)
{
    return change(argc, argv, own_session_end_all, "signed out everywhere");
}

static const struct verb VERBS[] = {
    {"list", list},         {"create", create},         {"password", password}, {"unlock", unlock},
    {"activate", activate}, {"deactivate", deactivate}, {"sign-out", sign_out}, {0},
};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_ACCOUNT, VERBS, argc, argv);
}

const struct command COMMAND_ACCOUNT = {
    .name = "account",
    .summary = "accounts of the staff: list, create, password, unlock, deactivate, sign-out",
    .help =
        "Usage: besa account list [--json]\n"
        "       besa account create NAME --role ROLE [--full-name TEXT] [--organisation X]\n"
        "                                [--institution NAME]\n"
        "                                [--password-file FILE | --draw] [--no-change]\n"
        "       besa account password NAME [--password-file FILE | --draw] [--no-change]\n"
        "       besa account unlock|activate|deactivate|sign-out NAME\n"
        "\n"
        "Roles: coordinator, aid_officer, director, kindergarten, partner, auditor, administrator. An "
        "account\n"
        "of a kindergarten needs --organisation, by name or number; one of a partner --institution, as it "
        "stands\n"
        "in the address book.\n"
        "\n"
        "The password is asked at the terminal, or is the first line of --password-file (mode 0600; - is\n"
        "standard input), as it is typed there: 12 characters at least, and not what is guessed first. "
        "--draw\n"
        "draws one of 140 bits and prints it once. Its holder is told to choose another, within the days "
        "that\n"
        "the rule first_password_days says, unless --no-change; and is told who has set it.\n"
        "\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa account create d.hoxha --role coordinator --full-name 'Drita Hoxha'\n"
        "  besa account password d.hoxha\n"
        "  besa account unlock d.hoxha\n",
    .perform = perform,
};
