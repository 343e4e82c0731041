/* Two statements: cards by unit and set of services, children by kindergarten. */
#include "domain/ground/ground_cover.h"

#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

static const enum service SERVED[] = {SV_TRANSPORT, SV_DOCUMENTS, SV_KINDERGARTEN};
#define SERVED_COUNT (sizeof SERVED / sizeof SERVED[0])

struct cover_row {
    const char *name;
    unsigned services;
    bool ordered;
    int64_t count;
};
static const struct column ROW_COLUMNS[] = {
    COLUMN_TEXT(struct cover_row, name),
    COLUMN_INT(struct cover_row, services),
    COLUMN_BOOL(struct cover_row, ordered),
    COLUMN_INT(struct cover_row, count),
};

#define OF_FILE                                                                                              \
    "(SELECT c.person_id, max(f.unit_id) AS unit_id FROM case_person c JOIN case_file f ON f.id = "          \
    "c.case_id "                                                                                             \
    "WHERE c.role <> 'respondent' GROUP BY c.person_id) o "

static const char SQL_CARDS[] =
    "SELECT u.name, k.services, o.person_id IS NOT NULL AS ordered, count(*) AS count FROM card k "
    "LEFT JOIN " OF_FILE "ON o.person_id = k.person_id "
    "LEFT JOIN ground_holder h ON h.person_id = k.person_id "
    "LEFT JOIN unit u ON u.id = coalesce(o.unit_id, h.unit_id) "
    "WHERE k.revoked_at IS NULL AND k.closed_on IS NULL "
    "GROUP BY u.name, k.services, o.person_id IS NOT NULL ORDER BY u.name IS NULL, u.name";
/* Each of them has the one service. */
static const char SQL_CHILDREN[] =
    "SELECT g.name, 4 AS services, o.person_id IS NOT NULL AS ordered, count(DISTINCT k.person_id) AS count "
    "FROM kindergarten_child k JOIN organisation g ON g.id = k.organisation_id "
    "LEFT JOIN " OF_FILE "ON o.person_id = k.person_id "
    "WHERE k.from_day <= :today AND (k.until_day IS NULL OR k.until_day >= :today) "
    "GROUP BY g.name, o.person_id IS NOT NULL ORDER BY g.name";
_Static_assert(SV_KINDERGARTEN == 4, "as the statement says");

struct lines {
    struct cover_line *at;
    size_t count, room;
};

static bool of(const struct cover_line *l, const char *name, enum service service)
{
    return l->service == service && (l->name && name ? !strcmp(l->name, name) : l->name == name);
}

static err line_of(struct work *w, struct lines *lines, const char *name, enum service service,
                   struct cover_line **ret)
{
    for (size_t i = 0; i < lines->count; i++)
        if (of(&lines->at[i], name, service)) {
            *ret = &lines->at[i];
            return OK;
        }
    if (!(*ret = arena_grow(w->arena, &lines->at, &lines->count, &lines->room, sizeof **ret)))
        return ERR_SYSTEM;
    **ret = (struct cover_line){.name = name, .service = service};
    return OK;
}

static err row_take(struct work *w, struct lines *lines, const char *name, const struct cover_row *c)
{
    struct cover_line *line;
    err e;

    for (size_t i = 0; i < SERVED_COUNT; i++) {
        if (!(c->services & SERVED[i]))
            continue;
        if ((e = line_of(w, lines, name, SERVED[i], &line)))
            return e;
        *(c->ordered ? &line->orders : &line->other) += c->count;
        line->thin = line->other < COVER_LEAST * line->orders;
    }
    return OK;
}

err cover_count(struct work *w, struct cover *ret)
{
    struct lines all = {0}, units = {0}, kindergartens = {0};
    struct cover_row *cards, *children;
    size_t card_count, child_count;
    struct cover_line *line;
    err e = OK;

    for (size_t i = 0; !e && i < SERVED_COUNT; i++)
        e = line_of(w, &all, NULL, SERVED[i], &line);
    if (e || (e = rows_read(w, SQL_CARDS, NO_BINDS, COLUMNS(ROW_COLUMNS), NULL, &cards, &card_count)) ||
        (e = rows_read(w, SQL_CHILDREN, BINDS(DATE(":today", w->today)), COLUMNS(ROW_COLUMNS), NULL,
                       &children, &child_count)))
        return e;
    for (size_t i = 0; i < card_count; i++)
        if ((e = row_take(w, &all, NULL, &cards[i])) || (e = row_take(w, &units, cards[i].name, &cards[i])))
            return e;
    for (size_t i = 0; i < child_count; i++)
        if ((e = row_take(w, &kindergartens, children[i].name, &children[i])))
            return e;
    *ret = (struct cover){all.at, units.at, kindergartens.at, all.count, units.count, kindergartens.count};
    return OK;
}
