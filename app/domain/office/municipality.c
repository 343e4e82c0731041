/* The municipality: set up once, read by cards and checkers. */
#include "domain/office/municipality.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "crypto/keyring.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/card_token.h"

#define TEXT_MAX 80 /* code points */
#define URI_TAIL 34 /* room for "/status/1234567890/prolonged" */

/* The address stands in every card, inside the QR code: it must be short, and one that a device can fetch
 * from. */
static err uri_check(struct work *w, const char *uri)
{
    size_t n = strlen(uri);
    /* Demonstrations run on this machine without TLS. */
    bool here = !strncmp(uri, "http://127.0.0.1", 16) || !strncmp(uri, "http://localhost", 16);

    if (here ? uri[16] && !strchr(":/", uri[16]) : strncmp(uri, "https://", 8) != 0)
        return refuse(w, ERR_INPUT, "bad_uri", "base_uri", "This must be an https address.");
    if (n > CARD_URI_MAX - URI_TAIL || uri[n - 1] == '/' || strpbrk(uri + 8, " \t\r\n\"<>?#"))
        return refuse(w, ERR_INPUT, "bad_uri", "base_uri",
                      "The address has at most %d characters and no slash at its end.",
                      CARD_URI_MAX - URI_TAIL);
    return OK;
}

static const char SQL_EXISTS[] = "SELECT count(*) FROM municipality";
static const char SQL_CREATE[] =
    "INSERT INTO municipality (id, name, neutral_name, card_title, help_line, base_uri, created_at) "
    "VALUES (1, :name, :neutral, :title, :help, :uri, :now)";
static const char SQL_UNIT[] = "INSERT INTO unit (id, name, name_folded) VALUES (:id, :name, :folded)";

static err units_insert(struct work *w, const char *const *units, size_t count)
{
    char folded[4 * TEXT_MAX + 1];
    int64_t id;
    err e;

    for (size_t i = 0; i < count; i++) {
        if ((e = field_text_check(w, "unit", units[i], TEXT_MAX, true)) || (e = id_next(w, "unit", &id)))
            return e;
        e = db_exec(w->db, SQL_UNIT,
                    BINDS(INT(":id", id), TEXT(":name", units[i]),
                          TEXT(":folded", text_fold(units[i], folded, sizeof folded))));
        if (e == ERR_CONFLICT)
            return refuse(w, ERR_INPUT, "double_unit", "unit", "The same unit is named twice.");
        if (e)
            return e;
    }
    return OK;
}

static err all_check(struct work *w, const struct municipality *in)
{
    int64_t exists;
    err e;

    if ((e = db_int(w->db, SQL_EXISTS, NO_BINDS, &exists)))
        return e;
    if (exists)
        return refuse(w, ERR_CONFLICT, "already_set_up", "", "This register has its municipality already.");
    if (!in->help_line) /* "" where there is none */
        return refuse(w, ERR_INPUT, "required", "help_line", "This is needed.");
    if ((e = field_text_check(w, "name", in->name, TEXT_MAX, true)) ||
        (e = field_text_check(w, "neutral_name", in->neutral_name, TEXT_MAX, true)) ||
        (e = field_text_check(w, "card_title", in->card_title, TEXT_MAX, true)) ||
        (e = field_text_check(w, "help_line", in->help_line, TEXT_MAX, false)) ||
        (e = field_text_check(w, "base_uri", in->base_uri, TEXT_MAX, true)))
        return e;
    return uri_check(w, in->base_uri);
}

err municipality_create(struct work *w, const struct municipality *in, const char *const *units,
                        size_t unit_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "municipality.create", .record = "municipality", .record_id = 1};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = all_check(w, in)))
        return e;
    if ((e = db_exec(w->db, SQL_CREATE,
                     BINDS(TEXT(":name", in->name), TEXT(":neutral", in->neutral_name),
                           TEXT(":title", in->card_title), TEXT(":help", in->help_line),
                           TEXT(":uri", in->base_uri), INT(":now", w->now)))) ||
        (e = units_insert(w, units, unit_count)) || (e = issuer_keys_publish(w)) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_READ[] = "SELECT name, neutral_name, card_title, help_line, base_uri FROM municipality";
static const struct column MUNICIPALITY_COLUMNS[] = {
    COLUMN_TEXT(struct municipality, name),       COLUMN_TEXT(struct municipality, neutral_name),
    COLUMN_TEXT(struct municipality, card_title), COLUMN_TEXT(struct municipality, help_line),
    COLUMN_TEXT(struct municipality, base_uri),
};

err municipality_read(struct work *w, struct municipality *ret)
{
    err e = row_read(w, SQL_READ, NO_BINDS, COLUMNS(MUNICIPALITY_COLUMNS), ret);

    if (e != ERR_ABSENT)
        return e;
    return refuse(w, e, "not_set_up", "", "This register has no municipality yet: run `besa init`.");
}

/* Keys are added and never removed: a card signed by a key that was taken out of the folder is still
 * recognised as ours. */
static const char SQL_KEY[] = "INSERT INTO issuer_key (kid, spki, created_at) VALUES (:kid, :spki, :now) "
                              "ON CONFLICT (kid) DO NOTHING";

err issuer_keys_publish(struct work *w)
{
    err e;

    for (size_t i = 0; i < keyring_verifier_count(w->keys); i++) {
        CLEANUP(buf_free) struct buf spki = {0};
        const struct verifier *v = keyring_verifier(w->keys, i);

        if ((e = verifier_spki(v, &spki)) ||
            (e = db_exec(w->db, SQL_KEY,
                         BINDS(BLOB(":kid", verifier_kid(v), KID_SIZE), BLOB(":spki", spki.data, spki.len),
                               INT(":now", w->now)))))
            return e;
    }
    return OK;
}
