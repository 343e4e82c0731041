/* Cards to look after: those that say more than they are good for, those that run out while the right goes
 * on, and those that print data which were corrected since. */
#include "domain/task/card_task.h"

#include "base/instant.h"
#include "domain/card/card.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/task/task_text.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define SOON_DAYS 7 /* time to make another card before the old one runs out */

struct card_found {
    int64_t card, person, services;
    bool held; /* the holder has another ground, too */
    const char *number;
    date said;
    int kind; /* enum card_task */
    int64_t case_id;
    const char *case_number, *unit;
};
static const struct column FOUND_COLUMNS[] = {
    COLUMN_INT_AS(struct card_found, card, "id"),
    COLUMN_SEALED(struct card_found, number, "card", card),
    COLUMN_DATE(struct card_found, said),
    COLUMN_INT(struct card_found, kind),
    COLUMN_INT_AS(struct card_found, person, "person_id"),
    COLUMN_INT(struct card_found, services),
    COLUMN_BOOL(struct card_found, held),
    COLUMN_INT(struct card_found, case_id),
    COLUMN_TEXT(struct card_found, case_number),
    COLUMN_TEXT(struct card_found, unit),
};
#define FILE_COLUMNS                                                                                         \
    "k.person_id, k.services, EXISTS (SELECT 1 FROM ground_holder h WHERE h.person_id = k.person_id) AS "    \
    "held, c.id AS case_id, c.number AS case_number, u.name AS unit "

/* The files in which the holder stands. If one of them is sealed against the actor, the card is left out
 * altogether, also where she stands in an open one: else the open file would tell of the sealed one. */
#define ITS_FILES                                                                                            \
    "JOIN case_person cp ON cp.person_id = k.person_id AND cp.role <> 'respondent' "                         \
    "JOIN case_file c ON c.id = cp.case_id JOIN unit u ON u.id = c.unit_id "
#define NOT_SEALED                                                                                           \
    "AND NOT EXISTS (SELECT 1 FROM case_person p JOIN case_file f ON f.id = p.case_id "                      \
    "WHERE p.person_id = k.person_id AND f.sealed = 1 AND NOT EXISTS "                                       \
    "(SELECT 1 FROM case_access x WHERE x.case_id = f.id AND x.account_id = :account)) "

/* The right goes on where the projection is flagged "extended", or is open while the printed day comes near.
 * The task stays after the printed day and after the card's end: only another card of the same services ends
 * it. The few that may be meant are picked by their indexes first, for a scan of all cards is what a day
 * would wait for. */
static const char SQL_CARDS[] =
    "SELECT k.id, k.number_sealed, k.exp_day AS said, coalesce(k.flag, '') = 'shortened' AS "
    "kind, " FILE_COLUMNS "FROM card k " ITS_FILES
    "WHERE k.id IN (SELECT f.id FROM card f WHERE f.flag = 'shortened' UNION "
    "SELECT x.id FROM card x WHERE x.revoked_at IS NULL AND x.exp_day <= :soon) AND "
    "k.revoked_at IS NULL AND ((k.flag = 'shortened' AND k.closed_on IS NULL) OR "
    "(k.exp_day <= :soon AND (k.flag = 'extended' OR (k.closed_on IS NULL AND EXISTS "
    "(SELECT 1 FROM card_service s WHERE s.card_id = k.id AND s.service <> '' AND s.until_day IS NULL))) "
    "AND NOT EXISTS (SELECT 1 FROM card n WHERE n.person_id = k.person_id AND n.revoked_at IS NULL "
    "AND n.exp_day > k.exp_day AND (n.services & k.services) = k.services))) " NOT_SEALED
    "ORDER BY k.id, c.id";
/* There is a week to replace it. Until then the card is good, though a checker sees other initials than are
 * printed on it. */
static const char SQL_REPRINTS[] =
    "SELECT k.id, k.number_sealed, r.since_day AS said, 2 AS kind, " FILE_COLUMNS "FROM card_reprint r "
    "JOIN card k ON k.id = r.card_id " ITS_FILES
    "WHERE k.revoked_at IS NULL AND k.closed_on IS NULL AND k.exp_day >= :today " NOT_SEALED
    "ORDER BY k.id, c.id";
_Static_assert(CARD_RENEW == 0 && CARD_RECALL == 1 && CARD_REPRINT == 2, "as the statements say");

static date due_day(const struct work *w, enum card_task kind, date said)
{
    if (kind == CARD_RECALL)
        return w->today;
    return kind == CARD_REPRINT ? date_add_days(said, SOON_DAYS) : said;
}

static err card_task(struct work *w, struct task_set *set, const struct card_found *f)
{
    struct task *t = task_add(w, set);
    enum card_task kind = (enum card_task)f->kind;
    const char *number = f->number;
    err e;

    if (!t)
        return ERR_SYSTEM;
    if ((e = card_number_show(w, &number)))
        return e;
    *t = (struct task){.section = SECTION_CARDS,
                       .what = card_task_name(kind),
                       .text = card_task_text(kind, false),
                       .text_en = card_task_text(kind, true),
                       .case_id = f->case_id,
                       .case_number = f->case_number,
                       .unit = f->unit,
                       .card = number,
                       .due_on = due_day(w, kind, f->said)};
    /* The last second of the day: until then it is not overdue. */
    t->due_at = date_day_end(t->due_on);
    t->overdue = t->due_at < w->now;
    return OK;
}

/* Who has another ground as well has a card that goes on when the order does not: that is nothing to this
 * office, and must not be told it. */
static err by_order(struct work *w, const struct card_found *f, bool *ret)
{
    struct entitlement *spans;
    struct claim claim;
    struct rules rules;
    size_t count;
    err e;

    *ret = !f->held || f->kind != CARD_RENEW;
    if (*ret)
        return OK;
    if ((e = rules_load(w, &rules)) || (e = claim_load_held(w, f->person, &rules, &claim)))
        return e;
    for (size_t i = 0; i < SV_COUNT && !*ret; i++) {
        if (!(f->services & SERVICES[i]))
            continue;
        if ((e = entitlement_spans(&claim, rules.benefits, rules.benefit_count, SERVICES[i], w->arena, &spans,
                                   &count)))
            return e;
        for (size_t j = 0; j < count; j++)
            *ret = *ret || spans[j].until > f->said;
    }
    return OK;
}

static err tasks_of(struct work *w, struct task_set *set, const char *sql, const struct bind *binds)
{
    struct card_found *found;
    bool ours;
    size_t count;
    err e;

    if ((e = rows_read(w, sql, binds, COLUMNS(FOUND_COLUMNS), NULL, &found, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = by_order(w, &found[i], &ours)) || (ours && (e = card_task(w, set, &found[i]))))
            return e;
    return OK;
}

err card_tasks(struct work *w, struct task_set *set)
{
    const date soon = date_add_days(w->today, SOON_DAYS);
    err e;

    if ((e = tasks_of(w, set, SQL_CARDS, BINDS(DATE(":soon", soon), INT(":account", w->actor.account)))))
        return e;
    return tasks_of(w, set, SQL_REPRINTS, BINDS(DATE(":today", w->today), INT(":account", w->actor.account)));
}
