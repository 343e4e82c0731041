/* Cards are sealed anew with the key of the person they go to, so that they go with it when it is destroyed.
 */
#include "domain/card/card_join.h"

#include "domain/card/card_projection.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct moved {
    int64_t id;
    const char *number, *token;
};
static const char SQL_CARDS[] =
    "SELECT id, number_sealed, token_sealed FROM card WHERE person_id = :from ORDER BY id";
static const struct column MOVED_COLUMNS[] = {
    COLUMN_INT(struct moved, id),
    COLUMN_SEALED(struct moved, number, "card", id),
    COLUMN_SEALED(struct moved, token, "card", id),
};
static const char SQL_CARD[] =
    "UPDATE card SET person_id = :to, number_sealed = :number, token_sealed = :token WHERE id = :id";

static err card_move(struct work *w, const struct moved *c, int64_t to)
{
    CLEANUP(buf_free) struct buf number = {0};
    CLEANUP(buf_free) struct buf token = {0};
    err e;

    if ((e = sealed_text(w, OF_PERSON(to), "card", "number", c->id, c->number, &number)) ||
        (e = sealed_text(w, OF_PERSON(to), "card", "token", c->id, c->token, &token)) ||
        (e = db_exec(
             w->db, SQL_CARD,
             BINDS(INT(":to", to), SEALED(":number", number), SEALED(":token", token), INT(":id", c->id)))))
        return e;
    return card_tell_again(w, c->id);
}

/* A child that has a number at the same place keeps its own. */
static const char *const GONE_ALONG[] = {
    "UPDATE enrolment SET person_id = :to WHERE person_id = :from",
    "UPDATE OR IGNORE kindergarten_number SET person_id = :to WHERE person_id = :from",
    "UPDATE ground_holder SET person_id = :to WHERE person_id = :from",
};
static const char *const GONE[] = {
    "DELETE FROM kindergarten_child WHERE person_id = :from",
    "DELETE FROM kindergarten_number WHERE person_id = :from",
    "DELETE FROM former_name WHERE person_id = :from",
    "DELETE FROM person WHERE id = :from",
};

err card_move_all(struct work *w, int64_t from, int64_t to)
{
    struct moved *cards;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CARDS, BINDS(INT(":from", from)), COLUMNS(MOVED_COLUMNS), NULL, &cards,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = card_move(w, &cards[i], to)))
            return e;
    for (size_t i = 0; i < sizeof GONE_ALONG / sizeof GONE_ALONG[0]; i++)
        if ((e = db_exec(w->db, GONE_ALONG[i], BINDS(INT(":from", from), INT(":to", to)))))
            return e;
    for (size_t i = 0; i < sizeof GONE / sizeof GONE[0]; i++)
        if ((e = db_exec(w->db, GONE[i], BINDS(INT(":from", from)))))
            return e;
    return OK;
}

struct held {
    int64_t id, person;
};
/* Who stands in a file as somebody else is not she; nor is she two holders. */
static const char SQL_HELD[] =
    "SELECT h.id, coalesce(h.person_id, 0) AS person FROM person p JOIN ground_holder h ON h.nid_blind = "
    "p.nid_blind WHERE p.id = :person AND h.person_id IS DISTINCT FROM p.id AND NOT EXISTS (SELECT 1 FROM "
    "case_person c WHERE c.person_id = h.person_id) AND NOT EXISTS (SELECT 1 FROM ground_holder o WHERE "
    "o.person_id = p.id)";
static const struct column HELD_COLUMNS[] = {
    COLUMN_INT(struct held, id),
    COLUMN_INT(struct held, person),
};
static const char SQL_IS[] = "UPDATE ground_holder SET person_id = :person WHERE id = :id";

err card_join(struct work *w, int64_t person)
{
    struct held h;
    err e = row_read(w, SQL_HELD, BINDS(INT(":person", person)), COLUMNS(HELD_COLUMNS), &h);

    if (e)
        return e == ERR_ABSENT ? OK : e;
    if (h.person)
        return card_move_all(w, h.person, person);
    return db_exec(w->db, SQL_IS, BINDS(INT(":person", person), INT(":id", h.id)));
}
