/* All that is opened for a list is its names: everything else belongs to the page that is shown. */
#include "domain/ground/ground_view.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/file/person.h"
#include "domain/law/entitlement.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define TABLE       "ground_holder"
#define FOLDED_ROOM 1024 /* bytes of both names, folded */

#define SQL_SELECT                                                                                           \
    "SELECT h.id, h.first_name_sealed, h.surname_sealed, h.birth_year_sealed, u.name AS unit, "              \
    "h.nid_blind IS NOT NULL AS numbered FROM ground_holder h LEFT JOIN unit u ON u.id = h.unit_id "
static const struct column HOLDER_COLUMNS[] = {
    COLUMN_INT(struct ground_view, id),
    COLUMN_SEALED(struct ground_view, first_name, TABLE, id),
    COLUMN_SEALED(struct ground_view, surname, TABLE, id),
    COLUMN_SEALED(struct ground_view, birth_year, TABLE, id),
    COLUMN_TEXT(struct ground_view, unit),
    COLUMN_BOOL(struct ground_view, numbered),
};
static const char SQL_READ[] = SQL_SELECT "WHERE h.id = :id";

static err holder_complete(struct work *w, struct ground_view *h)
{
    err e = ground_list(w, h->id, &h->grounds, &h->ground_count);

    return e ? e : ground_card_shown(w, h->id, &h->card);
}

static err view_load(struct work *w, int64_t id, struct ground_view *ret)
{
    struct ground_view h = {0};
    err e = row_read(w, SQL_READ, BINDS(INT(":id", id)), COLUMNS(HOLDER_COLUMNS), &h);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_holder", "", "There is no such holder.");
    if (e || (e = holder_complete(w, &h)))
        return e;
    *ret = h;
    return OK;
}

err ground_view_read(struct work *w, int64_t id, struct ground_view *ret)
{
    struct ground_view h;
    err e;

    if ((e = view_load(w, id, &h)) ||
        (e = audit_append(w, &(struct audit_entry){.what = "ground.read", .record = TABLE, .record_id = id})))
        return e;
    *ret = h;
    return OK;
}

/* ---- the list */

static const char *const DUES[] = {[DUE_ISSUE] = "issue", [DUE_REPRINT] = "reprint", [DUE_PRINT] = "print"};

bool ground_due_parse(const char *name, enum ground_due *ret)
{
    for (enum ground_due t = DUE_ISSUE; t <= DUE_PRINT; t++) {
        if (!strcmp(DUES[t], name)) {
            *ret = t;
            return true;
        }
    }
    return false;
}

/* The services that the grounds give today or later, as ground_card.c works them out one by one; who has died
 * has no card in use. */
#define GIVES(service, also)                                                                                 \
    "EXISTS (SELECT 1 FROM ground g JOIN ground_rule r ON r.kind = g.kind AND r.service = '" service "' "    \
    "WHERE g.holder_id = h.id AND (g.until_day IS NULL OR (g.until_day >= r.from_day AND g.until_day >= "    \
    ":today)) AND (r.until_day IS NULL OR (r.until_day >= g.from_day AND r.until_day >= :today))" also ")"
#define ENROLLED                                                                                             \
    " AND EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = h.person_id AND (e.until_day IS NULL OR "    \
    "(e.until_day >= :today AND e.until_day >= g.from_day AND e.until_day >= r.from_day)) AND (g.until_day " \
    "IS NULL OR g.until_day >= e.from_day) AND (r.until_day IS NULL OR r.until_day >= e.from_day))"
#define GIVEN                                                                                                \
    "(" GIVES("transport", "") " + 2 * " GIVES("documents", "") " + 4 * " GIVES("kindergarten", ENROLLED) ")"
#define IN_USE(until)                                                                                        \
    "EXISTS (SELECT 1 FROM card k WHERE k.person_id = h.person_id AND k.revoked_at IS NULL AND "             \
    "k.closed_on IS NULL AND k.exp_day >= " until ")"
_Static_assert(SV_TRANSPORT == 1 && SV_DOCUMENTS == 2 && SV_KINDERGARTEN == 4, "as the statement says");

static const char SQL_LIST[] = SQL_SELECT
    "WHERE (:nid IS NULL OR h.nid_blind = :nid) AND (:kind IS NULL OR EXISTS (SELECT 1 FROM ground g "
    "WHERE g.holder_id = h.id AND g.kind = :kind AND (g.until_day IS NULL OR g.until_day >= :today))) "
    "AND CASE :due WHEN 'issue' THEN " GIVEN " <> 0 AND (h.carded = 0 OR NOT " IN_USE(
        ":soon") ") "
                 "WHEN 'reprint' THEN h.carded = 1 AND " IN_USE(
                     ":today") " AND (h.misnamed_on IS NOT NULL OR h.given <> " GIVEN
                               ") WHEN 'print' THEN h.unprinted = 1 AND " IN_USE(
                                   ":today") " ELSE 1 END ORDER BY h.id DESC";

static bool name_found(const struct ground_view *h, const char *folded)
{
    char both[FOLDED_ROOM], text[FOLDED_ROOM];

    snprintf(text, sizeof text, "%s %s", h->first_name, h->surname);
    return text_words_match(text_fold(text, both, sizeof both), folded);
}

struct finding {
    struct ground_view *at;
    size_t count, room, total;
};

static err found_add(struct work *w, const struct ground_filter *f, const struct ground_view *h,
                     struct finding *list)
{
    struct ground_view *place;

    list->total++;
    if (list->total <= (size_t)f->skip || list->count == GROUND_PAGE)
        return OK;
    if (!(place = arena_grow(w->arena, &list->at, &list->count, &list->room, sizeof *place)))
        return ERR_SYSTEM;
    *place = *h;
    return OK;
}

static err list_walk(struct work *w, const struct ground_filter *f, struct finding *list)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    char folded[FOLDED_ROOM] = "";
    struct ground_view h;
    uint8_t nid[32];
    bool more, by_nid = f->words && !person_nid_blind(w, f->words, nid);
    err e;

    if (f->words && !by_nid)
        text_fold(f->words, folded, sizeof folded);
    if ((e = db_query(w->db, SQL_LIST,
                      BINDS(BLOB(":nid", by_nid ? nid : NULL, sizeof nid), TEXT(":kind", f->kind),
                            DATE(":today", w->today), TEXT(":due", DUES[f->due]),
                            DATE(":soon", date_add_days(w->today, GROUND_RENEWED_DAYS))),
                      &s)))
        return e;
    for (h = (struct ground_view){0}; !(e = row_next(w, s, COLUMNS(HOLDER_COLUMNS), &h, &more)) && more;
         h = (struct ground_view){0})
        if ((!folded[0] || name_found(&h, folded)) && (e = found_add(w, f, &h, list)))
            return e;
    return e;
}

err ground_view_list(struct work *w, const struct ground_filter *f, struct ground_view **ret,
                     size_t *ret_count, size_t *ret_total)
{
    struct finding list = {0};
    err e;

    if ((e = list_walk(w, f, &list)))
        return e;
    for (size_t i = 0; i < list.count; i++)
        if ((e = holder_complete(w, &list.at[i])))
            return e;
    if ((e = audit_append(w, &(struct audit_entry){.what = "ground.list", .record = TABLE})))
        return e;
    *ret = list.at;
    *ret_count = list.count;
    *ret_total = list.total;
    return OK;
}
