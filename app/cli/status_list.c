/* `besa status-list`: what a status list says, the register's own or any other (Token Status List of the
 * IETF, CWT form). It checks no signature: that is what `besa cose verify` is for. */
#include "cli/status_list.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/octets.h"
#include "cli/opened.h"
#include "crypto/digest.h"
#include "domain/card/status.h"
#include "token/status_list.h"

#define TOKEN_MAX    ((size_t)1 << 20) /* bytes; a list of the register has far fewer */
#define UNPACKED_MAX ((size_t)1 << 20) /* bytes: a small token may unpack to a gigabyte */

struct list {
    struct buf bytes; /* unpacked */
    unsigned bits;
    bool signed_token; /* else a bare map of bits and lst */
    struct status_list_token token;
};

static void list_free(struct list *l)
{
    buf_free(&l->bytes);
}

static size_t list_entries(const struct list *l)
{
    return l->bytes.len * 8 / l->bits;
}

static unsigned list_at(const struct list *l, size_t index)
{
    return status_get((const uint8_t *)l->bytes.data, l->bits, index);
}

static size_t list_count(const struct list *l)
{
    size_t count = 0;

    for (size_t i = 0; i < list_entries(l); i++)
        count += list_at(l, i) != 0;
    return count;
}

/* {"0": 1, "1993": 2}: the entries that are not 0, in the form in which the IETF draft writes its examples.
 */
static void nonzero_put(struct json_writer *j, const struct list *l)
{
    /* Large enough for a size_t. */
    char key[24];

    json_put_object(j, "nonzero");
    for (size_t i = 0; i < list_entries(l); i++) {
        if (!list_at(l, i))
            continue;
        snprintf(key, sizeof key, "%zu", i);
        json_put_int(j, key, list_at(l, i));
    }
    json_put_end(j);
}

static int list_give(const struct list *l)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_int(j, "bits", l->bits);
    json_put_int(j, "entries", (int64_t)list_entries(l));
    json_put_int(j, "count", (int64_t)list_count(l));
    nonzero_put(j, l);
    if (l->signed_token) {
        json_put_text(j, "uri", l->token.uri);
        json_put_instant(j, "signed_at", l->token.iat);
        json_put_instant(j, "expires_at", l->token.exp);
        json_put_int(j, "ttl", l->token.ttl);
    }
    return answer_give(&answer);
}

static int list_print(const struct list *l)
{
    char text[INSTANT_TEXT];
    size_t count = 0;

    if (l->signed_token) {
        printf("uri        %s\nsigned     %s\n", l->token.uri, instant_format(l->token.iat, text));
        printf("expires    %s, to be fetched again after %" PRId64 " s\n",
               l->token.exp ? instant_format(l->token.exp, text) : "never", l->token.ttl);
    }
    printf("entries    %zu of %u bit\nnot 0     ", list_entries(l), l->bits);
    for (size_t i = 0; i < list_entries(l); i++) {
        if (!list_at(l, i))
            continue;
        printf(l->bits > 1 ? " %zu=%u" : " %zu", i, list_at(l, i));
        count++;
    }
    printf("%s\ncount      %zu\n", count ? "" : " none", count);
    return answer_end(EX_OK);
}

static err list_read(const struct buf *token, enum cose_rules rules, struct list *ret,
                     const char **ret_reason)
{
    const uint8_t *bytes = (const uint8_t *)(token->data ? token->data : "");
    struct cose_sign1 cose;
    err e;

    *ret_reason = "not a status list";
    /* A signed token begins with a tag or an array, the bare list with a map. */
    if (token->len && bytes[0] >> 5 == CBOR_MAP)
        return status_list_decode(bytes, token->len, UNPACKED_MAX, &ret->bits, &ret->bytes);
    /* Our own lists must be written the way we write them; foreign ones may take any form that the draft
     * allows. */
    if ((e = cose_parse(bytes, token->len, rules, &cose, ret_reason)))
        return e;
    *ret_reason = "signed, but what is signed is no status list";
    if ((e = status_list_parse(bytes, token->len, rules, &ret->token, &cose, &ret->bytes)))
        return e;
    ret->bits = ret->token.bits;
    ret->signed_token = true;
    return OK;
}

