/* Choices for forms, out of the register's own tables. */
#include "domain/order/catalogue.h"

#include <string.h>

#include "domain/office/municipality.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_MEASURES[] = "SELECT code, text, text_en, active FROM measure ORDER BY code";

static err measure_fill(struct work *w, struct stmt *s, void *row)
{
    struct measure *m = row;

    m->code = stmt_text_in(s, 0, w->arena);
    m->text = stmt_text_in(s, 1, w->arena);
    m->text_en = stmt_text_in(s, 2, w->arena);
    m->active = stmt_int(s, 3) != 0;
    return m->code && m->text && m->text_en ? OK : ERR_SYSTEM;
}

err measure_list(struct work *w, struct measure **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_MEASURES, NO_BINDS, sizeof **ret, measure_fill, ret, ret_count);
}

static const char SQL_COURTS[] =
    "SELECT name, successor, valid_from, valid_until FROM court "
    "ORDER BY CASE WHEN valid_until IS NULL OR valid_until >= :today THEN 0 ELSE 1 END, name";

static err court_fill(struct work *w, struct stmt *s, void *row)
{
    struct court *c = row;

    c->name = stmt_text_in(s, 0, w->arena);
    c->successor = stmt_text_in(s, 1, w->arena);
    c->from = stmt_date(s, 2);
    c->until = stmt_date_open(s, 3);
    return c->name ? OK : ERR_SYSTEM;
}

err court_list(struct work *w, struct court **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_COURTS, BINDS(DATE(":today", w->today)), sizeof **ret, court_fill, ret,
                     ret_count);
}

static const char SQL_POLICE[] =
    "SELECT min(o.issuer) FROM protection_order o JOIN case_file f ON f.id = o.case_id "
    "WHERE o.kind = 'UMPMM' AND f.sealed = 0 GROUP BY o.issuer_folded ORDER BY min(o.issuer) LIMIT 50";

static err name_fill(struct work *w, struct stmt *s, void *row)
{
    const char **name = row;

    *name = stmt_text_in(s, 0, w->arena);
    return *name ? OK : ERR_SYSTEM;
}

err police_list(struct work *w, const char ***ret, size_t *ret_count)
{
    const char **written, **all;
    struct municipality m;
    size_t count, n = 0;
    err e;

    if ((e = municipality_read(w, &m)) ||
        (e = rows_fill(w, SQL_POLICE, NO_BINDS, sizeof *written, name_fill, &written, &count)))
        return e;
    if (!(all = arena_array(w->arena, count + 2, sizeof *all)) ||
        !(all[n++] = arena_format(w->arena, "Drejtoria Vendore e Policisë %s", m.name)) ||
        !(all[n++] = arena_format(w->arena, "Komisariati i Policisë %s", m.name)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (strcmp(written[i], all[0]) != 0 && strcmp(written[i], all[1]) != 0)
            all[n++] = written[i];
    *ret = all;
    *ret_count = n;
    return OK;
}

static const char SQL_COORDINATORS[] =
    "SELECT id, full_name FROM account WHERE role = 'coordinator' AND active = 1 ORDER BY full_name, id";

static err coordinator_fill(struct work *w, struct stmt *s, void *row)
{
    struct coordinator *c = row;

    c->id = stmt_int(s, 0);
    c->full_name = stmt_text_in(s, 1, w->arena);
    return c->full_name ? OK : ERR_SYSTEM;
}

err coordinator_list(struct work *w, struct coordinator **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_COORDINATORS, NO_BINDS, sizeof **ret, coordinator_fill, ret, ret_count);
}
