/* `besa payment paper`, `council`, `decision`, `one-off`. The routes know who may; here nobody has asked yet.
 */
#include "cli/payment_paper.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/month.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/command.h"
#include "cli/out_file.h"
#include "cli/signed_in.h"
#include "domain/payment/council_paper.h"
#include "domain/payment/one_off.h"
#include "domain/payment/payment_decision.h"
#include "domain/payment/payment_paper.h"

/* Whose verbs these are, for what is said of a wrong call. */
static const struct command PAYMENT = {.name = "payment"};

struct call {
    const char *data, *account, *password_file, *out, *body, *number, *on, *text, *text_en, *source;
    struct operands operands;
    date month;
};

static int call_take(int argc, char **argv, struct call *c)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"account", .text = &c->account},
                                          {"password-file", .text = &c->password_file},
                                          {"out", .text = &c->out},
                                          {"body", .text = &c->body},
                                          {"number", .text = &c->number},
                                          {"on", .text = &c->on},
                                          {"text", .text = &c->text},
                                          {"text-en", .text = &c->text_en},
                                          {"source", .text = &c->source},
                                          {0}};
    int code;

    if ((code = call_read(&PAYMENT, argc, argv, options, &c->operands)))
        return code;
    return c->account ? EX_OK : command_usage(&PAYMENT, "%s needs --account: who does it signs in", argv[0]);
}

/* The call begins with a month, and has so many words besides. */
static int month_take(int argc, char **argv, int more, struct call *c)
{
    int code;

    if ((code = call_take(argc, argv, c)))
        return code;
    if (c->operands.count != 1 + more || month_parse(c->operands.at[0], &c->month))
        return command_usage(&PAYMENT, "%s takes a month, written 2026-12%s", argv[0],
                             more ? ", and a sum in new lekë" : "");
    return EX_OK;
}

static err role_check(struct work *w, unsigned roles)
{
    return w->actor.roles & roles
               ? OK
               : refuse(w, ERR_DENIED, "forbidden", "", "This is not for that account's role.");
}

err payment_month_run(struct work *w, date month, int64_t *ret_id)
{
    struct payment_run *runs;
    size_t count;
    err e = payment_run_list(w, &runs, &count);

    if (e)
        return e;
    for (size_t i = 0; i < count; i++)
        if (runs[i].month == month) {
            *ret_id = runs[i].id;
            return OK;
        }
    return refuse(w, ERR_ABSENT, "no_such_run", "month", "This month has no run.");
}

typedef err paper_make(struct work *w, int64_t run, struct buf *out);

/* A spreadsheet where the file is called so, else a table of text. */
static int paper_write(int argc, char **argv, paper_make *xlsx, paper_make *csv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    CLEANUP(buf_wipe) struct buf paper = {0};
    struct call c = {.data = DATA_DEFAULT};
    int64_t run;
    int code;

    if ((code = month_take(argc, argv, 0, &c)) || (code = opened_open(c.data, &o)) ||
        (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, role_check(&o.work, R_AID_OFFICER | R_DIRECTOR))) ||
        (code = outcome(&o.work, payment_month_run(&o.work, c.month, &run))) ||
        (code = outcome(&o.work, (c.out && text_ends(c.out, ".xlsx") ? xlsx : csv)(&o.work, run, &paper))))
        return code;
    return out_file_write(c.out, &paper);
}

int payment_paper_call(int argc, char **argv)
{
    return paper_write(argc, argv, payment_paper_xlsx, payment_paper_csv);
}

int payment_council_call(int argc, char **argv)
{
    return paper_write(argc, argv, council_paper_xlsx, council_paper_csv);
}

static int decision_take(int argc, char **argv, struct call *c, struct payment_decision_new *ret)
{
    struct payment_decision_new d = {.on = DATE_NONE};
    int code;

    if ((code = month_take(argc, argv, 0, c)))
        return code;
    d.number = c->number;
    if (!c->body || !deciding_body_parse(c->body, &d.body))
        return command_usage(&PAYMENT, "decision needs --body council or --body directorate");
    if (!c->number || !c->on || date_parse(c->on, &d.on))
        return command_usage(&PAYMENT, "decision needs --number and --on, a day written 2026-12-01");
    *ret = d;
    return EX_OK;
}

int payment_decision_call(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    struct payment_decision_new decision;
    int64_t run = 0, id;
    int code;

    if ((code = decision_take(argc, argv, &c, &decision)) || (code = opened_open(c.data, &o)) ||
        (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, role_check(&o.work, R_AID_OFFICER | R_DIRECTOR))) ||
        (code = outcome(&o.work, payment_month_run(&o.work, c.month, &run))) ||
        (code = outcome(&o.work, payment_decision_add(&o.work, run, &decision, &id))))
        return code;
    printf("run %" PRId64 " rests on decision %s of the %s\n", run, c.number, c.body);
    return answer_end(EX_OK);
}

static const struct json_member ONE_OFF_OUT[] = {
    JSON_INT(struct one_off, id),      JSON_TEXT(struct one_off, text),   JSON_TEXT(struct one_off, text_en),
    JSON_TEXT(struct one_off, source), JSON_MONTH(struct one_off, month), JSON_INT(struct one_off, amount),
    JSON_BOOL(struct one_off, voided),
};

static int one_off_all(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    char month[MONTH_TEXT];
    struct one_off *rows;
    bool json = false;
    size_t count;
    int code;

    if ((code = opened_call(&PAYMENT, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, one_off_list(&o.work, &rows, &count))))
        return code;
    if (json)
        return answer_structs("payments", MEMBERS(ONE_OFF_OUT), rows, count);
    for (size_t i = 0; i < count; i++)
        printf("%" PRId64 " %s %" PRId64 " lekë%s: %s (%s)\n", rows[i].id, month_format(rows[i].month, month),
               rows[i].amount, rows[i].voided ? " (taken back)" : "", rows[i].text, rows[i].source);
    return answer_end(EX_OK);
}

static int one_off_new(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    struct one_off rule;
    int64_t id, amount;
    int code;

    if ((code = month_take(argc, argv, 1, &c)) ||
        (code = call_number(&PAYMENT, "the sum", c.operands.at[1], &amount)))
        return code;
    rule = (struct one_off){
        .text = c.text, .text_en = c.text_en, .source = c.source, .month = c.month, .amount = amount};
    if ((code = opened_open(c.data, &o)) || (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, role_check(&o.work, R_ADMINISTRATOR))) ||
        (code = outcome(&o.work, one_off_add(&o.work, &rule, &id))))
        return code;
    warnings_show(&o.work);
    printf("rule %" PRId64 ": %" PRId64 " lekë once, with %s\n", id, amount, c.operands.at[0]);
    return answer_end(EX_OK);
}

static int one_off_back(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    int64_t id;
    int code;

    if ((code = call_take(argc, argv, &c)))
        return code;
    if (c.operands.count != 1)
        return command_usage(&PAYMENT, "one-off void takes the number of a rule");
    if ((code = call_number(&PAYMENT, "the rule", c.operands.at[0], &id)) ||
        (code = opened_open(c.data, &o)) || (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, role_check(&o.work, R_ADMINISTRATOR))) ||
        (code = outcome(&o.work, one_off_void(&o.work, id))))
        return code;
    printf("rule %" PRId64 " is taken back\n", id);
    return answer_end(EX_OK);
}

int payment_one_off_call(int argc, char **argv)
{
    static const struct verb VERBS[] = {
        {"list", one_off_all}, {"add", one_off_new}, {"void", one_off_back}, {0}};

    return verb_perform(&PAYMENT, VERBS, argc, argv);
}