static int show(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(list_free) struct list l = {0};
    const char *data = DATA_DEFAULT, *reason;
    bool json = false, prolonged = false;
    const struct call_option options[] = {
        {"data", .text = &data}, {"json", .flag = &json}, {"prolonged", .flag = &prolonged}, {0}};
    struct operands operands;
    int64_t number, signed_at;
    int code;
    err e;

    if ((code = call_read(&COMMAND_STATUS_LIST, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_STATUS_LIST, "show takes the number of one list");
    if ((code = call_number(&COMMAND_STATUS_LIST, "the list", operands.at[0], &number)) ||
        (code = opened_open(data, &o)))
        return code;
    if ((e = status_token(&o.work, number, prolonged ? STATUS_PROLONGED : STATUS_REVOKED, &token,
                          &signed_at)) == ERR_ABSENT)
        e = refuse(&o.work, e, "no_list", "", "The register has no such list.");
    if ((code = outcome(&o.work, e)))
        return code;
    if (list_read(&token, COSE_OURS, &l, &reason)) {
        fprintf(stderr, "besa: list %" PRId64 " in the database: %s\n", number, reason);
        return EX_DATAERR;
    }
    return json ? list_give(&l) : list_print(&l);
}

static int decode(int argc, char **argv)
{
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(list_free) struct list l = {0};
    const char *reason;
    bool hex = false, json = false;
    const struct call_option options[] = {{"hex", .flag = &hex}, {"json", .flag = &json}, {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_STATUS_LIST, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_STATUS_LIST, "decode takes one FILE (- is standard input)");
    if ((code = octets_read(operands.at[0], hex, TOKEN_MAX, &token)))
        return code;
    if (list_read(&token, COSE_ANY, &l, &reason)) {
        fprintf(stderr, "besa: %s\n", reason);
        return EX_DATAERR;
    }
    return json ? list_give(&l) : list_print(&l);
}

/* "1993=2", or "1993" for 1. */
static int entry_set(const char *text, unsigned bits, size_t entries, uint8_t *list)
{
    char index_text[24];
    size_t n = strcspn(text, "=");
    int64_t index = 0, value = 1;
    int code;

    snprintf(index_text, sizeof index_text, "%.*s", (int)(n < sizeof index_text ? n : 23), text);
    /* call_number takes 1 and up, and an index begins at 0. */
    if (strcmp(index_text, "0") != 0 &&
        (code = call_number(&COMMAND_STATUS_LIST, "an index", index_text, &index)))
        return code;
    if (text[n] && (code = call_number(&COMMAND_STATUS_LIST, "a status", text + n + 1, &value)))
        return code;
    if ((uint64_t)index >= entries || value >= INT64_C(1) << bits)
        return command_usage(&COMMAND_STATUS_LIST, "an entry or a status beyond the list: %.40s", text);
    status_set(list, bits, (size_t)index, (unsigned)value);
    return EX_OK;
}

static int encoded_print(const uint8_t *list, size_t n, unsigned bits)
{
    CLEANUP(buf_free) struct buf cbor = {0};
    err e = status_list_encode(list, n, bits, &cbor);

    if (e)
        return outcome(&(struct work){0}, e);
    for (size_t i = 0; i < cbor.len; i++)
        printf("%02x", (unsigned char)cbor.data[i]);
    putchar('\n');
    return answer_end(EX_OK);
}

static void bytes_free(uint8_t **bytes)
{
    free(*bytes);
}

static int encode(int argc, char **argv)
{
    CLEANUP(bytes_free) uint8_t *list = NULL;
    int64_t bits = 1, entries = STATUS_LIST_ENTRIES;
    const struct call_option options[] = {{"bits", .number = &bits}, {"entries", .number = &entries}, {0}};
    struct operands operands;
    size_t n;
    int code;

    if ((code = call_read(&COMMAND_STATUS_LIST, argc, argv, options, &operands)))
        return code;
    if ((bits != 1 && bits != 2 && bits != 4 && bits != 8) || entries > (int64_t)UNPACKED_MAX ||
        entries * bits % 8)
        return command_usage(&COMMAND_STATUS_LIST, "--bits is 1, 2, 4 or 8; --entries fill whole bytes");
    n = (size_t)(entries * bits / 8);
    if (!(list = calloc(1, n)))
        return EX_OSERR;
    for (int i = 0; i < operands.count; i++)
        if ((code = entry_set(operands.at[i], (unsigned)bits, (size_t)entries, list)))
            return code;
    return encoded_print(list, n, (unsigned)bits);
}

static int sign(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    const struct call_option options[] = {{"data", .text = &data}, {0}};
    struct operands operands;
    int64_t *lists;
    size_t count;
    int code;

    if ((code = call_read(&COMMAND_STATUS_LIST, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_STATUS_LIST, "sign takes no operand: it signs all lists");
    if ((code = opened_open(data, &o)) || (code = outcome(&o.work, status_sign(&o.work, 0))) ||
        (code = outcome(&o.work, status_lists(&o.work, &lists, &count))))
        return code;
    printf("%zu status lists signed\n", count);
    return answer_end(EX_OK);
}

static const struct verb VERBS[] = {
    {"show", show}, {"decode", decode}, {"encode", encode}, {"sign", sign}, {0}};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_STATUS_LIST, VERBS, argc, argv);
}

const struct command COMMAND_STATUS_LIST = {
    .name = "status-list",
    .summary = "status lists: show, decode, encode, sign",
    .help =
        "Usage: besa status-list show N [--prolonged] [--json]\n"
        "       besa status-list decode FILE [--hex] [--json]\n"
        "       besa status-list encode [--bits 1|2|4|8] [--entries N] [INDEX[=STATUS] ...]\n"
        "       besa status-list sign\n"
        "\n"
        "show prints list N of the register: address, when it was signed, which indices are set; "
        "--prolonged\n"
        "the list beside it, of cards that go on beyond their printed day. decode does\n"
        "the same for any list (Token Status List, CWT form): a signed token, whose signature it does not\n"
        "check (see `besa cose verify`), or the bare map of bits and lst; FILE - is standard input. encode\n"
        "prints that map in hex. sign signs all lists of the register now.\n"
        "\n"
        "  --hex                 FILE is written in hex\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa status-list show 1\n"
        "  curl -s https://karta.example.al/status/1 | besa status-list decode -\n"
        "  besa status-list encode --bits 1 --entries 16 0 3 4 5 7 8 9 13 15\n",
    .perform = perform,
};
