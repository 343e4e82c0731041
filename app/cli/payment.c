/* `besa payment`: runs of the monthly payment. One person prepares a run and another approves it, so no
 * nameless command line may do either: the account signs in. */
#include "cli/payment.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/month.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/payment_paper.h"
#include "cli/signed_in.h"
#include "domain/payment/payment.h"
#include "domain/payment/payment_closing.h"
#include "domain/payment/payment_run.h"

static const struct json_member SUM_OUT[] = {
    JSON_INT(struct payment_sum, lines),
    JSON_INT(struct payment_sum, amount),
};

/* Into the open object. */
static void run_put(struct json_writer *j, const struct payment_run *r)
{
    char digest[2 * DIGEST_SIZE + 1];

    json_put_int(j, "id", r->id);
    json_put_month(j, "month", r->month);
    json_put_text(j, "state", r->approved ? "approved" : "prepared");
    json_put_text(j, "prepared_by", r->prepared_by);
    json_put_text(j, "approved_by", r->approved_by);
    json_put_text(j, "digest", digest_hex(r->digest, DIGEST_SIZE, digest));
    json_put_struct(j, "month_paid", MEMBERS(SUM_OUT), &r->month_paid);
    json_put_struct(j, "arrears", MEMBERS(SUM_OUT), &r->arrears);
    json_put_struct(j, "one_off", MEMBERS(SUM_OUT), &r->one_off);
    json_put_struct(j, "reversals", MEMBERS(SUM_OUT), &r->reversals);
    json_put_int(j, "began", r->began);
    json_put_int(j, "changed", r->changed);
    json_put_int(j, "ended", r->ended);
    json_put_int(j, "unpaid", r->unpaid);
    json_put_int(j, "open", r->open);
    json_put_int(j, "on_hold", r->on_hold);
    json_put_int(j, "complaints", r->complaints);
    json_put_date(j, "closed_on", r->closed_on);
}

static int runs_give(const struct payment_run *runs, size_t count)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_list(j, "runs");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        run_put(j, &runs[i]);
        json_put_end(j);
    }
    json_put_end(j);
    return answer_give(&answer);
}

static int run_give(const struct payment_run *r)
{
    CLEANUP(answer_free) struct answer answer = {0};

    run_put(answer_object(&answer), r);
    return answer_give(&answer);
}

static void run_print(const struct payment_run *r)
{
    char month[MONTH_TEXT];

    printf("run %" PRId64 " of %s, %s by %s%s%s: %" PRId64 " paid %" PRId64 " lekë, arrears %" PRId64
           ": %" PRId64 " lekë, once %" PRId64 ": %" PRId64 " lekë, reversals %" PRId64 ": %" PRId64
           " lekë; new %" PRId64 ", changed %" PRId64 ", ended %" PRId64 ", not paid %" PRId64 "\n",
           r->id, month_format(r->month, month), r->approved ? "approved, prepared" : "prepared",
           r->prepared_by, r->approved ? ", approved by " : "", r->approved ? r->approved_by : "",
           r->month_paid.lines, r->month_paid.amount, r->arrears.lines, r->arrears.amount, r->one_off.lines,
           r->one_off.amount, r->reversals.lines, r->reversals.amount, r->began, r->changed, r->ended,
           r->unpaid);
}

/* Needs no account: it shows sums, and nobody who is paid. */
static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct payment_run *runs;
    bool json = false;
    size_t count;
    int code;

    if ((code = opened_call(&COMMAND_PAYMENT, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, payment_run_list(&o.work, &runs, &count))))
        return code;
    if (json)
        return runs_give(runs, count);
    for (size_t i = 0; i < count; i++)
        run_print(&runs[i]);
    return answer_end(EX_OK);
}

struct call {
    const char *data, *account, *password_file;
    bool json;
    date month;
};

/* A verb with one month, by an account. */
static int call_month(int argc, char **argv, struct call *c)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"account", .text = &c->account},
                                          {"password-file", .text = &c->password_file},
                                          {"json", .flag = &c->json},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_PAYMENT, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1 || month_parse(operands.at[0], &c->month))
        return command_usage(&COMMAND_PAYMENT, "%s takes one month, written 2026-12", argv[0]);
    if (!c->account)
        return command_usage(&COMMAND_PAYMENT, "%s needs --account: who does it signs in", argv[0]);
    return EX_OK;
}

static err prepare_month(struct work *w, date month, int64_t *ret_id)
{
    return payment_prepare(w, month, ret_id);
}

static err approve_month(struct work *w, date month, int64_t *ret_id)
{
    err e = payment_month_run(w, month, ret_id);

    return e ? e : payment_approve(w, *ret_id);
}

static err drop_month(struct work *w, date month, int64_t *ret_id)
{
    err e = payment_month_run(w, month, ret_id);

    return e ? e : payment_drop(w, *ret_id);
}

