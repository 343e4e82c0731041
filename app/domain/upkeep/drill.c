/* A card is looked at as a bus does without a network: by its signature alone. */
#include "domain/upkeep/drill.h"

#include <string.h>

#include "crypto/keyring.h"
#include "domain/card/issuer.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/card_token.h"
#include "vault/vault.h"

struct sealed_card {
    int64_t id;
    const void *token;
    size_t size;
};
static const char SQL_CARDS[] = "SELECT id, token_sealed FROM card ORDER BY id DESC LIMIT 5";
static const struct column CARD_COLUMNS[] = {
    COLUMN_INT(struct sealed_card, id),
    COLUMN_BYTES_AS(struct sealed_card, token, size, "token_sealed"),
};

/* The newest whose holder was not erased; *ret empty: there is none. */
static err card_newest(struct work *w, struct buf *ret)
{
    struct sealed_card *cards;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CARDS, NO_BINDS, COLUMNS(CARD_COLUMNS), NULL, &cards, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        const struct seal_place at = {SEAL_PERSONAL, "card", "token", cards[i].id};

        if ((e = unseal(w->vault, &at, cards[i].token, cards[i].size, ret)) != ERR_ABSENT)
            return e;
    }
    return OK;
}

/* ERR_CORRUPT: it does not hold, or no key of ours signed it. */
static err card_verify(struct work *w, const struct buf *text, struct card_token *ret)
{
    CLEANUP(verifier_free) struct verifier *remembered = NULL;
    uint8_t bytes[CARD_TEXT_MAX];
    const struct verifier *key;
    struct cose_sign1 cose;
    const char *reason;
    size_t n;
    err e;

    if (!text->len || card_text_decode(text->data, text->len, bytes, &n, &reason) ||
        card_token_parse(bytes, n, ret, &cose, &reason))
        return ERR_CORRUPT;
    key = keyring_verifier_by_kid(w->keys, cose.kid.data, cose.kid.size);
    if (!key && (e = issuer_key_remembered(w, cose.kid.data, cose.kid.size, &remembered)))
        return e;
    key = key ? key : remembered;
    return key ? cose_verify_ours(&cose, key) : ERR_CORRUPT;
}

static err signing_try(struct work *w, const struct card_token *like, bool *ret)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    uint8_t digest[DIGEST_SIZE];
    struct card_token again;
    err e;

    if (!(e = card_token_sign(like, keyring_issuer(w->keys), &text, digest)))
        e = card_verify(w, &text, &again);
    *ret = !e && again.exp == like->exp && !memcmp(again.cti, like->cti, CARD_CTI_SIZE);
    return e == ERR_CORRUPT ? OK : e;
}

static err cards_try(struct work *w, struct drill_found *f)
{
    struct card_token token = {
        .exp = w->now, .list_uri = "https://drill.invalid/status/1", .services = SERVICE_TRANSPORT};
    CLEANUP(buf_wipe) struct buf text = {0};
    err e = card_newest(w, &text);

    if (e && e != ERR_CORRUPT)
        return e;
    f->has_card = e || text.len;
    if (f->has_card && !e)
        e = card_verify(w, &text, &token);
    if (e && e != ERR_CORRUPT)
        return e;
    f->card_holds = f->has_card && !e;
    return signing_try(w, &token, &f->signs);
}

err drill_look(struct work *w, struct drill_found *ret)
{
    struct drill_found f = {0};
    err e;

    if ((e = sealed_kinds_try(w, &f.sealed)) || (e = cards_try(w, &f)) || (e = loss_rows(w, f.rows)))
        return e;
    *ret = f;
    return OK;
}

bool drill_good(const struct drill_found *f)
{
    return !f->sealed.fault && f->card_holds == f->has_card && f->signs;
}

static const char SQL_ADD[] =
    "INSERT INTO drill (id, at, name, good, protocol) VALUES (:id, :at, :name, :good, :protocol)";

err drill_note(struct work *w, const char *name, bool good, const struct buf *text, struct buf *ret_protocol)
{
    const struct slice payload = {(const uint8_t *)text->data, text->len};
    struct audit_entry entry = {.what = "backup.drill", .record = "backup"};
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = cose_sign(keyring_issuer(w->keys), DRILL_TYPE, payload, ret_protocol)) ||
        (e = tx_begin(&tx, w->db)) || (e = id_next(w, "drill", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), INT(":at", w->now), TEXT(":name", name),
                           INT(":good", good), BLOB(":protocol", ret_protocol->data, ret_protocol->len)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
