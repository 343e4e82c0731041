/* What follows from acts and rules for the cards that are out: the rows a check reads, the bit of the status
 * list, the day a card closed, the flag that its printed day is no longer right. Written only where something
 * differs, and from the day alone: catching up after days off ends where working every day would have. */
#include "domain/card/card_projection.h"

#include <string.h>

#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/card/card.h"
#include "domain/card/status.h"
#include "domain/claim/claim.h"
#include "domain/claim/ground_claim.h"
#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define SERVICE_ROOM 16 /* bytes: room for "kindergarten" */
#define CARD_MONTHS  12 /* where the register has no such rule */
#define OPEN_DAYS    30 /* the same: of the card of an open order */

/* In order of their names. */
static const enum service CARD_SERVICES[] = {SV_DOCUMENTS, SV_KINDERGARTEN, SV_TRANSPORT};
#define CARD_SERVICE_COUNT (sizeof CARD_SERVICES / sizeof CARD_SERVICES[0])

struct spans {
    struct card_span *at;
    size_t count, room;
};

static err spans_add(struct work *w, struct spans *s, enum service service, date from, date until)
{
    struct card_span *span;

    if (!(span = arena_grow(w->arena, &s->at, &s->count, &s->room, sizeof *span)))
        return ERR_SYSTEM;
    *span = (struct card_span){service, from, until};
    return OK;
}

/* What one person's rights are worked out from. */
struct rights {
    const struct rules *rules;
    struct claim claim;
    struct ground_claim grounds;
};

struct days { /* of one service, as they are found */
    struct span *at;
    size_t count, room;
};

static err days_add(struct work *w, struct days *d, struct span span)
{
    struct span *place = arena_grow(w->arena, &d->at, &d->count, &d->room, sizeof *place);

    if (!place)
        return ERR_SYSTEM;
    *place = span;
    return OK;
}

/* A card says "free": a right to a part of a fee is none of its business. */
static err order_days(struct work *w, const struct rights *r, enum service service, struct days *ret)
{
    struct entitlement *spans;
    size_t count;
    err e = entitlement_spans(&r->claim, r->rules->benefits, r->rules->benefit_count, service, w->arena,
                              &spans, &count);

    for (size_t i = 0; !e && i < count; i++)
        if (fee_whole(spans[i].because.share))
            e = days_add(w, ret, (struct span){spans[i].from, spans[i].until});
    return e;
}

/* To the door the reason does not matter: days that touch are one, whichever order, ground or rule they come
 * from. So where an order ends and another ground goes on, nothing of the card moves. */
static err service_days(struct work *w, const struct rights *r, enum service service, struct spans *ret)
{
    struct days days = {0};
    struct span *given;
    size_t count;
    err e;

    if ((e = order_days(w, r, service, &days)) ||
        (e = ground_right_spans(&r->grounds, service, w->arena, &given, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = days_add(w, &days, given[i])))
            return e;
    days.count = days.count ? spans_unite(days.at, days.count) : 0;
    for (size_t i = 0; i < days.count; i++)
        if ((e = spans_add(w, ret, service, days.at[i].from, days.at[i].until)))
            return e;
    return OK;
}

err service_spans_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret_claim,
                       struct service_spans *ret)
{
    struct rights r = {.rules = rules};
    struct spans joined = {0};
    err e;

    if ((e = claim_load_held(w, person, rules, &r.claim)) ||
        (e = ground_claim_load(w, person, &r.claim, &r.grounds)))
        return e;
    for (size_t i = 0; i < CARD_SERVICE_COUNT; i++)
        if ((e = service_days(w, &r, CARD_SERVICES[i], &joined)))
            return e;
    *ret_claim = r.claim;
    *ret =
        (struct service_spans){joined.at, joined.count, r.grounds.ground_count > 0, r.claim.order_count > 0};
    return OK;
}

const struct card_span *service_span_around(const struct service_spans *s, enum service service, date on)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->at[i].service == service && s->at[i].until >= on)
            return &s->at[i];
    return NULL;
}

/* Months end as an order's do (law 9669/2006; order_latest_end): twelve of them from the 5th of August to the
 * 5th of August, that day included, so that a card and the order it is for end together. */
date card_life_end(const struct rules *rules, date issued_on)
{
    int64_t months = legal_value(rules->legal, rules->legal_count, LEGAL_CARD_MONTHS, issued_on);

    return date_add_months(issued_on, months ? (int)months : CARD_MONTHS);
}

