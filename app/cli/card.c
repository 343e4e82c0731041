/* `besa card`: cards issued, drawn and ended at the machine itself. Numbers are printed, texts never: whoever
 * has a card's text has the card. */
#include "cli/card.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/card_inspect.h"
#include "cli/opened.h"
#include "cli/out_file.h"
#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_print.h"
#include "render/card_ground.h"

/* Into the open object. */
static void card_put(struct json_writer *j, const struct card *c)
{
    static const enum card_service ALL[] = {SERVICE_TRANSPORT, SERVICE_DOCUMENTS, SERVICE_KINDERGARTEN};

    json_put_text(j, "number", c->number);
    json_put_int(j, "person", c->person);
    json_put_date(j, "until", c->exp_day);
    json_put_list(j, "services");
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (c->services & ALL[i])
            json_put_text(j, NULL, card_service_name(ALL[i]));
    json_put_end(j);
}

static int card_give(const struct card *c)
{
    CLEANUP(answer_free) struct answer answer = {0};

    card_put(answer_object(&answer), c);
    return answer_give(&answer);
}

/* An answer of one member. */
static int word_give(const char *name, const char *word)
{
    CLEANUP(answer_free) struct answer answer = {0};

    json_put_text(answer_object(&answer), name, word);
    return answer_give(&answer);
}

static int card_show(const struct card *c, bool json)
{
    char day[DATE_TEXT];

    if (json)
        return card_give(c);
    printf("card %s, good until %s:%s%s%s\n", c->number, date_format(c->exp_day, day),
           c->services & SERVICE_TRANSPORT ? " transport" : "",
           c->services & SERVICE_DOCUMENTS ? " documents" : "",
           c->services & SERVICE_KINDERGARTEN ? " kindergarten" : "");
    return answer_end(EX_OK);
}

/* "transport,documents" */
static int services_read(const char *text, unsigned *ret)
{
    enum card_service one;
    unsigned all = 0;
    char name[24];
    size_t n;

    for (;; text += n + 1) {
        n = strcspn(text, ",");
        snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : sizeof name - 1), text);
        if (!card_service_parse(name, &one))
            return command_usage(&COMMAND_CARD,
                                 "--services is a list of transport, documents, kindergarten, with commas");
        all |= one;
        if (!text[n])
            break;
    }
    *ret = all;
    return EX_OK;
}

struct issue_call {
    const char *data, *services, *reason;
    bool all, json, no_hint;
    struct card_new new;
};

static int issue_read(int argc, char **argv, struct issue_call *c)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"person", .number = &c->new.person},
                                          {"case", .number = &c->new.case_id},
                                          {"services", .text = &c->services},
                                          {"reason", .text = &c->reason},
                                          {"no-hint", .flag = &c->no_hint},
                                          {"all", .flag = &c->all},
                                          {"json", .flag = &c->json},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_CARD, argc, argv, options, &operands)))
        return code;
    c->new.no_hint = c->no_hint;
    if (operands.count || !c->services)
        return command_usage(&COMMAND_CARD, "issue needs --services, and --person with --case or --all");
    /* --no-hint is the wish of one holder; whoever issues for all has asked none of them. */
    if (c->all ? c->new.person || c->new.case_id || c->no_hint : !c->new.person || !c->new.case_id)
        return command_usage(&COMMAND_CARD, "issue takes either --all or --person with --case");
    return services_read(c->services, &c->new.services);
}

static void issue_progress(void *context, size_t done, size_t total)
{
    progress_show(context, done, total);
}

static int issued_show(size_t count, bool json)
{
    CLEANUP(answer_free) struct answer answer = {0};

    if (json) {
        json_put_int(answer_object(&answer), "issued", (int64_t)count);
        return answer_give(&answer);
    }
    printf("%zu cards issued\n", count);
    return answer_end(EX_OK);
}

static int issue_all(struct work *w, const struct issue_call *c)
{
    struct progress progress = {.what = "persons"};
    size_t count;
    int code = outcome(w, card_issue_missing(w, c->new.services, issue_progress, &progress, &count));

    progress_end(&progress);
    return code ? code : issued_show(count, c->json);
}

