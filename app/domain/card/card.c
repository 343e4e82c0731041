/* Cards as the register keeps them: found by their printed number, read, listed. What a check at the door
 * reads is not here but in card_projection.c. */
#include "domain/card/card.h"

#include <string.h>

#include "crypto/keyring.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"
#include "token/base32.h"

/* The file whose history a reading of the card joins: the newest in which she is not the respondent, for that
 * file is hers. 0: none. */
static const char SQL_CASE[] = "SELECT coalesce(max(case_id), 0) FROM case_person "
                               "WHERE person_id = :person AND role <> 'respondent'";

err card_case(struct work *w, int64_t person, int64_t *ret_case)
{
    return db_int(w->db, SQL_CASE, BINDS(INT(":person", person)), ret_case);
}

#define SQL_SELECT                                                                                           \
    "SELECT c.id, c.person_id, c.issued_at, c.revoked_at, c.number_sealed, c.services, c.issued_on, "        \
    "c.exp_day, "                                                                                            \
    "c.closed_on, c.list_id, c.list_index, c.bit, c.revoked_why, c.flag, "                                   \
    "EXISTS (SELECT 1 FROM card_reprint p WHERE p.card_id = c.id) AS reprint, c.replaced_by AS successor, "  \
    "r.number_sealed AS successor_sealed "                                                                   \
    "FROM card c LEFT JOIN card r ON r.id = c.replaced_by "
static const struct column CARD_COLUMNS[] = {
    COLUMN_INT(struct card, id),
    COLUMN_INT_AS(struct card, person, "person_id"),
    COLUMN_INT(struct card, issued_at),
    COLUMN_INT(struct card, revoked_at),
    COLUMN_SEALED(struct card, number, "card", id),
    COLUMN_INT(struct card, services),
    COLUMN_DATE(struct card, issued_on),
    COLUMN_DATE(struct card, exp_day),
    COLUMN_DATE(struct card, closed_on),
    COLUMN_INT_AS(struct card, list, "list_id"),
    COLUMN_INT_AS(struct card, index, "list_index"),
    COLUMN_BOOL(struct card, bit),
    COLUMN_TEXT(struct card, revoked_why),
    COLUMN_TEXT(struct card, flag),
    COLUMN_BOOL(struct card, reprint),
    COLUMN_INT(struct card, successor),
    COLUMN_SEALED_AS(struct card, replaced_by, "card", successor, "successor_sealed", "number"),
};

err card_number_show(struct work *w, const char **number)
{
    uint8_t cti[CARD_CTI_SIZE];
    char shown[CARD_NUMBER_TEXT];

    if (!*number || !strcmp(*number, SEALED_GONE))
        return OK;
    if (card_number_parse(*number, cti))
        return ERR_CORRUPT;
    *number = arena_text(w->arena, card_number_format(cti, shown));
    return *number ? OK : ERR_SYSTEM;
}

/* Empty spans, which only say that the service is one of the card's, are left out. */
static const char SQL_SPANS[] = "SELECT service, from_day, until_day FROM card_service "
                                "WHERE card_id = :card AND service <> '' AND (until_day IS NULL OR "
                                "until_day >= from_day) ORDER BY service, from_day";
static const struct column SPAN_COLUMNS[] = {
    COLUMN_WORD(struct card_span, service, service_parse),
    COLUMN_DATE_AS(struct card_span, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct card_span, until, "until_day"),
};

static err card_complete(struct work *w, void *row)
{
    struct card *c = row;
    err e;

    if ((e = card_number_show(w, &c->number)) || (e = card_number_show(w, &c->replaced_by)))
        return e;
    return rows_read(w, SQL_SPANS, BINDS(INT(":card", c->id)), COLUMNS(SPAN_COLUMNS), NULL, &c->spans,
                     &c->span_count);
}

/* The signed text is read only where it is needed: whoever has it can print the card. */
static const char SQL_TEXT[] = "SELECT id, token_sealed FROM card WHERE id = :id";
static const struct column TEXT_COLUMNS[] = {
    COLUMN_INT(struct card, id),
    COLUMN_SEALED_AS(struct card, text, "card", id, "token_sealed", "token"),
};

err card_number_blind(const struct keyring *k, const uint8_t cti[CARD_CTI_SIZE], uint8_t ret[DIGEST_SIZE])
{
    char plain[BASE32_TEXT(CARD_CTI_SIZE)];

    return blind(k, "card", base32_encode(cti, CARD_CTI_SIZE, plain), ret);
}

