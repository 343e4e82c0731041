/* The mark that a card prints what its holder is no longer called, and all that shows a hint told again. */
#include "domain/card/card_follow.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_projection.h"
#include "domain/card/kindergarten_child.h"
#include "domain/file/person_hint.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct good_card {
    int64_t id;
    const char *text;
};

static const char SQL_CARDS[] = "SELECT k.id, k.token_sealed FROM card k WHERE k.person_id = :person AND "
                                "k.revoked_at IS NULL AND k.closed_on IS NULL ORDER BY k.id";
static const struct column CARD_COLUMNS[] = {
    COLUMN_INT(struct good_card, id),
    COLUMN_SEALED_AS(struct good_card, text, "card", id, "token_sealed", "token"),
};

static const char SQL_REPRINT[] =
    "INSERT INTO card_reprint (card_id, since_day) VALUES (:card, :today) ON CONFLICT (card_id) DO NOTHING";
static const char SQL_FITS[] = "DELETE FROM card_reprint WHERE card_id = :card";

/* That a card prints what its holder is no longer called stays known beyond this answer: as a task. */
static err print_note(struct work *w, int64_t card, bool outdated)
{
    if (outdated)
        return db_exec(w->db, SQL_REPRINT, BINDS(INT(":card", card), DATE(":today", w->today)));
    return db_exec(w->db, SQL_FITS, BINDS(INT(":card", card)));
}

/* Only the hint that the checker's screen shows follows; the one in the signed card stays until the card is
 * replaced. A card that was issued without a hint keeps none. */
static err one_follow(struct work *w, const struct good_card *c, const char *hint, bool *outdated)
{
    struct card_token token;
    bool other;
    err e;

    if ((e = card_token_read(c->text, &token)) || !token.hint[0])
        return e;
    other = strcmp(token.hint, hint) != 0;
    *outdated = *outdated || other;
    if ((e = print_note(w, c->id, other)))
        return e;
    return card_tell_again(w, c->id);
}

err card_follow(struct work *w, int64_t person, bool *ret_outdated)
{
    char hint[CARD_HINT_MAX + 1];
    struct good_card *cards;
    bool outdated = false;
    size_t count;
    err e;

    if ((e = person_hint_read(w, person, hint)) ||
        (e = rows_read(w, SQL_CARDS, BINDS(INT(":person", person)), COLUMNS(CARD_COLUMNS), NULL, &cards,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = one_follow(w, &cards[i], hint, &outdated)))
            return e;
    *ret_outdated = outdated;
    return kindergarten_tell_again(w, person);
}
