/* The exempt children of a kindergarten: enrolled there and free of the fee, kept as rows that are told to
 * the doors. A kindergarten sees its own children only, and of each no more than the hint and the last day.
 */
#include "domain/card/kindergarten_child.h"

#include <stdlib.h>
#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_projection.h"
#include "domain/card/kindergarten_number.h"
#include "domain/file/person.h"
#include "domain/file/person_hint.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define DAYS_AHEAD 14 /* an end is announced that long before */

static const char SQL_CHILDREN[] = "SELECT person_id, until_day FROM kindergarten_child "
                                   "WHERE organisation_id = :organisation AND from_day <= :today AND "
                                   "(until_day IS NULL OR until_day >= :today) ORDER BY person_id";

struct child_row {
    int64_t person;
    date until;
};
static const struct column CHILD_COLUMNS[] = {
    COLUMN_INT_AS(struct child_row, person, "person_id"),
    COLUMN_DATE_OPEN_AS(struct child_row, until, "until_day"),
};

static err child_make(struct work *w, int64_t organisation, const struct child_row *row,
                      struct kindergarten_child *ret)
{
    char hint[CARD_HINT_MAX + 1];
    err e;

    if ((e = person_hint_read(w, row->person, hint)) ||
        (e = kindergarten_number_read(w, row->person, organisation, &ret->number)))
        return e;
    ret->until = row->until;
    ret->ends_soon = row->until <= date_add_days(w->today, DAYS_AHEAD) ? row->until : DATE_NONE;
    ret->hint = arena_text(w->arena, hint);
    return ret->hint ? OK : ERR_SYSTEM;
}

/* As its device shows them. */
static int by_hint(const void *a, const void *b)
{
    const struct kindergarten_child *one = a, *other = b;
    int order = strcmp(one->hint, other->hint);

    return order ? order : (one->number > other->number) - (one->number < other->number);
}

err kindergarten_children(struct work *w, int64_t organisation, struct kindergarten_child **ret,
                          size_t *ret_count)
{
    struct kindergarten_child *children;
    struct child_row *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CHILDREN, BINDS(INT(":organisation", organisation), DATE(":today", w->today)),
                       COLUMNS(CHILD_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(children = arena_array(w->arena, count, sizeof *children)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = child_make(w, organisation, &rows[i], &children[i])))
            return e;
    if (count)
        qsort(children, count, sizeof *children, by_hint);
    *ret = children;
    *ret_count = count;
    return OK;
}

/* Days at one kindergarten: first the enrolment, then what of it is free. */
struct attendance {
    int64_t organisation;
    date from, until;
};

struct attendances {
    struct attendance *at;
    size_t count, room;
};

static err attendance_add(struct work *w, struct attendances *p, int64_t organisation, date from, date until)
{
    struct attendance *place;

    if (!(place = arena_grow(w->arena, &p->at, &p->count, &p->room, sizeof *place)))
        return ERR_SYSTEM;
    *place = (struct attendance){organisation, from, until};
    return OK;
}

static const char SQL_ENROLLED[] =
    "SELECT organisation_id, from_day, until_day FROM enrolment WHERE person_id = :person "
    "ORDER BY organisation_id, from_day";

static const struct column ATTENDANCE_COLUMNS[] = {
    COLUMN_INT_AS(struct attendance, organisation, "organisation_id"),
    COLUMN_DATE_AS(struct attendance, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct attendance, until, "until_day"),
};

/* Enrolments at one place that overlap or touch are one. */
static err enrolled_load(struct work *w, int64_t person, struct attendances *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct attendance place;
    bool more;
    err e;

    if ((e = db_query(w->db, SQL_ENROLLED, BINDS(INT(":person", person)), &s)))
        return e;
    while (!(e = row_next(w, s, COLUMNS(ATTENDANCE_COLUMNS), &place, &more)) && more) {
        struct attendance *last = ret->count ? &ret->at[ret->count - 1] : NULL;

        if (last && last->organisation == place.organisation && place.from <= date_add_days(last->until, 1))
            last->until = place.until > last->until ? place.until : last->until;
        else if ((e = attendance_add(w, ret, place.organisation, place.from, place.until)))
            return e;
    }
    return e;
}