/* The day of issue counts as the first. */
date card_open_end(const struct rules *rules, date issued_on)
{
    const int64_t days = legal_value(rules->legal, rules->legal_count, LEGAL_CARD_OPEN_DAYS, issued_on);

    return date_add_days(issued_on, (days ? (int)days : OPEN_DAYS) - 1);
}

int card_life_months(const struct rules *rules)
{
    int most = CARD_MONTHS;

    for (size_t i = 0; i < rules->legal_count; i++)
        if (rules->legal[i].number == LEGAL_CARD_MONTHS && rules->legal[i].value > most)
            most = (int)rules->legal[i].value;
    return most;
}

/* The spans of one service within the card's life; what lies open stays open. A service without a day
 * gets an empty span, so that a check can tell it from a service the card never had. */
static err spans_of_service(struct work *w, const struct service_spans *s, enum service service,
                            const struct card_row *card, date life_end, struct spans *ret)
{
    size_t before = ret->count;
    err e;

    for (size_t i = 0; i < s->count; i++) {
        const struct card_span *span = &s->at[i];
        /* Nothing before the day of issue: nobody could have shown the card then. */
        date from = span->from > card->issued_on ? span->from : card->issued_on;
        date until = span->until == DATE_OPEN || span->until < life_end ? span->until : life_end;

        if (span->service == service && from <= until && from <= life_end &&
            (e = spans_add(w, ret, service, from, until)))
            return e;
    }
    return ret->count > before
               ? OK
               : spans_add(w, ret, service, card->issued_on, date_add_days(card->issued_on, -1));
}

static err card_spans(struct work *w, const struct service_spans *s, const struct card_row *card,
                      date life_end, struct spans *ret)
{
    err e;

    for (size_t i = 0; i < CARD_SERVICE_COUNT; i++)
        if ((card->services & CARD_SERVICES[i]) &&
            (e = spans_of_service(w, s, CARD_SERVICES[i], card, life_end, ret)))
            return e;
    return OK;
}

/* A right that goes on beyond the printed day stands there like an order's (card_life.h): where the card was
 * printed as for an open order, without end, until its last day is today, for a check names the last day that
 * it reads; else it ends with the printed day, as nearly all orders do. But nothing ends so for whom an order
 * names: of her right no day is taken, nor does anything move when it is the ground alone that goes on. */
static err spans_veil(struct work *w, const struct rules *rules, const struct service_spans *s,
                      const struct card_row *card, struct service_spans *ret)
{
    const bool goes_on = s->filed || card->exp_day == card_open_end(rules, card->issued_on);
    struct card_span *at;
    size_t count = 0;

    *ret = *s;
    if (!s->grounded || !s->count)
        return OK;
    if (!(at = arena_array(w->arena, s->count, sizeof *at)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < s->count; i++) {
        struct card_span span = s->at[i];

        if (!goes_on && span.from > card->exp_day)
            continue;
        if (!goes_on && span.until > card->exp_day)
            span.until = card->exp_day;
        else if (span.until > card->exp_day && span.until > w->today)
            span.until = DATE_OPEN;
        at[count++] = span;
    }
    ret->at = at;
    ret->count = count;
    return OK;
}

static const char SQL_ADD[] =
    "INSERT INTO card_service (card_id, service, from_day, until_day, exp_day, revoked) "
    "VALUES (:card, :service, :from, :until, :exp, :revoked)";

static err row_add(struct work *w, const struct card_row *card, const char *service, date from, date until)
{
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":card", card->id), TEXT(":service", service), DATE(":from", from),
                         DATE(":until", until), DATE(":exp", card->exp_day),
                         INT(":revoked", card->revoked_at != 0)));
}

static err rows_add(struct work *w, const struct card_row *card, const struct spans *spans)
{
    err e;

    for (size_t i = 0; i < spans->count; i++) {
        const struct card_span *s = &spans->at[i];

        if ((e = row_add(w, card, service_name(s->service), s->from, s->until)))
            return e;
    }
    return OK;
}

