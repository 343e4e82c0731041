/* A card's text told in words, and as JSON. Told are the claims as they stand in it, even when the signature
 * fails: the verdict says whether to believe them. */
#include "cli/card_explain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "crypto/digest.h"
#include "crypto/signature.h"

static const struct {
    enum card_service bit;
    const char *name, *albanian, *english;
} SERVICE_LINES[] = {
    {SERVICE_TRANSPORT, "transport", "Transport publik", "public transport"},
    {SERVICE_DOCUMENTS, "documents", "Dokumente dhe vërtetime", "documents and certificates"},
    {SERVICE_KINDERGARTEN, "kindergarten", "Çerdhe dhe kopsht", "crèche and kindergarten"},
};
#define SERVICE_COUNT (sizeof SERVICE_LINES / sizeof SERVICE_LINES[0])
#define SERVICE_KNOWN (SERVICE_TRANSPORT | SERVICE_DOCUMENTS | SERVICE_KINDERGARTEN)

static const struct {
    const char *code, *text;
} SIGNATURES[] = {
    [SIGNATURE_UNREAD] = {"unread", "was not reached"},
    [SIGNATURE_NO_KEY] = {"no_key", "not checked: no register here; give --key PUB.pem or --data DIR"},
    [SIGNATURE_UNKNOWN] = {"unknown_key", "not by a key that is known here: a card of another issuer"},
    [SIGNATURE_FAILS] = {"fails", "DOES NOT HOLD: forged or altered"},
    [SIGNATURE_HOLDS] = {"holds", "holds"},
};

static const struct {
    const char *code, *text;
} TIMES[] = {
    [TIME_UNKNOWN] = {"unknown", "cannot be told"},
    [TIME_GOOD] = {"good", "within its dates"},
    [TIME_EARLY] = {"not_yet", "NOT YET: its first day is still to come"},
    [TIME_EXPIRED] = {"expired", "EXPIRED"},
};

static const char *const STAGES[][2] = {
    {"text", "the text is none of a card"},
    {"cose", "the signed envelope (COSE_Sign1) is not one of ours"},
    {"claims", "the claims are not those of a card"},
};

/* The last good day: exp is the first second on which the card is no longer good. */
static date last_day(int64_t exp)
{
    return instant_date(exp - 1);
}

static void row(const char *name, const char *value)
{
    printf("%-14s %s\n", name, value);
}

static void services_print(unsigned mask)
{
    const char *name = "services";

    for (size_t i = 0; i < SERVICE_COUNT; i++) {
        if (!(mask & SERVICE_LINES[i].bit))
            continue;
        printf("%-14s %s (%s)\n", name, SERVICE_LINES[i].albanian, SERVICE_LINES[i].english);
        name = "";
    }
    /* A later program may know more services; an old one must not hide that a card grants them. */
    if (mask & ~(unsigned)SERVICE_KNOWN)
        printf("%-14s others, not known to this program (mask %u)\n", name, mask);
    else if (!mask)
        printf("%-14s none\n", name);
}

static void claims_print(const struct card_token *c)
{
    char number[CARD_NUMBER_TEXT], day[DATE_TEXT], at[INSTANT_TEXT];

    row("number", card_number_format(c->cti, number));
    services_print(c->services);
    printf("%-14s %s is the last good day; no longer from %s on\n", "valid until",
           date_format(last_day(c->exp), day), instant_format(c->exp, at));
    if (c->nbf)
        printf("%-14s %s is the first good day; from %s on\n", "valid from",
               date_format(instant_date(c->nbf), day), instant_format(c->nbf, at));
    else
        row("valid from", "not said: from its issue on");
    row("hint", c->hint[0] ? c->hint : "none");
    printf("%-14s %s, index %" PRIu32 "\n", "status list", c->list_uri, c->list_index);
}

static void kid_format(const struct inspection *i, char ret[2 * KID_SIZE + 1])
{
    ret[0] = '\0';
    if (i->cose.kid.size == KID_SIZE)
        digest_hex(i->cose.kid.data, KID_SIZE, ret);
}

static void verdict_print(const struct inspection *i)
{
    if (i->good)
        puts("\nGood. Whether it was revoked since, its status list says.");
    else if (i->stage)
        puts("\nNot good: it cannot be read as a card.");
    else if (i->signature != SIGNATURE_HOLDS)
        puts("\nNot good: the signature does not vouch for it.");
    else
        puts("\nNot good today.");
}

static void stage_print(const struct inspection *i)
{
    for (size_t s = 0; s < sizeof STAGES / sizeof STAGES[0]; s++)
        if (!strcmp(i->stage, STAGES[s][0]))
            printf("%-14s %s: %s\n", "decoding stops", STAGES[s][1], i->reason);
}

int inspection_print(const struct inspection *i)
{
    char kid[2 * KID_SIZE + 1];

    kid_format(i, kid);
    if (i->has_claims)
        claims_print(&i->card);
    if (kid[0])
        row("key id", kid);
    printf("%-14s text %zu characters, COSE_Sign1 %zu bytes, claims %zu bytes\n", "sizes", i->text_size,
           i->cose_size, i->cose.payload.size);
    if (i->form_known)
        printf("%-14s %s%s\n", "canonical", i->not_canonical ? "no: " : "yes",
               i->not_canonical ? i->not_canonical : "");
    if (i->stage)
        stage_print(i);
    row("signature", SIGNATURES[i->signature].text);
    if (i->has_claims)
        row("today", TIMES[i->time].text);
    verdict_print(i);
    return answer_end(EX_OK);
}

static void claims_put(struct json_writer *j, const struct card_token *c)
{
    char number[CARD_NUMBER_TEXT];

    json_put_object(j, "claims");
    json_put_text(j, "number", card_number_format(c->cti, number));
    json_put_list(j, "services");
    for (size_t i = 0; i < SERVICE_COUNT; i++)
        if (c->services & SERVICE_LINES[i].bit)
            json_put_text(j, NULL, SERVICE_LINES[i].name);
    json_put_end(j);
    /* Besides the words, for bits that have none yet. */
    json_put_int(j, "services_mask", c->services);
    json_put_date(j, "until", last_day(c->exp));
    json_put_instant(j, "exp", c->exp);
    json_put_instant(j, "nbf", c->nbf);
    json_put_text(j, "hint", c->hint);
    json_put_object(j, "status");
    json_put_text(j, "uri", c->list_uri);
    json_put_int(j, "index", c->list_index);
    json_put_end(j);
    json_put_end(j);
}

static void form_put(struct json_writer *j, const struct inspection *i)
{
    if (i->form_known)
        json_put_bool(j, "canonical", !i->not_canonical);
    else
        json_put_null(j, "canonical");
    json_put_text(j, "not_canonical", i->not_canonical);
}

int inspection_give(const struct inspection *i)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    char kid[2 * KID_SIZE + 1];

    kid_format(i, kid);
    json_put_bool(j, "good", i->good);
    json_put_text(j, "stopped_at", i->stage);
    json_put_text(j, "reason", i->stage ? i->reason : NULL);
    if (i->has_claims)
        claims_put(j, &i->card);
    else
        json_put_null(j, "claims");
    json_put_text(j, "signature", SIGNATURES[i->signature].code);
    json_put_text(j, "time", TIMES[i->time].code);
    form_put(j, i);
    json_put_text(j, "kid", kid);
    json_put_object(j, "sizes");
    json_put_int(j, "text", (int64_t)i->text_size);
    json_put_int(j, "cose", (int64_t)i->cose_size);
    json_put_int(j, "claims", (int64_t)i->cose.payload.size);
    json_put_end(j);
    return answer_give(&answer);
}