/* Past days are left out: nobody needs them, and the result depends on the day alone. */
static err attendances_wanted(struct work *w, const struct attendances *enrolled,
                              const struct service_spans *s, struct attendances *ret)
{
    err e;

    for (size_t i = 0; i < enrolled->count; i++) {
        const struct attendance *p = &enrolled->at[i];

        for (size_t j = 0; j < s->count; j++) {
            const struct card_span *free = &s->at[j];
            const date from = p->from > free->from ? p->from : free->from;
            const date until = p->until < free->until ? p->until : free->until;

            if (free->service != SV_KINDERGARTEN || from > until || until < w->today)
                continue;
            if ((e = attendance_add(w, ret, p->organisation, from, until)))
                return e;
        }
    }
    return OK;
}

/* By way of the enrolments, because the rows stand in order of the kindergartens. */
static const char SQL_PRESENT[] =
    "SELECT organisation_id, from_day, until_day FROM kindergarten_child WHERE person_id = :person "
    "AND organisation_id IN (SELECT organisation_id FROM enrolment WHERE person_id = :person) "
    "ORDER BY organisation_id, from_day";

static bool row_same(const struct attendance *row, const struct attendance *p)
{
    return row->organisation == p->organisation && row->from == p->from && row->until == p->until;
}

static err rows_same(struct work *w, int64_t person, const struct attendances *wanted, bool *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct attendance row;
    bool more, same = true;
    size_t i = 0;
    err e;

    if ((e = db_query(w->db, SQL_PRESENT, BINDS(INT(":person", person)), &s)))
        return e;
    for (; same && !(e = row_next(w, s, COLUMNS(ATTENDANCE_COLUMNS), &row, &more)) && more; i++)
        same = i < wanted->count && row_same(&row, &wanted->at[i]);
    if (e)
        return e;
    *ret = same && i == wanted->count;
    return OK;
}

static const char SQL_REMOVE[] =
    "DELETE FROM kindergarten_child WHERE person_id = :person "
    "AND organisation_id IN (SELECT organisation_id FROM enrolment WHERE person_id = :person)";
static const char SQL_ADD[] =
    "INSERT INTO kindergarten_child (organisation_id, person_id, from_day, until_day) "
    "VALUES (:organisation, :person, :from, :until)";

static err rows_write(struct work *w, int64_t person, const struct attendances *wanted)
{
    err e;

    if ((e = db_exec(w->db, SQL_REMOVE, BINDS(INT(":person", person)))))
        return e;
    for (size_t i = 0; i < wanted->count; i++) {
        const struct attendance *p = &wanted->at[i];

        if ((e = db_exec(w->db, SQL_ADD,
                         BINDS(INT(":organisation", p->organisation), INT(":person", person),
                               DATE(":from", p->from), DATE(":until", p->until)))))
            return e;
    }
    return OK;
}

err kindergarten_project(struct work *w, int64_t person, const struct claim *claim,
                         const struct service_spans *s)
{
    struct attendances enrolled = {0}, wanted = {0};
    char hint[CARD_HINT_MAX + 1];
    bool same;
    err e;

    if (!claim->enrolment_count)
        return OK;
    if ((e = enrolled_load(w, person, &enrolled)) || (e = attendances_wanted(w, &enrolled, s, &wanted)))
        return e;
    /* Whose name cannot be read could not be shown: she stays as she was, her card with her. Without a place
     * there is nothing to show, and that must not keep her rows from being removed. */
    if ((wanted.count && (e = person_hint_read(w, person, hint))) ||
        (e = rows_same(w, person, &wanted, &same)))
        return e;
    return same ? OK : rows_write(w, person, &wanted);
}

/* Written as it is: the trigger behind it owes it to the doors. */
static const char SQL_AGAIN[] =
    "UPDATE kindergarten_child SET until_day = until_day WHERE person_id = :person";

err kindergarten_tell_again(struct work *w, int64_t person)
{
    return db_exec(w->db, SQL_AGAIN, BINDS(INT(":person", person)));
}