static int issue(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct issue_call c = {.data = DATA_DEFAULT};
    struct card card;
    int code;

    if ((code = issue_read(argc, argv, &c)) || (code = opened_open(c.data, &o)))
        return code;
    /* For the log: a sealed file is not opened without it. */
    o.work.why = c.reason;
    if (c.all)
        return issue_all(&o.work, &c);
    if ((code = outcome(&o.work, card_issue(&o.work, &c.new, &card))))
        return code;
    warnings_show(&o.work);
    return card_show(&card, c.json);
}

/* By the given name, else by the ending of the file's name. */
static bool format_parse(const char *name, const char *file, enum card_format *ret)
{
    static const char *const NAMES[] = {[CARD_SVG] = "svg", [CARD_PNG] = "png", [CARD_PDF] = "pdf"};
    const char *dot = strrchr(file, '.');

    if (!name && dot)
        name = dot + 1;
    for (size_t i = 0; name && i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (!strcmp(name, NAMES[i])) {
            *ret = (enum card_format)i;
            return true;
        }
    }
    return false;
}

static int draw(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    /* Wiped: the picture is the card. */
    CLEANUP(buf_wipe) struct buf picture = {0};
    const char *data = DATA_DEFAULT, *format_name = NULL, *out = NULL, *reason = NULL;
    bool back = false;
    const struct call_option options[] = {{"data", .text = &data}, {"format", .text = &format_name},
                                          {"out", .text = &out},   {"reason", .text = &reason},
                                          {"back", .flag = &back}, {0}};
    struct operands operands;
    enum card_format format;
    int code;

    if ((code = call_read(&COMMAND_CARD, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1 || !out)
        return command_usage(&COMMAND_CARD, "draw takes one card number and --out FILE");
    if (!format_parse(format_name, out, &format))
        return command_usage(&COMMAND_CARD, "--format is one of svg, png, pdf");
    if ((code = opened_open(data, &o)))
        return code;
    o.work.why = reason;
    if (card_font_require()) {
        fputs("besa: there is no font to draw a card with: apt install fonts-dejavu-core (no_font)\n",
              stderr);
        return EX_UNAVAILABLE;
    }
    if ((code = outcome(&o.work, card_print(&o.work, operands.at[0], format, back, &picture))))
        return code;
    /* The drawing is logged as made even if the file then fails: somebody may have it. */
    return out_file_write(out, &picture);
}

struct end_call {
    const char *data, *why, *reason, *number;
    bool json;
};

static int end_read(int argc, char **argv, struct end_call *c, struct opened *ret)
{
    const struct call_option options[] = {
        {"data", .text = &c->data},
        {"reason", .text = &c->reason},
        {"json", .flag = &c->json},
        {"why", .text = &c->why},
        {0},
    };
    struct operands operands;
    int code;

    c->data = DATA_DEFAULT;
    if ((code = call_read(&COMMAND_CARD, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_CARD, "%s takes one card number", argv[0]);
    /* The other verbs know why they end a card; a word besides would contradict them. */
    if (c->why && strcmp(argv[0], "revoke") != 0)
        return command_usage(&COMMAND_CARD, "--why belongs to revoke");
    c->number = operands.at[0];
    if ((code = opened_open(c->data, ret)))
        return code;
    ret->work.why = c->reason;
    return EX_OK;
}

static int withdraw(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    enum card_end why = CARD_REVOKED;
    struct end_call c = {0};
    int code;

    if ((code = end_read(argc, argv, &c, &o)))
        return code;
    /* The register gives other reasons of its own; nobody may claim those. */
    if (c.why && (!card_end_parse(c.why, &why) || (why != CARD_REVOKED && why != CARD_LOST)))
        return command_usage(&COMMAND_CARD, "--why is revoked or lost");
    if ((code = outcome(&o.work, card_revoke(&o.work, c.number, why))))
        return code;
    if (c.json)
        return word_give("revoked", card_end_name(why));
    printf("the card is revoked (%s)\n", card_end_name(why));
    return answer_end(EX_OK);
}

static int replace(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct end_call c = {0};
    struct card card;
    int code;

    if ((code = end_read(argc, argv, &c, &o)) ||
        (code = outcome(&o.work, card_replace(&o.work, c.number, &card))))
        return code;
    warnings_show(&o.work);
    return card_show(&card, c.json);
}

static int compromised(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct end_call c = {0};
    struct card card;
    int code;

    if ((code = end_read(argc, argv, &c, &o)) ||
        (code = outcome(&o.work, card_compromised(&o.work, c.number, &card))))
        return code;
    warnings_show(&o.work);
    /* Whoever got at the card may have got at her telephone, too. */
    fputs("besa: note: the safe channel is marked unsafe until somebody confirms it\n", stderr);
    if (card.id)
        return card_show(&card, c.json);
    if (c.json)
        return word_give("number", NULL);
    puts("the card is revoked; there is no new one");
    return answer_end(EX_OK);
}

static int cards_give(const struct card *cards, size_t count)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_list(j, "cards");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        card_put(j, &cards[i]);
        json_put_text(j, "revoked", cards[i].revoked_why);
        json_put_end(j);
    }
    json_put_end(j);
    return answer_give(&answer);
}

struct list_call {
    const char *data, *reason;
    int64_t person;
    bool json;
};

static int list_read(int argc, char **argv, struct list_call *c)
{
    const struct call_option options[] = {{"data", .text = &c->data},
                                          {"person", .number = &c->person},
                                          {"reason", .text = &c->reason},
                                          {"json", .flag = &c->json},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_CARD, argc, argv, options, &operands)))
        return code;
    return operands.count || !c->person ? command_usage(&COMMAND_CARD, "list needs --person") : EX_OK;
}

