/* `besa key`. A rotation needs the register for itself: a process that holds the old keys would seal or look
 * up by them. */
#include "cli/key.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/key_status.h"
#include "domain/upkeep/rotation.h"

static void told_print(const struct key_told *t)
{
    char name[KEY_NAME_TEXT], since[DATE_TEXT], until[DATE_TEXT];

    key_file_name(t->kind, t->number, name);
    date_format(instant_date(t->since), since);
    switch (t->state) {
    case KEY_USED:
        printf("%-14s in use since %s%s\n", name, since, t->due ? ": time to change it" : "");
        return;
    case KEY_PUBLISHED:
        printf("%-14s published since %s, signs with `besa key rotate --issuer` from %s on\n", name, since,
               date_format(date_add_days(instant_date(t->since), ISSUER_NOTICE_DAYS), until));
        return;
    case KEY_OLD:
        if (t->needed_until)
            printf("%-14s old, published: its last card expires on %s; the log is verified by it for ever\n",
                   name, date_format(instant_date(t->needed_until), until));
        else
            printf("%-14s old, and still needed: a rotation was cut off, call it again\n", name);
        return;
    case KEY_OVER:
        printf("%-14s nothing needs it any more: its file may be destroyed\n", name);
        return;
    }
}

static void report_put(struct json_writer *j, const struct key_report *r)
{
    char name[KEY_NAME_TEXT];

    json_put_list(j, "keys");
    for (size_t i = 0; i < r->count; i++) {
        const struct key_told *t = &r->at[i];

        key_file_name(t->kind, t->number, name);
        json_put_object(j, NULL);
        json_put_text(j, "file", name);
        json_put_text(j, "kind", key_kind_name(t->kind));
        json_put_int(j, "number", t->number);
        json_put_text(j, "state", key_state_name(t->state));
        json_put_instant(j, "since", t->since);
        json_put_bool(j, "due", t->due);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_int(j, "data_keys", r->data_keys);
    json_put_int(j, "destroyed", r->destroyed);
    json_put_int(j, "seals_most", r->seals_most);
}

static int status(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(answer_free) struct answer answer = {0};
    const char *data = DATA_DEFAULT;
    struct key_report r;
    char dir[4096];
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data}, {"json", .flag = &json}, {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_KEY, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_KEY, "status takes no operand");
    if ((code = opened_open(data, &o)))
        return code;
    data_keys(data, dir, sizeof dir);
    if ((code = outcome(&o.work, key_status(&o.work, dir, &r))))
        return code;
    if (json) {
        report_put(answer_object(&answer), &r);
        return answer_give(&answer);
    }
    for (size_t i = 0; i < r.count; i++)
        told_print(&r.at[i]);
    printf("data keys: %" PRId64 ", destroyed: %" PRId64 "; most values sealed with one key: %" PRId64 "\n",
           r.data_keys, r.destroyed, r.seals_most);
    return answer_end(EX_OK);
}

struct choice {
    bool master, blind, hint, issuer;
};

static void over_print(enum key_kind kind, const char *dir, const struct rotation *r)
{
    char name[KEY_NAME_TEXT];

    key_file_name(kind, r->over, name);
    printf("nothing needs %s/%s any more: destroy it, and its copies%s\n", dir, name,
           kind == KEY_FILE_SEAL   ? ", when no copy of keys.db from before today is kept"
           : kind == KEY_FILE_HINT ? ", that in check/keys too"
                                   : "");
}

static int master_rotate(struct opened *o, const char *dir)
{
    struct rotation r;
    int code = outcome(&o->work, rotation_master(&o->work, dir, &o->next_keys, &r));

    if (code)
        return code;
    printf("master key %d: %" PRId64 " data keys are under it\n", r.number, r.rows);
    over_print(KEY_FILE_SEAL, dir, &r);
    return EX_OK;
}

