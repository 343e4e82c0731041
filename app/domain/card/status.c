/* Status lists: opened when the last one is half full, filled at random places, signed again when a bit
 * changed or the token grew old. The bits stand in card.bit; the token is a projection of them. */
#include "domain/card/status.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "crypto/keyring.h"
#include "crypto/random.h"
#include "domain/office/municipality.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/card_token.h"
#include "token/status_list.h"

/* Above it drawing at random would need more than two tries on average. */
#define HALF_USE (STATUS_LIST_ENTRIES / 2)

static const char *const TAILS[] = {[STATUS_REVOKED] = "", [STATUS_PROLONGED] = "/prolonged"};

err status_uri(struct work *w, int64_t list, enum status_kind kind, char *ret, size_t room)
{
    char uri[CARD_URI_MAX + 1];
    struct municipality m;
    int n;
    err e;

    if ((e = municipality_read(w, &m)))
        return e;
    n = snprintf(uri, sizeof uri, "%s/status/%" PRId64 "%s", m.base_uri, list, TAILS[kind]);
    if (n < 0 || (size_t)n >= sizeof uri || (size_t)n >= room)
        return ERR_LIMIT;
    memcpy(ret, uri, (size_t)n + 1);
    return OK;
}

static const char SQL_NEWEST[] = "SELECT id, used FROM status_list ORDER BY id DESC LIMIT 1";
static const char SQL_OPEN[] = "INSERT INTO status_list (id) VALUES (:id)";

/* A new list is signed at once, so that its address answers before the first card that names it leaves the
 * house. */
static err list_open(struct work *w, int64_t id)
{
    err e;

    if ((e = db_exec(w->db, SQL_OPEN, BINDS(INT(":id", id)))))
        return e;
    /* INT64_MAX: none is signed for its age alone. */
    return status_sign(w, INT64_MAX);
}

static const struct column NEWEST_COLUMNS[] = {
    COLUMN_INT_AS(struct status_draws, list, "id"),
    COLUMN_INT(struct status_draws, used),
};

static err list_to_fill(struct work *w, struct status_draws *ret)
{
    struct status_draws d = {0};
    err e = row_read(w, SQL_NEWEST, NO_BINDS, COLUMNS(NEWEST_COLUMNS), &d);

    if (e && e != ERR_ABSENT)
        return e;
    if (e == ERR_ABSENT || d.used >= HALF_USE) {
        if ((e = list_open(w, ++d.list)))
            return e;
        d.used = 0;
    }
    d.kept = d.used;
    *ret = d;
    return OK;
}

static const char SQL_TAKEN[] = "SELECT count(*) FROM card WHERE list_id = :list AND list_index = :index";

err status_draw(struct work *w, struct status_draws *d, int64_t *ret_list, uint32_t *ret_index)
{
    int64_t taken;
    uint32_t index;
    err e;

    if ((!d->list || d->used >= HALF_USE) && ((e = status_draws_keep(w, d)) || (e = list_to_fill(w, d))))
        return e;
    if (!d->drawn && !(d->drawn = arena_alloc(w->arena, STATUS_LIST_BYTES)))
        return ERR_SYSTEM;
    /* At random, for indices in a row would tell in what order cards were issued, and so whose is whose. */
    do {
        if ((e = random_below(STATUS_LIST_ENTRIES, &index)) ||
            (e = db_int(w->db, SQL_TAKEN, BINDS(INT(":list", d->list), INT(":index", index)), &taken)))
            return e;
    } while (taken || status_get(d->drawn, 1, index));
    status_set(d->drawn, 1, index, 1);
    d->used++;
    *ret_list = d->list;
    *ret_index = index;
    return OK;
}

static const char SQL_USED[] = "UPDATE status_list SET used = used + :drawn WHERE id = :list";

err status_draws_keep(struct work *w, struct status_draws *d)
{
    err e;

    if (d->used > d->kept &&
        (e = db_exec(w->db, SQL_USED, BINDS(INT(":drawn", d->used - d->kept), INT(":list", d->list)))))
        return e;
    *d = (struct status_draws){0};
    return OK;
}

static const char SQL_CHANGED[] = "UPDATE status_list SET changed = 1 WHERE id = :list";

err status_changed(struct work *w, int64_t list)
{
    return db_exec(w->db, SQL_CHANGED, BINDS(INT(":list", list)));
}

static const char SQL_REVOKED[] = "SELECT list_index FROM card WHERE list_id = :list AND bit = 1";
/* By the rows that a check reads: of one service a day behind the printed one, within the card's life, which
 * its own row holds. From the day before the printed one ends, for a list is good for 24 hours, and not
 * earlier: the fewer bits, the less the list says. */
