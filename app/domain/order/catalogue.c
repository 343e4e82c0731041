/* Choices for forms, out of the register's own tables. */
#include "domain/order/catalogue.h"

#include <string.h>

#include "domain/office/municipality.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_MEASURES[] = "SELECT code, text, text_en, active FROM measure ORDER BY code";

static const struct column MEASURE_COLUMNS[] = {
    COLUMN_TEXT(struct measure, code),
    COLUMN_TEXT(struct measure, text),
    COLUMN_TEXT(struct measure, text_en),
    COLUMN_BOOL(struct measure, active),
};

err measure_list(struct work *w, struct measure **ret, size_t *ret_count)
{
    return rows_read(w, SQL_MEASURES, NO_BINDS, COLUMNS(MEASURE_COLUMNS), NULL, ret, ret_count);
}

/* Courts of today first; the old names stay, for older orders keep them (the names changed on 2023-05-01). */
static const char SQL_COURTS[] =
    "SELECT name, successor, valid_from, valid_until FROM court "
    "ORDER BY CASE WHEN valid_until IS NULL OR valid_until >= :today THEN 0 ELSE 1 END, name";

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

struct police {
    const char *issuer;
};

/* As somebody wrote it: of the spellings of one name the first by the alphabet. */
static const char SQL_POLICE[] =
    "SELECT min(o.issuer) AS issuer FROM protection_order o JOIN case_file f ON f.id = o.case_id "
    /* Without sealed files: a station far away that wrote one order would tell of it. The folded name groups,
     * so that two spellings are one choice. */
    "WHERE o.kind = 'UMPMM' AND f.sealed = 0 GROUP BY o.issuer_folded ORDER BY min(o.issuer) LIMIT 50";
static const struct column POLICE_COLUMNS[] = {COLUMN_TEXT(struct police, issuer)};

/* The two structures of the municipality come first, for a register that has no police order yet. */
err police_list(struct work *w, const char ***ret, size_t *ret_count)
{
    struct police *written;
    const char **all;
    struct municipality m;
    size_t count, n = 0;
    err e;

    if ((e = municipality_read(w, &m)) ||
        (e = rows_read(w, SQL_POLICE, NO_BINDS, COLUMNS(POLICE_COLUMNS), NULL, &written, &count)))
        return e;
    if (!(all = arena_array(w->arena, count + 2, sizeof *all)) ||
        !(all[n++] = arena_format(w->arena, "Drejtoria Vendore e Policisë %s", m.name)) ||
        !(all[n++] = arena_format(w->arena, "Komisariati i Policisë %s", m.name)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (strcmp(written[i].issuer, all[0]) != 0 && strcmp(written[i].issuer, all[1]) != 0)
            all[n++] = written[i].issuer;
    *ret = all;
    *ret_count = n;
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
