/* The exempt children of a kindergarten: enrolled there and free of the fee, kept as rows that a check reads
 * with the hint key alone. */
#include "domain/card/kindergarten_child.h"

#include <string.h>

#include "crypto/keyring.h"
#include "domain/card/card.h"
#include "domain/card/card_projection.h"
#include "domain/file/person.h"
#include "domain/file/person_hint.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define DAYS_AHEAD 14 /* an end is announced that long before */

static const char SQL_CHILDREN[] = "SELECT person_id, until_day, hint_sealed FROM kindergarten_child "
                                   "WHERE organisation_id = :organisation AND from_day <= :today AND "
                                   "(until_day IS NULL OR until_day >= :today) "
                                   "ORDER BY person_id";

static err hint_open(struct work *w, int64_t person, struct stmt *s, int column, struct buf *ret)
{
    const struct seal_place at = {SEAL_HINT, "kindergarten_child", "hint", person};
    size_t size;
    const void *sealed = stmt_blob(s, column, &size);

    return unseal(w->keys, &at, sealed, size, ret);
}

static err child_read(struct work *w, struct stmt *s, void *row)
{
    struct kindergarten_child *child = row;
    CLEANUP(buf_wipe) struct buf hint = {0};
    err e;

    if ((e = hint_open(w, stmt_int(s, 0), s, 2, &hint)))
        return e;
    child->until = stmt_date_open(s, 1);
    child->ends_soon = child->until <= date_add_days(w->today, DAYS_AHEAD) ? child->until : DATE_NONE;
    child->hint = arena_text_n(w->arena, hint.data ? hint.data : "", hint.len);
    return child->hint ? OK : ERR_SYSTEM;
}

err check_children(struct work *w, int64_t organisation, struct kindergarten_child **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_CHILDREN, BINDS(INT(":organisation", organisation), DATE(":today", w->today)),
                     sizeof **ret, child_read, ret, ret_count);
}

/* Days at one kindergarten: first the enrolment, then what of it is free. */
struct place {
    int64_t organisation;
    date from, until;
};

struct places {
    struct place *at;
    size_t count, room;
};

static err places_add(struct work *w, struct places *p, int64_t organisation, date from, date until)
{
    struct place *place;

    if (!(place = arena_grow(w->arena, &p->at, &p->count, &p->room, sizeof *place)))
        return ERR_SYSTEM;
    *place = (struct place){organisation, from, until};
    return OK;
}

static const char SQL_ENROLLED[] =
    "SELECT organisation_id, from_day, until_day FROM enrolment WHERE person_id = :person "
    "ORDER BY organisation_id, from_day";

/* Enrolments at one place that overlap or touch are one. */
static err enrolled_load(struct work *w, int64_t person, struct places *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_ENROLLED, BINDS(INT(":person", person)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        const int64_t organisation = stmt_int(s, 0);
        const date from = stmt_date(s, 1), until = stmt_date_open(s, 2);
        struct place *last = ret->count ? &ret->at[ret->count - 1] : NULL;

        if (last && last->organisation == organisation && from <= date_add_days(last->until, 1))
            last->until = until > last->until ? until : last->until;
        else if ((e = places_add(w, ret, organisation, from, until)))
            return e;
    }
    return e;
}

/* Past days are left out: nobody needs them, and the result depends on the day alone. */
static err places_wanted(struct work *w, const struct places *enrolled, const struct service_spans *s,
                         struct places *ret)
{
    err e;

    for (size_t i = 0; i < enrolled->count; i++) {
        const struct place *p = &enrolled->at[i];

        for (size_t j = 0; j < s->count; j++) {
            const struct card_span *free = &s->at[j];
            const date from = p->from > free->from ? p->from : free->from;
            const date until = p->until < free->until ? p->until : free->until;

            if (free->service != SV_KINDERGARTEN || from > until || until < w->today)
                continue;
            if ((e = places_add(w, ret, p->organisation, from, until)))
                return e;
        }
    }
    return OK;
}

/* By way of the enrolments, because the rows stand in order of the kindergartens. */
static const char SQL_PRESENT[] =
    "SELECT organisation_id, from_day, until_day, hint_sealed FROM kindergarten_child WHERE person_id = "
    ":person "
    "AND organisation_id IN (SELECT organisation_id FROM enrolment WHERE person_id = :person) "
    "ORDER BY organisation_id, from_day";

static err row_same(struct work *w, int64_t person, struct stmt *s, const struct place *p, const char *hint,
                    bool *ret)
{
    CLEANUP(buf_wipe) struct buf stored = {0};
    err e;

    if ((e = hint_open(w, person, s, 3, &stored)))
        return e;
    *ret = stmt_int(s, 0) == p->organisation && stmt_date(s, 1) == p->from &&
           stmt_date_open(s, 2) == p->until && stored.len == strlen(hint) &&
           memcmp(stored.data ? stored.data : "", hint, stored.len) == 0;
    return OK;
}

static err rows_same(struct work *w, int64_t person, const struct places *wanted, const char *hint, bool *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row, same = true;
    size_t i = 0;
    err e;

    if ((e = db_query(w->db, SQL_PRESENT, BINDS(INT(":person", person)), &s)))
        return e;
    for (; same && !(e = stmt_step(s, &row)) && row; i++) {
        same = i < wanted->count;
        if (same && (e = row_same(w, person, s, &wanted->at[i], hint, &same)))
            return e;
    }
    *ret = same && i == wanted->count;
    return e;
}

static const char SQL_REMOVE[] =
    "DELETE FROM kindergarten_child WHERE person_id = :person "
    "AND organisation_id IN (SELECT organisation_id FROM enrolment WHERE person_id = :person)";
static const char SQL_ADD[] =
    "INSERT INTO kindergarten_child (organisation_id, person_id, from_day, until_day, hint_sealed) "
    "VALUES (:organisation, :person, :from, :until, :hint)";

static err rows_write(struct work *w, int64_t person, const struct places *wanted, const char *hint)
{
    const struct seal_place at = {SEAL_HINT, "kindergarten_child", "hint", person};
    CLEANUP(buf_free) struct buf sealed = {0};
    err e;

    if ((e = db_exec(w->db, SQL_REMOVE, BINDS(INT(":person", person)))) ||
        (e = seal(w->keys, &at, hint, strlen(hint), &sealed)))
        return e;
    for (size_t i = 0; i < wanted->count; i++) {
        const struct place *p = &wanted->at[i];

        if ((e = db_exec(w->db, SQL_ADD,
                         BINDS(INT(":organisation", p->organisation), INT(":person", person),
                               DATE(":from", p->from), DATE(":until", p->until),
                               BLOB(":hint", sealed.data, sealed.len)))))
            return e;
    }
    return OK;
}

err kindergarten_project(struct work *w, int64_t person, const struct claim *claim,
                         const struct service_spans *s)
{
    struct places enrolled = {0}, wanted = {0};
    char hint[CARD_HINT_MAX + 1] = "";
    bool same;
    err e;

    if (!claim->enrolment_count)
        return OK;
    if ((e = enrolled_load(w, person, &enrolled)) || (e = places_wanted(w, &enrolled, s, &wanted)))
        return e;
    if ((wanted.count && (e = person_hint_read(w, person, hint))) ||
        (e = rows_same(w, person, &wanted, hint, &same)))
        return e;
    return same ? OK : rows_write(w, person, &wanted, hint);
}