/* The card's own row spans its life: a check ends an open order's card there without asking the law. */
err card_project_new(struct work *w, const struct rules *rules, const struct service_spans *s,
                     const struct card_row *card)
{
    const date life_end = card_life_end(rules, card->issued_on);
    struct service_spans veiled;
    struct spans spans = {0};
    err e;

    if ((e = spans_veil(w, rules, s, card, &veiled)) ||
        (e = card_spans(w, &veiled, card, life_end, &spans)) ||
        (e = row_add(w, card, "", card->issued_on, life_end)))
        return e;
    return rows_add(w, card, &spans);
}

static const char SQL_ROWS[] = "SELECT service, from_day, until_day, exp_day, revoked FROM card_service "
                               "WHERE card_id = :card ORDER BY service, from_day";

/* Such a row as it stands. */
struct row_kept {
    char service[SERVICE_ROOM];
    date from, until, exp_day;
    bool revoked;
};
static const struct column KEPT_COLUMNS[] = {
    COLUMN_TEXT(struct row_kept, service),
    COLUMN_DATE_AS(struct row_kept, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct row_kept, until, "until_day"),
    COLUMN_DATE(struct row_kept, exp_day),
    COLUMN_BOOL(struct row_kept, revoked),
};

static bool row_same(const struct row_kept *r, const struct card_row *card, const char *service, date from,
                     date until)
{
    return !strcmp(r->service, service) && r->from == from && r->until == until &&
           r->exp_day == card->exp_day && r->revoked == (card->revoked_at != 0);
}

static err rows_same(struct work *w, const struct card_row *card, const struct spans *spans, date life_end,
                     bool *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct row_kept row;
    bool more, same = true;
    size_t i = 0;
    err e;

    if ((e = db_query(w->db, SQL_ROWS, BINDS(INT(":card", card->id)), &s)))
        return e;
    for (; same && !(e = row_next(w, s, COLUMNS(KEPT_COLUMNS), &row, &more)) && more; i++) {
        /* The first row is the card's own: its service is "", which sorts before all names. */
        if (i == 0) {
            same = row_same(&row, card, "", card->issued_on, life_end);
        } else {
            const struct card_span *span = i <= spans->count ? &spans->at[i - 1] : NULL;

            same = span && row_same(&row, card, service_name(span->service), span->from, span->until);
        }
    }
    if (e)
        return e;
    *ret = same && i == spans->count + 1;
    return OK;
}

static const char SQL_OWN_ROW[] = "UPDATE card_service SET until_day = :until, exp_day = :exp, revoked = "
                                  ":revoked WHERE card_id = :card AND service = ''";
static const char SQL_REMOVE[] = "DELETE FROM card_service WHERE card_id = :card AND service <> ''";

static err rows_write(struct work *w, const struct card_row *card, const struct spans *spans, date life_end)
{
    err e;

    /* The card's own row is changed and never removed, so that a check in between never meets a card that is
     * unknown. */
    if ((e = db_exec(w->db, SQL_OWN_ROW,
                     BINDS(DATE(":until", life_end), DATE(":exp", card->exp_day),
                           INT(":revoked", card->revoked_at != 0), INT(":card", card->id)))) ||
        (e = db_exec(w->db, SQL_REMOVE, BINDS(INT(":card", card->id)))))
        return e;
    return rows_add(w, card, spans);
}

/* What the table card keeps of all that. */
struct card_state {
    bool bit;
    date closed_on;
    const char *flag;
};

/* The last day of the right to any of the card's services, whatever the card's life; DATE_NONE: there is
 * none.
 */
static date right_end(const struct service_spans *s, const struct card_row *card)
{
    date last = DATE_NONE;

    for (size_t i = 0; i < s->count; i++)
        if ((card->services & s->at[i].service) && (last == DATE_NONE || s->at[i].until > last))
            last = s->at[i].until;
    return last;
}

/* An open order's card is printed for its days only: right until they are over. What is over needs no other
 * card. */
static bool right_goes_on(date right, const struct card_row *card, date today)
{
    return right == DATE_OPEN ? today > card->exp_day : right > card->exp_day && right >= today;
}

