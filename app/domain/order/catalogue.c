/* Choices for forms, out of the register's own tables. */
#include "domain/order/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/office/municipality.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define POLICE_MAX 50 /* names in the list */

/* Courts bear the name of their town at the end. */
#define OWN_COURT "name LIKE '% ' || (SELECT m.name FROM municipality m)"

/* Courts of today first; the old names stay, for older orders keep them (the names changed on 2023-05-01). */
static const char SQL_COURTS[] =
    "SELECT name, successor, valid_from, valid_until FROM court "
    "ORDER BY CASE WHEN valid_until IS NULL OR valid_until >= :today THEN 0 ELSE 1 END, "
    "CASE WHEN " OWN_COURT " THEN 0 ELSE 1 END, name";

static const struct column COURT_COLUMNS[] = {
    COLUMN_TEXT(struct court, name),
    COLUMN_TEXT(struct court, successor),
    COLUMN_DATE_AS(struct court, from, "valid_from"),
    COLUMN_DATE_OPEN_AS(struct court, until, "valid_until"),
};

err court_list(struct work *w, struct court **ret, size_t *ret_count)
{
    return rows_read(w, SQL_COURTS, BINDS(DATE(":today", w->today)), COLUMNS(COURT_COLUMNS), NULL, ret,
                     ret_count);
}

struct police { /* as the walk comes to it, and those that it kept */
    int64_t order;
    const char *issuer;
    const char *kept[POLICE_MAX];
    size_t count;
};

/* Without sealed files: a station far away that wrote one order would tell of it. The newest orders have
 * every station that still writes any. */
static const char SQL_POLICE[] =
    "SELECT o.id, o.issuer_sealed FROM protection_order o JOIN case_file f ON f.id = o.case_id "
    "WHERE o.kind = 'UMPMM' AND f.sealed = 0 ORDER BY o.id DESC LIMIT 1000";
static const struct column POLICE_COLUMNS[] = {
    COLUMN_INT_AS(struct police, order, "id"),
    COLUMN_SEALED(struct police, issuer, "protection_order", order),
};

/* Two spellings of one name are one choice: the first of them by the alphabet. */
static err police_take(void *context, struct arena *kept)
{
    struct police *p = context;
    size_t i = 0;

    while (i < p->count && !text_same(p->kept[i], p->issuer))
        i++;
    if (i == POLICE_MAX || (i < p->count && strcmp(p->kept[i], p->issuer) <= 0))
        return OK;
    if (!(p->kept[i] = arena_text(kept, p->issuer)))
        return ERR_SYSTEM;
    p->count += i == p->count;
    return OK;
}

static int name_compare(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* The two structures of the municipality come first, for a register that has no police order yet. */
err police_list(struct work *w, const char ***ret, size_t *ret_count)
{
    struct police written = {0};
    const char **all;
    struct municipality m;
    size_t n = 0;
    err e;

    if ((e = municipality_read(w, &m)) ||
        (e = row_walk(w, SQL_POLICE, NO_BINDS, COLUMNS(POLICE_COLUMNS), &written, police_take, &written)))
        return e;
    qsort(written.kept, written.count, sizeof *written.kept, name_compare);
    if (!(all = arena_array(w->arena, written.count + 2, sizeof *all)) ||
        !(all[n++] = arena_format(w->arena, "Drejtoria Vendore e Policisë %s", m.name)) ||
        !(all[n++] = arena_format(w->arena, "Komisariati i Policisë %s", m.name)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < written.count; i++)
        if (strcmp(written.kept[i], all[0]) != 0 && strcmp(written.kept[i], all[1]) != 0)
            all[n++] = written.kept[i];
    *ret = all;
    *ret_count = n;
    return OK;
}

struct written { /* the latest order of a kind */
    int64_t order;
    const char *issuer;
};
/* Without sealed files, as above. */
static const char SQL_LATEST[] =
    "SELECT o.id, o.issuer_sealed FROM protection_order o JOIN case_file f ON f.id = o.case_id "
    "WHERE (o.kind = 'UMPMM') = :police AND f.sealed = 0 ORDER BY o.id DESC LIMIT 1";
static const struct column LATEST_COLUMNS[] = {
    COLUMN_INT_AS(struct written, order, "id"),
    COLUMN_SEALED(struct written, issuer, "protection_order", order),
};
static const char SQL_OWN_COURT[] =
    "SELECT name FROM court WHERE (valid_until IS NULL OR valid_until >= :today) AND " OWN_COURT " ORDER BY "
    "name LIMIT 1";
static const struct column OWN_COLUMNS[] = {COLUMN_TEXT_AS(struct written, issuer, "name")};

static err latest_read(struct work *w, bool police, const char **ret)
{
    struct written latest = {0};
    err e = row_read(w, SQL_LATEST, BINDS(INT(":police", police)), COLUMNS(LATEST_COLUMNS), &latest);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = latest.issuer;
    return OK;
}

/* Lists of past years bring orders in whose courts bear that name no more. A court that is not listed is
 * taken as it is written. */
static err name_stands(struct work *w, const char *name, bool *ret)
{
    bool listed = false, stands = false;
    struct court *courts;
    size_t count;
    err e;

    if ((e = court_list(w, &courts, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (text_same(courts[i].name, name)) {
            listed = true;
            stands = stands || courts[i].until >= w->today;
        }
    *ret = !listed || stands;
    return OK;
}

err usual_issuers(struct work *w, const char **ret_court, const char **ret_police)
{
    struct written own = {0};
    const char *court, *police;
    bool stands = false;
    err e;

    if ((e = latest_read(w, false, &court)) || (e = latest_read(w, true, &police)) ||
        (court && (e = name_stands(w, court, &stands))))
        return e;
    e = row_read(w, SQL_OWN_COURT, BINDS(DATE(":today", w->today)), COLUMNS(OWN_COLUMNS), &own);
    if (e && e != ERR_ABSENT)
        return e;
    *ret_court = stands ? court : own.issuer;
    *ret_police = police;
    return OK;
}

static const char SQL_COORDINATORS[] =
    "SELECT id, full_name FROM account WHERE role = 'coordinator' AND active = 1 ORDER BY full_name, id";

static const struct column COORDINATOR_COLUMNS[] = {
    COLUMN_INT(struct coordinator, id),
    COLUMN_TEXT(struct coordinator, full_name),
};

err coordinator_list(struct work *w, struct coordinator **ret, size_t *ret_count)
{
    return rows_read(w, SQL_COORDINATORS, NO_BINDS, COLUMNS(COORDINATOR_COLUMNS), NULL, ret, ret_count);
}