/* The signed list is back today; what is open is named by the run's page. */
static err close_month(struct work *w, date month, int64_t *ret_id)
{
    int64_t closing;
    err e;

    if (!(w->actor.roles & R_AID_OFFICER))
        return refuse(w, ERR_DENIED, "forbidden", "", "This is for an account with the role aid_officer.");
    return (e = payment_month_run(w, month, ret_id)) ? e : payment_close(w, *ret_id, w->today, &closing);
}

/* leaves: there is a run afterwards, which is shown. */
static int by_account(int argc, char **argv, err (*act)(struct work *w, date month, int64_t *ret_id),
                      bool leaves)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(signed_in_close) struct signed_in s = {0};
    struct call c = {.data = DATA_DEFAULT};
    struct payment_run run;
    int64_t id = 0;
    int code;

    /* The call is read whole before anybody is asked for a password. */
    if ((code = call_month(argc, argv, &c)) || (code = opened_open(c.data, &o)) ||
        (code = signed_in_open(&o, c.account, c.password_file, &s)) ||
        (code = outcome(&o.work, act(&o.work, c.month, &id))))
        return code;
    warnings_show(&o.work);
    if (!leaves) {
        puts("the run is dropped");
        return answer_end(EX_OK);
    }
    if ((code = outcome(&o.work, payment_run_read(&o.work, id, &run))))
        return code;
    if (c.json)
        return run_give(&run);
    run_print(&run);
    return answer_end(EX_OK);
}

static int prepare(int argc, char **argv)
{
    return by_account(argc, argv, prepare_month, true);
}

static int approve(int argc, char **argv)
{
    return by_account(argc, argv, approve_month, true);
}

static int drop(int argc, char **argv)
{
    return by_account(argc, argv, drop_month, false);
}

static int close_run(int argc, char **argv)
{
    return by_account(argc, argv, close_month, true);
}

static const struct verb VERBS[] = {
    {"list", list},
    {"prepare", prepare},
    {"approve", approve},
    {"drop", drop},
    {"close", close_run},
    {"paper", payment_paper_call},
    {"council", payment_council_call},
    {"decision", payment_decision_call},
    {"one-off", payment_one_off_call},
    {0},
};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_PAYMENT, VERBS, argc, argv);
}

const struct command COMMAND_PAYMENT = {
    .name = "payment",
    .summary = "the monthly payment: its runs, their papers and decisions, and what is paid once",
    .help =
        "Usage: besa payment list [--json]\n"
        "       besa payment prepare MONTH --account NAME [--password-file FILE] [--json]\n"
        "       besa payment approve MONTH --account NAME [--password-file FILE] [--json]\n"
        "       besa payment drop MONTH --account NAME [--password-file FILE]\n"
        "       besa payment close MONTH --account NAME [--password-file FILE] [--json]\n"
        "       besa payment paper MONTH [--out FILE] --account NAME [--password-file FILE]\n"
        "       besa payment council MONTH [--out FILE] --account NAME [--password-file FILE]\n"
        "       besa payment decision MONTH --body BODY --number TEXT --on DAY --account NAME "
        "[--password-file FILE]\n"
        "       besa payment one-off list [--json]\n"
        "       besa payment one-off add MONTH SUM --text TEXT --text-en TEXT --source TEXT --account NAME\n"
        "       besa payment one-off void ID --account NAME [--password-file FILE]\n"
        "\n"
        "A run pays what is due for a month, and puts right what earlier months should have been: what "
        "was paid\n"
        "and was not due is taken back by a line of its own, what is missing is added. An aid officer "
        "prepares\n"
        "it, as often as needed; a director who did not prepare it approves it. From then on it stands.\n"
        "Once the signed list is back, an aid officer closes the month; what is open then stays payable.\n"
        "\n"
        "paper is the list to pay by, council the sums by unit that a council reads, without names; a "
        "decision of\n"
        "either body, number and day, is noted with the run. one-off is what is paid once beside a month, "
        "kept by\n"
        "an administrator.\n"
        "\n"
        "  MONTH                 2026-12\n"
        "  SUM                   new lekë\n"
        "  --out FILE            a spreadsheet where its name ends in .xlsx, else CSV (default: standard "
        "output)\n"
        "  --body BODY           council or directorate\n"
        "  --on DAY              2026-12-01\n"
        "  --text TEXT           on the list that leaves the office, in Albanian; --text-en in English\n"
        "  --source TEXT         the decision behind it\n"
        "  --account NAME        who does it: the account signs in\n"
        "  --password-file FILE  its password is the first line (mode 0600; - is standard input); else "
        "it is\n"
        "                        asked at the terminal\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa payment prepare 2026-12 --account a.gjoka\n"
        "  besa payment approve 2026-12 --account d.leka\n"
        "  besa payment council 2026-12 --out keshilli.xlsx --account d.leka\n",
    .perform = perform,
};
