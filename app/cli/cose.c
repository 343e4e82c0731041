/* `besa cose verify`: does the signature of any COSE_Sign1 (RFC 9052) hold? For tokens of other programs, and
 * for ours held against a key out of another hand. What a card says, `besa card inspect` tells. */
#include "cli/cose.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/octets.h"
#include "cli/opened.h"
#include "crypto/digest.h"
#include "token/cose.h"

#define TOKEN_MAX ((size_t)1 << 20)
#define NOT_VALID 1  /* apart from the codes of sysexits.h, which say that nothing could be judged */
#define KID_SHOWN 64 /* bytes of a key id */

struct request {
    const char *key_file, *aad_hex, *file;
    bool hex, json;
};

struct finding {
    const char *reason; /* NULL: it is valid */
    struct cose_sign1 cose;
};

static int request_read(int argc, char **argv, struct request *r)
{
    const struct call_option options[] = {{"key", .text = &r->key_file},
                                          {"external-aad", .text = &r->aad_hex},
                                          {"hex", .flag = &r->hex},
                                          {"json", .flag = &r->json},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_COSE, argc, argv, options, &operands)))
        return code;
    if (!r->key_file || operands.count != 1)
        return command_usage(&COMMAND_COSE, "verify takes --key PUB.pem and one FILE (- is standard input)");
    r->file = operands.at[0];
    return EX_OK;
}

static int inputs_read(const struct request *r, struct verifier **ret_key, struct buf *ret_aad,
                       struct buf *ret_token)
{
    err e;

    /* RFC 9052, 4.3: bytes that are signed and not sent, so that both sides must know them. */
    if (r->aad_hex && octets_from_hex(r->aad_hex, ret_aad))
        return command_usage(&COMMAND_COSE, "--external-aad is not hex");
    if ((e = verifier_read(r->key_file, ret_key))) {
        fprintf(stderr, "besa: %s: %s\n", r->key_file,
                e == ERR_INPUT ? "not a public key on P-256" : "the key cannot be read");
        return e == ERR_INPUT ? EX_DATAERR : EX_NOINPUT;
    }
    return octets_read(r->file, r->hex, TOKEN_MAX, ret_token);
}

static struct slice slice_of(const struct buf *b)
{
    return (struct slice){(const uint8_t *)(b->data ? b->data : ""), b->len};
}

static int finding_give(const struct finding *f, const char *kid)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    int code;

    json_put_bool(j, "valid", !f->reason);
    json_put_text(j, "reason", f->reason);
    json_put_text(j, "kid", kid);
    json_put_int(j, "payload_bytes", (int64_t)f->cose.payload.size);
    code = answer_give(&answer);
    return code ? code : f->reason ? NOT_VALID : EX_OK;
}

static int finding_show(const struct finding *f, bool json)
{
    char kid[2 * KID_SHOWN + 1] = "";
    size_t kid_size = f->cose.kid.size < KID_SHOWN ? f->cose.kid.size : KID_SHOWN;

    if (kid_size)
        digest_hex(f->cose.kid.data, kid_size, kid);
    if (json)
        return finding_give(f, kid);
    if (f->reason)
        printf("not valid: %s\n", f->reason);
    else
        printf("valid: ES256, %s, key id %s, %zu bytes of payload\n", f->cose.tagged ? "tagged" : "untagged",
               kid_size ? kid : "absent", f->cose.payload.size);
    return answer_end(f->reason ? NOT_VALID : EX_OK);
}

static int verify(int argc, char **argv)
{
    CLEANUP(verifier_free) struct verifier *key = NULL;
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf aad = {0};
    struct request r = {0};
    struct finding f = {0};
    struct slice bytes;
    int code;
    err e;

    if ((code = request_read(argc, argv, &r)) || (code = inputs_read(&r, &key, &aad, &token)))
        return code;
    bytes = slice_of(&token);
    if (!cose_parse(bytes.data, bytes.size, COSE_ANY, &f.cose, &f.reason)) {
        e = cose_verify(&f.cose, key, slice_of(&aad));
        /* A signature that does not hold is an answer, not a failure of this program. */
        if (e && e != ERR_CORRUPT)
            return outcome(&(struct work){0}, e);
        f.reason = e ? "the signature does not hold for this key" : NULL;
    }
    return finding_show(&f, r.json);
}

static const struct verb VERBS[] = {{"verify", verify}, {0}};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_COSE, VERBS, argc, argv);
}

const struct command COMMAND_COSE = {
    .name = "cose",
    .summary = "check the signature of any COSE_Sign1",
    .help =
        "Usage: besa cose verify --key PUB.pem [--external-aad HEX] [--hex] [--json] FILE\n"
        "\n"
        "Says whether a COSE_Sign1 (RFC 9052, ES256, tagged or not) was signed by that key, and why not.\n"
        "Exit code 0: valid; 1: not valid. FILE - is standard input. It needs no register.\n"
        "\n"
        "  --key PUB.pem         public key on P-256, PEM or DER (the register's: keys/issuer-1.pub)\n"
        "  --external-aad HEX    what was signed along without standing in the token\n"
        "  --hex                 FILE is written in hex\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  curl -s https://karta.example.al/status/1 | besa cose verify --key var/keys/issuer-1.pub -\n",
    .perform = perform,
};
