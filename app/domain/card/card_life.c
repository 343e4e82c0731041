/* Drawn anew for each card, so that nothing of it stands anywhere but in the card. */
#include "domain/card/card_life.h"

#include "crypto/random.h"
#include "domain/card/card_projection.h"
#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define SHORT_ONE_IN 3
#define LONG_MONTHS  6

static const char SQL_LIVES[] =
    "SELECT c.issued_on, c.exp_day FROM card c WHERE c.issued_on >= :since AND NOT EXISTS "
    "(SELECT 1 FROM ground_holder h WHERE h.person_id = c.person_id) ORDER BY c.id";
struct life {
    date issued_on, exp_day;
};
static const struct column LIFE_COLUMNS[] = {
    COLUMN_DATE(struct life, issued_on),
    COLUMN_DATE(struct life, exp_day),
};

static err lives_load(struct work *w, struct card_lives *ret)
{
    struct card_lives lives = {.known = true};
    struct life *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_LIVES, BINDS(DATE(":since", date_add_months(w->today, -12))),
                       COLUMNS(LIFE_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(lives.days = arena_array(w->arena, count + 1, sizeof *lives.days)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        const int days = rows[i].exp_day - rows[i].issued_on + 1;

        if (days >= CARD_LIFE_LEAST)
            lives.days[lives.count++] = days;
    }
    *ret = lives;
    return OK;
}

/* Too few to draw from: the shares that a municipality of some size has. */
static err life_supposed(struct work *w, const struct rules *rules, date *ret)
{
    const date last = card_life_end(rules, w->today), first = date_add_months(w->today, LONG_MONTHS);
    uint32_t drawn;
    err e = random_below(SHORT_ONE_IN, &drawn);

    if (!e && !drawn) {
        *ret = card_open_end(rules, w->today);
        return OK;
    }
    if (e || (e = random_below(last > first ? (uint32_t)(last - first) + 1 : 1, &drawn)))
        return e;
    *ret = date_add_days(last, -(int)drawn);
    return OK;
}

err card_life_draw(struct work *w, const struct rules *rules, struct card_lives *lives, date *ret)
{
    const date last = card_life_end(rules, w->today);
    uint32_t drawn;
    date day;
    err e;

    if (!lives->known && (e = lives_load(w, lives)))
        return e;
    if (lives->count < CARD_LIVES_FEWEST)
        return life_supposed(w, rules, ret);
    if ((e = random_below((uint32_t)lives->count, &drawn)))
        return e;
    day = date_add_days(w->today, lives->days[drawn] - 1);
    *ret = day < last ? day : last;
    return OK;
}