static const char SQL_FIND[] = SQL_SELECT "WHERE c.number_blind = :number";

err card_find(struct work *w, const char *number, bool with_text, struct card *ret)
{
    uint8_t cti[CARD_CTI_SIZE], key[DIGEST_SIZE];
    struct card card = {0};
    err e = ERR_ABSENT;

    if (!card_number_parse(number, cti) && !(e = card_number_blind(w->keys, cti, key)))
        e = row_read(w, SQL_FIND, BINDS(BLOB(":number", key, DIGEST_SIZE)), COLUMNS(CARD_COLUMNS), &card);
    /* A number that cannot be one is answered like one that nobody has. */
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_card", "", "No card of this municipality has that number.");
    if (e || (e = card_complete(w, &card)) ||
        (with_text && (e = row_read(w, SQL_TEXT, BINDS(INT(":id", card.id)), COLUMNS(TEXT_COLUMNS), &card))))
        return e;
    *ret = card;
    return OK;
}

/* A card of somebody who stands in no file, or as a respondent alone, rests on another ground: whoever works
 * with files is answered as for a number that nobody has. */
err card_find_of_file(struct work *w, const char *number, bool with_text, struct card *ret)
{
    int64_t case_id;
    struct card card;
    err e;

    if ((e = card_find(w, number, with_text, &card)) || (e = card_case(w, card.person, &case_id)))
        return e;
    if (!case_id)
        return refuse(w, ERR_ABSENT, "no_card", "", "No card of this municipality has that number.");
    *ret = card;
    return OK;
}

struct numbered {
    int64_t card;
    const char *number;
};
static const char SQL_NUMBER[] = "SELECT id, number_sealed FROM card WHERE id = :card";
static const struct column NUMBER_COLUMNS[] = {
    COLUMN_INT_AS(struct numbered, card, "id"),
    COLUMN_SEALED(struct numbered, number, "card", card),
};
static const char SQL_RENEW[] = "UPDATE card SET number_blind = :number WHERE id = :card";

err card_blind_renew(struct work *w, int64_t card)
{
    uint8_t cti[CARD_CTI_SIZE], key[DIGEST_SIZE];
    struct numbered n = {0};
    err e;

    if ((e = row_read(w, SQL_NUMBER, BINDS(INT(":card", card)), COLUMNS(NUMBER_COLUMNS), &n)))
        return e;
    if (card_number_parse(n.number, cti))
        return ERR_CORRUPT;
    if ((e = card_number_blind(w->keys, cti, key)))
        return e;
    return db_exec(w->db, SQL_RENEW, BINDS(BLOB(":number", key, DIGEST_SIZE), INT(":card", card)));
}

err card_token_read(const char *text, struct card_token *ret)
{
    uint8_t bytes[CARD_TEXT_MAX];
    struct cose_sign1 cose;
    const char *reason;
    size_t n;

    if (card_text_decode(text, strlen(text), bytes, &n, &reason) ||
        card_token_parse(bytes, n, ret, &cose, &reason))
        return ERR_CORRUPT;
    return OK;
}

err card_read(struct work *w, const char *number, bool with_text, struct card *ret)
{
    struct audit_entry entry = {.what = "card.read", .record = "card"};
    struct card card;
    err e;

    /* Who may not open the holder's file may not read her card either, and every reading is logged before it
     * is answered. */
    if ((e = card_find_of_file(w, number, with_text, &card)) ||
        (e = case_person_may_open(w, card.person, 0)) || (e = card_case(w, card.person, &entry.case_id)))
        return e;
    entry.record_id = card.id;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = card;
    return OK;
}

static const char SQL_LIST[] = SQL_SELECT "WHERE c.person_id = :person AND :case <> 0 ORDER BY c.id DESC";

err card_list(struct work *w, int64_t person, struct card **ret, size_t *ret_count)
{
    struct audit_entry entry = {.what = "card.list", .record = "person", .record_id = person};
    err e;

    if ((e = case_person_may_open(w, person, 0)) || (e = card_case(w, person, &entry.case_id)) ||
        (e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(INT(":person", person), INT(":case", entry.case_id)),
                     COLUMNS(CARD_COLUMNS), card_complete, ret, ret_count);
}
