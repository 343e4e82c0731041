/* Decisions are sealed anew with the key of the row that stays; what hangs on the person follows
 * (card_join.c).
 */
#include "domain/ground/ground_unite.h"

#include "domain/card/card_join.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct ground_moved {
    int64_t id;
    const char *decision;
};
static const char SQL_GROUNDS[] =
    "SELECT id, decision_sealed FROM ground WHERE holder_id = :from ORDER BY id";
static const struct column MOVED_COLUMNS[] = {
    COLUMN_INT(struct ground_moved, id),
    COLUMN_SEALED(struct ground_moved, decision, "ground", id),
};
static const char SQL_KEY[] = "SELECT key_id FROM ground_holder WHERE id = :id";
static const char SQL_ONE[] = "UPDATE ground_holder SET one_with = :to WHERE id = :from";
static const char SQL_GROUND[] =
    "UPDATE ground SET holder_id = :to, decision_sealed = :decision WHERE id = :id";

static err grounds_move(struct work *w, int64_t from, int64_t to)
{
    struct ground_moved *list;
    size_t count;
    int64_t key;
    err e;

    if ((e = db_exec(w->db, SQL_ONE, BINDS(INT(":from", from), INT(":to", to)))) ||
        (e = db_int(w->db, SQL_KEY, BINDS(INT(":id", to)), &key)) ||
        (e = rows_read(w, SQL_GROUNDS, BINDS(INT(":from", from)), COLUMNS(MOVED_COLUMNS), NULL, &list,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        CLEANUP(buf_free) struct buf decision = {0};

        if ((e = sealed_text(w, OF_KEY(key), "ground", "decision", list[i].id, list[i].decision,
                             &decision)) ||
            (e = db_exec(w->db, SQL_GROUND,
                         BINDS(INT(":to", to), SEALED(":decision", decision), INT(":id", list[i].id)))))
            return e;
    }
    return OK;
}

static const char SQL_EMBODIED[] = "UPDATE ground_holder SET person_id = :person WHERE id = :id";
static const char SQL_PERSON[] = "SELECT coalesce(person_id, 0) FROM ground_holder WHERE id = :id";
static const char SQL_FILED[] = "SELECT count(*) FROM case_person WHERE person_id = :person";
static const char SQL_LET_GO[] = "UPDATE ground_holder SET person_id = NULL WHERE id = :id";

/* One of the two at most stands in files, for a holder comes there by number, and one of them has none. */
static err persons_unite(struct work *w, int64_t from, int64_t to)
{
    int64_t p, q, filed;
    err e;

    if ((e = db_int(w->db, SQL_PERSON, BINDS(INT(":id", from)), &p)) ||
        (e = db_int(w->db, SQL_PERSON, BINDS(INT(":id", to)), &q)) || !p)
        return e;
    if ((e = db_int(w->db, SQL_FILED, BINDS(INT(":person", p)), &filed)) ||
        (e = db_exec(w->db, SQL_LET_GO, BINDS(INT(":id", from)))))
        return e;
    if (q && !filed)
        return card_move_all(w, p, q);
    if (q && (e = card_move_all(w, q, p)))
        return e;
    return db_exec(w->db, SQL_EMBODIED, BINDS(INT(":person", p), INT(":id", to)));
}

/* The office goes on seeing a card where it saw one; of two that of the row which stays. */
static const char SQL_CARDED[] =
    "UPDATE ground_holder AS h SET card_id = o.card_id, given = o.given, misnamed_on = o.misnamed_on, "
    "unprinted = o.unprinted, carded = 1 FROM ground_holder o WHERE h.id = :to AND o.id = :from AND "
    "h.carded = 0 AND o.carded = 1";
static const char SQL_GONE[] = "DELETE FROM ground_holder WHERE id = :from";

err ground_unite(struct work *w, int64_t from, int64_t to)
{
    const struct audit_entry entry = {.what = "ground.unite", .record = "ground_holder", .record_id = to};
    err e;

    if ((e = grounds_move(w, from, to)) || (e = persons_unite(w, from, to)) ||
        (e = db_exec(w->db, SQL_CARDED, BINDS(INT(":from", from), INT(":to", to)))) ||
        (e = db_exec(w->db, SQL_GONE, BINDS(INT(":from", from)))))
        return e;
    return audit_append(w, &entry);
}
