/* Card after card: a register of a million needs the memory of one. */
#include "domain/card/card_sealing.h"

#include "domain/card/card.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct plain { /* a row as it was */
    struct work *w;
    int64_t id, person;
    const char *number;
};

static const char SQL_CARDS[] = "SELECT id, person_id, number FROM card ORDER BY id";
static const struct column CARD_COLUMNS[] = {
    COLUMN_INT(struct plain, id),
    COLUMN_INT_AS(struct plain, person, "person_id"),
    COLUMN_TEXT(struct plain, number),
};
static const char SQL_CARD[] = "UPDATE card SET number_sealed = :number, number_blind = :blind "
                               "WHERE id = :id";

static err card_seal(void *context, struct arena *kept)
{
    CLEANUP(buf_free) struct buf number = {0};
    uint8_t cti[CARD_CTI_SIZE], key[DIGEST_SIZE];
    struct plain *p = context;
    err e;

    (void)kept;
    if (card_number_parse(p->number, cti))
        return ERR_CORRUPT;
    if ((e = sealed_text(p->w, OF_PERSON(p->person), "card", "number", p->id, p->number, &number)) ||
        (e = card_number_blind(p->w->keys, cti, key)))
        return e;
    return db_exec(p->w->db, SQL_CARD,
                   BINDS(SEALED(":number", number), BLOB(":blind", key, DIGEST_SIZE), INT(":id", p->id)));
}

err card_numbers_seal(struct db *db, void *work)
{
    struct plain card = {.w = work};

    (void)db;
    return row_walk(work, SQL_CARDS, NO_BINDS, COLUMNS(CARD_COLUMNS), &card, card_seal, &card);
}