static struct card_state state_of(const struct card_row *card, const struct spans *spans, date right,
                                  date life_end, date today)
{
    struct card_state state = {.bit = card->revoked_at != 0, .closed_on = DATE_NONE};
    date last = date_add_days(card->issued_on, -1), good_until;

    for (size_t i = 0; i < spans->count; i++)
        if (spans->at[i].until > last)
            last = spans->at[i].until;
    good_until = last < life_end ? last : life_end;
    if (good_until < today) {
        state.closed_on = date_add_days(good_until, 1);
        /* A card that ends with its printed day needs no bit: devices see the day themselves. The fewer bits,
         * the less the public list says. */
        state.bit = state.bit || last < card->exp_day;
    }
    if (card->revoked_at) {
        date revoked_on = instant_date(card->revoked_at);

        if (state.closed_on == DATE_NONE || revoked_on < state.closed_on)
            state.closed_on = revoked_on;
        return state;
    }
    if (last < card->exp_day)
        state.flag = "shortened";
    else if (right_goes_on(right, card, today))
        state.flag = "extended";
    return state;
}

struct open_card {
    struct card_row row;
    struct card_state state; /* as stored */
};

static const char SQL_STATE[] =
    "UPDATE card SET bit = :bit, closed_on = :closed, flag = :flag WHERE id = :id";

static err state_write(struct work *w, const struct open_card *c, const struct card_state *state)
{
    const struct card_state *old = &c->state;
    bool flag_same = !old->flag == !state->flag && (!old->flag || !strcmp(old->flag, state->flag));
    err e;

    /* Not written where nothing changed: at midnight that is nearly every card, and each write would go to
     * the disk and to the backups. */
    if (old->bit == state->bit && old->closed_on == state->closed_on && flag_same)
        return OK;
    if ((e = db_exec(w->db, SQL_STATE,
                     BINDS(INT(":bit", state->bit), DATE(":closed", state->closed_on),
                           TEXT(":flag", state->flag), INT(":id", c->row.id)))))
        return e;
    /* One that closes leaves the list of those that go on as well. */
    return old->bit == state->bit && old->closed_on == state->closed_on ? OK : status_changed(w, c->row.list);
}

static err card_update(struct work *w, const struct rules *rules, const struct service_spans *s,
                       const struct open_card *c)
{
    const date life_end = card_life_end(rules, c->row.issued_on);
    struct service_spans veiled;
    struct card_state state;
    struct spans spans = {0};
    bool same;
    err e;

    if ((e = spans_veil(w, rules, s, &c->row, &veiled)) ||
        (e = card_spans(w, &veiled, &c->row, life_end, &spans)))
        return e;
    state = state_of(&c->row, &spans, right_end(&veiled, &c->row), life_end, w->today);
    if ((e = state_write(w, c, &state)) || (e = rows_same(w, &c->row, &spans, life_end, &same)) || same ||
        (e = rows_write(w, &c->row, &spans, life_end)))
        return e;
    /* About its printed day, whether it goes on stands in the list that says so (card/status.c). */
    return c->row.exp_day <= date_add_days(w->today, 1) ? status_changed(w, c->row.list) : OK;
}

static const char SQL_CARDS[] =
    "SELECT id, services, issued_on, exp_day, list_id, revoked_at, bit, closed_on, flag "
    "FROM card WHERE person_id = :person ORDER BY id";

static const struct column OPEN_CARD_COLUMNS[] = {
    COLUMN_INT_AS(struct open_card, row.id, "id"),
    COLUMN_INT_AS(struct open_card, row.services, "services"),
    COLUMN_DATE_AS(struct open_card, row.issued_on, "issued_on"),
    COLUMN_DATE_AS(struct open_card, row.exp_day, "exp_day"),
    COLUMN_INT_AS(struct open_card, row.list, "list_id"),
    COLUMN_INT_AS(struct open_card, row.revoked_at, "revoked_at"),
    COLUMN_BOOL_AS(struct open_card, state.bit, "bit"),
    COLUMN_DATE_AS(struct open_card, state.closed_on, "closed_on"),
    COLUMN_TEXT_AS(struct open_card, state.flag, "flag"),
};

err card_project(struct work *w, const struct rules *rules, int64_t person, const struct service_spans *s)
{
    struct open_card *cards;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CARDS, BINDS(INT(":person", person)), COLUMNS(OPEN_CARD_COLUMNS), NULL, &cards,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = card_update(w, rules, s, &cards[i])))
            return e;
    return OK;
}

/* Written as it is: the trigger behind it owes the card to the doors. */
static const char SQL_AGAIN[] =
    "UPDATE card_service SET revoked = revoked WHERE service = '' AND card_id = :card";

err card_tell_again(struct work *w, int64_t card)
{
    return db_exec(w->db, SQL_AGAIN, BINDS(INT(":card", card)));
}
