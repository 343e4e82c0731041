/* Cards as the register keeps them: found by their printed number, read, listed. */
#include "domain/card/card.h"

#include <string.h>

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"
#include "token/base32.h"

static const char SQL_CASE[] = "SELECT coalesce(max(case_id), 0) FROM case_person "
                               "WHERE person_id = :person AND role <> 'respondent'";

err card_case(struct work *w, int64_t person, int64_t *ret_case)
{
    return db_int(w->db, SQL_CASE, BINDS(INT(":person", person)), ret_case);
}

#define SQL_COLUMNS                                                                                          \
    "c.id, c.person_id, c.issued_at, c.revoked_at, c.number, c.services, c.issued_on, c.exp_day, "           \
    "c.closed_on, c.list_id, c.list_index, c.bit, c.revoked_why, c.flag, r.number, c.digest, "               \
    "c.token_sealed FROM card c LEFT JOIN card r ON r.id = c.replaced_by "
#define COLUMN_NUMBER    4
#define COLUMN_SUCCESSOR 14
#define COLUMN_DIGEST    15
#define COLUMN_TOKEN     16

static err number_show(const char *stored, char ret[CARD_NUMBER_TEXT])
{
    uint8_t cti[CARD_CTI_SIZE];

    if (card_number_parse(stored, cti))
        return ERR_CORRUPT;
    card_number_format(cti, ret);
    return OK;
}

static err successor_read(struct work *w, struct stmt *s, struct card *c)
{
    const char *stored = stmt_text(s, COLUMN_SUCCESSOR);
    char number[CARD_NUMBER_TEXT];
    err e;

    if (!stored)
        return OK;
    if ((e = number_show(stored, number)))
        return e;
    c->replaced_by = arena_text(w->arena, number);
    return c->replaced_by ? OK : ERR_SYSTEM;
}

static const char SQL_SPANS[] = "SELECT service, from_day, until_day FROM card_service "
                                "WHERE digest = :digest AND service <> '' ORDER BY service, from_day";

/* Empty ones, which only say that the service is one of the card's, are left out. */
static err spans_read(struct work *w, const void *digest, size_t size, struct card *c)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    size_t room = 0;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_SPANS, BINDS(BLOB(":digest", digest, size)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        struct card_span span = {.from = stmt_date(s, 1), .until = stmt_date_open(s, 2)}, *at;

        if (!service_parse(stmt_text(s, 0), &span.service))
            return ERR_CORRUPT;
        if (span.until < span.from)
            continue;
        if (!(at = arena_grow(w->arena, &c->spans, &c->span_count, &room, sizeof *at)))
            return ERR_SYSTEM;
        *at = span;
    }
    return e;
}

static err card_scan(struct work *w, struct stmt *s, void *row)
{
    struct card *c = row;
    const void *digest;
    size_t size;
    err e;

    *c = (struct card){
        .id = stmt_int(s, 0),
        .person = stmt_int(s, 1),
        .issued_at = stmt_int(s, 2),
        .revoked_at = stmt_int(s, 3),
        .services = (unsigned)stmt_int(s, 5),
        .issued_on = stmt_date(s, 6),
        .exp_day = stmt_date(s, 7),
        .closed_on = stmt_date(s, 8),
        .list = stmt_int(s, 9),
        .index = stmt_int(s, 10),
        .bit = stmt_int(s, 11) != 0,
        .revoked_why = stmt_text_in(s, 12, w->arena),
        .flag = stmt_text_in(s, 13, w->arena),
    };
    if ((e = number_show(stmt_text(s, COLUMN_NUMBER), c->number)) || (e = successor_read(w, s, c)))
        return e;
    digest = stmt_blob(s, COLUMN_DIGEST, &size);
    return spans_read(w, digest, size, c);
}

static const char SQL_FIND[] = "SELECT " SQL_COLUMNS "WHERE c.number = :number";

err card_find(struct work *w, const char *number, bool with_text, struct card *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    char plain[BASE32_TEXT(CARD_CTI_SIZE)];
    uint8_t cti[CARD_CTI_SIZE];
    struct card card;
    bool row = false;
    err e;

    if (!card_number_parse(number, cti)) {
        base32_encode(cti, sizeof cti, plain);
        if ((e = db_query(w->db, SQL_FIND, BINDS(TEXT(":number", plain)), &s)) || (e = stmt_step(s, &row)))
            return e;
    }
    if (!row)
        return refuse(w, ERR_ABSENT, "no_card", "", "no card of this municipality has that number");
    if ((e = card_scan(w, s, &card)) ||
        (with_text && (e = sealed_open(w, "card", "token", card.id, s, COLUMN_TOKEN, &card.text))))
        return e;
    *ret = card;
    return OK;
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

    if ((e = card_find(w, number, with_text, &card)) || (e = case_person_may_open(w, card.person, 0)) ||
        (e = card_case(w, card.person, &entry.case_id)))
        return e;
    entry.record_id = card.id;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = card;
    return OK;
}

static const char SQL_LIST[] = "SELECT " SQL_COLUMNS "WHERE c.person_id = :person ORDER BY c.id DESC";

err card_list(struct work *w, int64_t person, struct card **ret, size_t *ret_count)
{
    struct audit_entry entry = {.what = "card.list", .record = "person", .record_id = person};
    err e;

    if ((e = case_person_may_open(w, person, 0)) || (e = card_case(w, person, &entry.case_id)) ||
        (e = audit_append(w, &entry)))
        return e;
    return rows_fill(w, SQL_LIST, BINDS(INT(":person", person)), sizeof **ret, card_scan, ret, ret_count);
}
