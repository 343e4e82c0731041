/* `besa card inspect`: decodes a card step by step and says where that stops. It needs no register; with one,
 * the signature is held against the register's keys, old ones included. */
#include "cli/card_inspect.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/card_explain.h"
#include "cli/opened.h"
#include "domain/card/issuer.h"
#include "token/base32.h"

#define INPUT_MAX ((size_t)1 << 20)
#define CACHE_KIB 512 /* one key is looked up */
#define NOT_GOOD  1   /* apart from the codes of sysexits.h, which say that nothing could be judged */

struct keys {
    struct verifier *given; /* --key */
    struct keyring *ring;   /* of the register */
    struct db *db;          /* knows the keys of before */
    struct verifier *remembered;
};

static void keys_free(struct keys *k)
{
    verifier_free(&k->given);
    verifier_free(&k->remembered);
    keyring_free(&k->ring);
    db_close(&k->db);
}

static int key_given(const char *path, struct keys *k)
{
    err e = verifier_read(path, &k->given);

    if (!e)
        return EX_OK;
    fprintf(stderr, "besa: %s: %s\n", path,
            e == ERR_INPUT ? "not a public key on P-256" : "the key cannot be read");
    return e == ERR_INPUT ? EX_DATAERR : EX_NOINPUT;
}

/* data NULL: the default place, if a register stands there. Only public keys are used. */
static int keys_find(const char *data, struct keys *k)
{
    const char *dir = data ? data : DATA_DEFAULT;
    char path[4096];
    err e;

    data_keys(dir, path, sizeof path);
    /* Where no register was named, its keys are a help and no condition: this command also runs at a desk
     * that has none. */
    if ((e = keyring_open(path, KEYRING_CHECK, NULL, NULL, &k->ring))) {
        if (!data && e == ERR_ABSENT)
            return EX_OK;
        fprintf(stderr, "besa: the keys in %s cannot be read (%s)\n", path, err_name(e));
        return data ? EX_NOINPUT : EX_OK;
    }
    data_database(dir, path, sizeof path);
    e = db_open(path, DB_READ, CACHE_KIB, &k->db);
    return e == OK || e == ERR_ABSENT ? EX_OK : EX_NOINPUT;
}

/* *ret NULL: no key of that id. */
static err key_for(struct keys *k, const struct slice *kid, const struct verifier **ret)
{
    struct work w = {.db = k->db, .keys = k->ring};
    err e;

    *ret = NULL;
    if (k->given && kid->size == KID_SIZE && !memcmp(verifier_kid(k->given), kid->data, KID_SIZE))
        *ret = k->given;
    /* With --key the question is whether that key signed it, and no other may answer. */
    if (k->given || !k->ring)
        return OK;
    /* Keys that were replaced stand in the database only, and cards signed with them are good until they
     * end. */
    if ((*ret = keyring_verifier_by_kid(k->ring, kid->data, kid->size)) || !k->db)
        return OK;
    if ((e = issuer_key_remembered(&w, kid->data, kid->size, &k->remembered)))
        return e;
    *ret = k->remembered;
    return OK;
}

static err signature_check(struct keys *k, struct inspection *i)
{
    const struct verifier *key;
    err e;

    if (!k->given && !k->ring) {
        i->signature = SIGNATURE_NO_KEY;
        return OK;
    }
    if ((e = key_for(k, &i->cose.kid, &key)))
        return e;
    e = key ? cose_verify_ours(&i->cose, key) : OK;
    if (e && e != ERR_CORRUPT)
        return e;
    i->signature = !key ? SIGNATURE_UNKNOWN : e ? SIGNATURE_FAILS : SIGNATURE_HOLDS;
    return OK;
}

/* Whether Besa would have written these characters for these bytes. */
static void form_check(const char *text, size_t n, const uint8_t *bytes, size_t size, struct inspection *i)
{
    char again[BASE32_TEXT(CARD_TEXT_MAX)];

    base32_encode(bytes, size, again);
    i->form_known = true;
    if (n != 3 + strlen(again) || memcmp(text, "BK1", 3) != 0 || memcmp(text + 3, again, n - 3) != 0)
        i->not_canonical = "lower case letters, or blanks at the ends";
}

/* The bytes of the COSE_Sign1 and what they claim; everything points into `bytes`. */
static void decode(const char *text, size_t n, uint8_t bytes[CARD_TEXT_MAX], struct inspection *i)
{
    const char *ignored;

    i->text_size = n;
    if (card_text_decode(text, n, bytes, &i->cose_size, &i->reason)) {
        i->stage = "text";
        return;
    }
    form_check(text, n, bytes, i->cose_size, i);
    if (cose_parse(bytes, i->cose_size, COSE_OURS, &i->cose, &i->reason)) {
        i->stage = "cose";
        /* Read once more by the looser rules, only to tell "not a COSE_Sign1" from "not written as we write
         * it". */
        i->form_known = !cose_parse(bytes, i->cose_size, COSE_ANY, &i->cose, &ignored);
        i->not_canonical = i->form_known ? i->reason : NULL;
        /* Forgotten again: nothing of it is to be checked or shown as if it had been one of ours. */
        i->cose = (struct cose_sign1){0};
        return;
    }
    if (card_token_parse(bytes, i->cose_size, &i->card, &i->cose, &i->reason))
        i->stage = "claims";
    else
        i->has_claims = true;
}

static void judge(int64_t now, struct inspection *i)
{
    if (i->has_claims)
        i->time = now >= i->card.exp ? TIME_EXPIRED : now < i->card.nbf ? TIME_EARLY : TIME_GOOD;
    i->good = !i->stage && i->signature == SIGNATURE_HOLDS && i->time == TIME_GOOD;
}

/* A line break at the end comes from the shell, not from the card. */
static int text_read(const char *operand, struct buf *ret)
{
    int code;

    if (strcmp(operand, "-") != 0)
        buf_text(ret, operand);
    else if ((code = input_file("-", INPUT_MAX, ret)))
        return code;
    else if (ret->len && ret->data[ret->len - 1] == '\n')
        ret->data[--ret->len] = '\0';
    return buf_err(ret) ? EX_OSERR : EX_OK;
}

int card_inspect(const struct command *c, int argc, char **argv)
{
    CLEANUP(keys_free) struct keys keys = {0};
    CLEANUP(buf_wipe) struct buf text = {0};
    const char *data = NULL, *key = NULL;
    bool json = false;
    const struct call_option options[] = {
        {"data", .text = &data}, {"key", .text = &key}, {"json", .flag = &json}, {0}};
    uint8_t bytes[CARD_TEXT_MAX];
    struct inspection i = {0};
    struct operands operands;
    const struct clock clock = {0};
    int code;

    if ((code = call_read(c, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1 || (data && key))
        return command_usage(c, "inspect takes one text, and --data or --key");
    if ((code = key ? key_given(key, &keys) : keys_find(data, &keys)) ||
        (code = text_read(operands.at[0], &text)))
        return code;
    decode(text.data ? text.data : "", text.len, bytes, &i);
    /* Without an envelope there is no signature to check. */
    if (i.cose.signature.size && (code = outcome(&(struct work){0}, signature_check(&keys, &i))))
        return code;
    /* Time and signature are judged apart and both shown: a card that has only run out needs a new one, one
     * whose signature fails was forged or altered. */
    judge(clock_now(&clock), &i);
    code = json ? inspection_give(&i) : inspection_print(&i);
    return code ? code : i.good ? EX_OK : NOT_GOOD;
}