static const char SQL_PROLONGED[] =
    "SELECT c.list_index FROM card c JOIN card_service o ON o.card_id = c.id AND o.service = '' "
    "WHERE c.list_id = :list AND c.bit = 0 AND c.exp_day <= :soon AND o.until_day > c.exp_day AND "
    "o.until_day >= :today AND EXISTS (SELECT 1 FROM card_service s WHERE s.card_id = c.id AND s.service <> "
    "'' "
    "AND s.from_day <= :soon AND coalesce(s.until_day, o.until_day) > c.exp_day AND "
    "coalesce(s.until_day, o.until_day) >= :today)";

struct bit {
    int64_t index;
};
static const struct column BIT_COLUMNS[] = {COLUMN_INT_AS(struct bit, index, "list_index")};

static err bits_query(struct work *w, int64_t list, enum status_kind kind, struct stmt **ret)
{
    if (kind == STATUS_REVOKED)
        return db_query(w->db, SQL_REVOKED, BINDS(INT(":list", list)), ret);
    return db_query(
        w->db, SQL_PROLONGED,
        BINDS(INT(":list", list), DATE(":today", w->today), DATE(":soon", date_add_days(w->today, 1))), ret);
}

static err bits_read(struct work *w, int64_t list, enum status_kind kind, uint8_t ret[STATUS_LIST_BYTES])
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct bit bit;
    bool more;
    err e;

    memset(ret, 0, STATUS_LIST_BYTES);
    if ((e = bits_query(w, list, kind, &s)))
        return e;
    while (!(e = row_next(w, s, COLUMNS(BIT_COLUMNS), &bit, &more)) && more)
        status_set(ret, 1, (size_t)bit.index, 1);
    return e;
}

/* Built anew from the cards each time: the list cannot drift away from them. */
static err kind_sign(struct work *w, int64_t list, enum status_kind kind, struct buf *ret)
{
    uint8_t bits[STATUS_LIST_BYTES];
    char uri[CARD_URI_MAX + 1];
    err e;

    if ((e = bits_read(w, list, kind, bits)) || (e = status_uri(w, list, kind, uri, sizeof uri)))
        return e;
    return status_list_sign(uri, w->now, bits, sizeof bits, keyring_issuer(w->keys), ret);
}

static const char SQL_STORE[] = "UPDATE status_list SET token = :token, prolonged = :prolonged, signed_at = "
                                ":now, changed = 0 WHERE id = :list";

static err list_sign(struct work *w, int64_t list)
{
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf prolonged = {0};
    err e;

    if ((e = kind_sign(w, list, STATUS_REVOKED, &token)) ||
        (e = kind_sign(w, list, STATUS_PROLONGED, &prolonged)))
        return e;
    return db_exec(w->db, SQL_STORE,
                   BINDS(BLOB(":token", token.data, token.len),
                         BLOB(":prolonged", prolonged.data, prolonged.len), INT(":now", w->now),
                         INT(":list", list)));
}

/* One signed in the future was signed while the clock was wrong. */
static const char SQL_DUE[] = "SELECT id FROM status_list WHERE id > :after AND (changed = 1 OR signed_at <= "
                              ":before OR signed_at > :now) "
                              "ORDER BY id LIMIT 1";

err status_sign(struct work *w, int64_t max_age)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t list = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    while (!(e = db_int(w->db, SQL_DUE,
                        BINDS(INT(":after", list), INT(":before", w->now - max_age), INT(":now", w->now)),
                        &list)))
        if ((e = list_sign(w, list)))
            return e;
    return e == ERR_ABSENT ? tx_commit(&tx) : e;
}

static const char SQL_TOKEN[] =
    "SELECT CASE WHEN :prolonged = 1 THEN prolonged ELSE token END AS token, signed_at FROM status_list "
    "WHERE id = :list AND token IS NOT NULL AND (:prolonged = 0 OR prolonged IS NOT NULL)";

struct token_kept {
    const void *token;
    size_t size;
    int64_t signed_at;
};
static const struct column TOKEN_COLUMNS[] = {
    COLUMN_BYTES(struct token_kept, token, size),
    COLUMN_INT(struct token_kept, signed_at),
};

err status_token(struct work *w, int64_t list, enum status_kind kind, struct buf *ret, int64_t *ret_signed_at)
{
    struct token_kept kept = {0};
    err e;

    if ((e = row_read(w, SQL_TOKEN, BINDS(INT(":list", list), INT(":prolonged", kind == STATUS_PROLONGED)),
                      COLUMNS(TOKEN_COLUMNS), &kept)))
        return e;
    buf_add(ret, kept.token, kept.size);
    if ((e = buf_err(ret)))
        return e;
    *ret_signed_at = kept.signed_at;
    return OK;
}

static const char SQL_LISTS[] = "SELECT id FROM status_list ORDER BY id";

err status_lists(struct work *w, int64_t **ret, size_t *ret_count)
{
    return rows_ids(w, SQL_LISTS, NO_BINDS, ret, ret_count);
}