/* The newest first. */
static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct list_call c = {.data = DATA_DEFAULT};
    struct card *cards;
    char day[DATE_TEXT];
    size_t count;
    int code;

    if ((code = list_read(argc, argv, &c)) || (code = opened_open(c.data, &o)))
        return code;
    o.work.why = c.reason;
    if ((code = outcome(&o.work, card_list(&o.work, c.person, &cards, &count))))
        return code;
    if (c.json)
        return cards_give(cards, count);
    for (size_t i = 0; i < count; i++)
        printf("card %s, good until %s%s%s\n", cards[i].number, date_format(cards[i].exp_day, day),
               cards[i].revoked_why ? ", ended: " : "", cards[i].revoked_why ? cards[i].revoked_why : "");
    return answer_end(EX_OK);
}

static int inspect_perform(int argc, char **argv)
{
    return card_inspect(&COMMAND_CARD, argc, argv);
}

static const struct verb VERBS[] = {
    {"issue", issue},
    {"list", list},
    {"draw", draw},
    {"revoke", withdraw},
    {"replace", replace},
    {"compromised", compromised},
    {"inspect", inspect_perform},
    {0},
};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_CARD, VERBS, argc, argv);
}

const struct command COMMAND_CARD = {
    .name = "card",
    .summary = "cards: issue, list, draw, revoke, replace, compromised, inspect",
    .help =
        "Usage: besa card issue --person ID --case ID --services LIST [--no-hint] [--json]\n"
        "       besa card issue --all --services LIST [--json]\n"
        "       besa card list --person ID [--json]\n"
        "       besa card draw NUMBER --out FILE [--format svg|png|pdf] [--back]\n"
        "       besa card revoke NUMBER [--why revoked|lost] [--json]\n"
        "       besa card replace|compromised NUMBER [--json]\n"
        "       besa card inspect TEXT [--key PUB.pem] [--json]\n"
        "\n"
        "LIST is transport, documents, kindergarten, with commas. --all issues one card to everybody who "
        "has\n"
        "none that is still good, for those of the services that they are entitled to.\n"
        "draw writes the file in one step, mode 0600; --out - is standard output. With --back a picture is\n"
        "the back of the card, and a PDF has both sides.\n"
        "compromised revokes, issues anew and marks the holder's safe channel unsafe.\n"
        "\n"
        "inspect explains the text of a card, claim by claim, and says where and why it fails; TEXT - reads "
        "it\n"
        "from standard input, where others do not see it in the list of processes. The signature is held\n"
        "against the register's keys, or --key; a register is not needed. Exit code 0: good; 1: not. "
        "Whether\n"
        "a good card was revoked since, its status list says.\n"
        "\n"
        "  --reason TEXT         why a sealed file is opened; it is logged\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa card issue --person 7 --case 3 --services transport,documents\n"
        "  besa card draw ABCD-EFGH-IJKL-MNOP --out card.pdf\n"
        "  zbarimg --quiet --raw card.png | besa card inspect -\n",
    .perform = perform,
};