static int blind_rotate(struct opened *o, const char *dir)
{
    struct rotation r;
    int code = outcome(&o->work, rotation_blind(&o->work, dir, &r));

    if (code)
        return code;
    printf("key of look-ups %d: %" PRId64 " rows are found by it\n", r.number, r.rows);
    over_print(KEY_FILE_BLIND, dir, &r);
    return EX_OK;
}

static int issuer_rotate(struct opened *o, const char *data, const char *dir)
{
    struct rotation r;
    char day[DATE_TEXT];
    int code;

    if ((code = outcome(&o->work, rotation_issuer(&o->work, dir, &r))) ||
        (code = outcome(&o->work, opened_tell(data, o, o->keys))))
        return code;
    if (r.signs_on != DATE_NONE) {
        printf("key %d of the issuer is published; call this again from %s on, and it signs\n", r.number,
               date_format(r.signs_on, day));
        return EX_OK;
    }
    printf("key %d of the issuer signs from now on; the old public half stays published\n", r.number);
    over_print(KEY_FILE_ISSUER, dir, &r);
    return EX_OK;
}

/* check.db has hints by the old key until it is told anew; whoever serves the doors needs the new key file
 * first. */
static int hint_rotate(struct opened *o, const char *data, const char *dir)
{
    struct rotation r;
    int code = outcome(&o->work, rotation_hint(&o->work, dir, &o->next_keys, &r));

    if (code)
        return code;
    if ((code = outcome(&o->work, opened_tell(data, o, o->next_keys))))
        return code;
    printf("key of hints %d: check.db is told anew by it\n", r.number);
    over_print(KEY_FILE_HINT, dir, &r);
    return EX_OK;
}

static int rotate(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    struct choice c = {0};
    char dir[4096];
    const struct call_option options[] = {{"data", .text = &data},       {"master", .flag = &c.master},
                                          {"blind", .flag = &c.blind},   {"hint", .flag = &c.hint},
                                          {"issuer", .flag = &c.issuer}, {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_KEY, argc, argv, options, &operands)))
        return code;
    if (operands.count || c.master + c.blind + c.hint + c.issuer != 1)
        return command_usage(&COMMAND_KEY, "rotate takes one of --master, --issuer, --hint and --blind");
    if ((code = opened_open_alone(data, &o)))
        return code;
    data_keys(data, dir, sizeof dir);
    code = c.master  ? master_rotate(&o, dir)
           : c.blind ? blind_rotate(&o, dir)
           : c.hint  ? hint_rotate(&o, data, dir)
                     : issuer_rotate(&o, data, dir);
    return code ? code : answer_end(EX_OK);
}

static const struct verb VERBS[] = {{"status", status}, {"rotate", rotate}, {0}};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_KEY, VERBS, argc, argv);
}

const struct command COMMAND_KEY = {
    .name = "key",
    .summary = "the keys: which are in use, and new ones in their place",
    .help = "Usage: besa key status [--json]\n"
            "       besa key rotate --master | --issuer | --hint | --blind\n"
            "\n"
            "A rotation makes a new key, puts in order what goes by the old one, and says when the file of "
            "the old key\n"
            "may be destroyed. Cut off at any moment, it is ended by calling it again. Stop `besa serve` "
            "first: it holds\n"
            "the old keys.\n"
            "\n"
            "  --master     all data keys under a new master key: when somebody may have copied seal-N.key\n"
            "  --blind      all look-ups by a new key: when somebody may have copied blind-N.key\n"
            "  --hint       all hints on checkers' screens by a new key; copy it to where checks are served\n"
            "  --issuer     the first call publishes a new key; a second one, eight days later or more, "
            "signs with it\n"
            "  --data DIR   the register (default: var)\n"
            "  --json       for programs\n"
            "\n"
            "Examples:\n"
            "  besa key status\n"
            "  systemctl stop besa && besa key rotate --master && systemctl start besa\n",
    .perform = perform,
};
