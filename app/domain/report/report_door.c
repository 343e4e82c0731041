/* Only the reports that count a noun of this one can tell something of it. */
#include "domain/report/report_door.h"

#include "domain/report/report_hide.h"

static bool noun_shared(const struct report_definition *a, const struct report_definition *b)
{
    for (size_t i = 0; i < a->column_count; i++)
        for (size_t k = 0; k < b->column_count; k++)
            if (a->columns[i].noun && !a->columns[i].noun->plain && a->columns[i].noun == b->columns[k].noun)
                return true;
    return false;
}

err report_door_count(struct work *w, const struct report_definition *d, date from, date until,
                      struct report_table *ret)
{
    size_t all, count = 1;
    const struct report_definition *list = report_list(&all);
    struct report_table *tables = arena_array(w->arena, all + 1, sizeof *tables);
    err e;

    if (!tables)
        return ERR_SYSTEM;
    if ((e = report_table_count(w, d, from, until, &tables[0])))
        return e;
    for (size_t i = 0; i < all; i++)
        if (&list[i] != d && noun_shared(d, &list[i]) &&
            (e = report_table_count(w, &list[i], from, until, &tables[count++])))
            return e;
    if ((e = report_hide(w, tables, count)))
        return e;
    *ret = tables[0];
    return OK;
}

err report_door_count_all(struct work *w, date from, date until, struct report_table **ret, size_t *ret_count)
{
    size_t count;
    const struct report_definition *list = report_list(&count);
    struct report_table *tables = arena_array(w->arena, count, sizeof *tables);
    err e;

    if (!tables)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = report_table_count(w, &list[i], from, until, &tables[i])))
            return e;
    if ((e = report_hide(w, tables, count)))
        return e;
    *ret = tables;
    *ret_count = count;
    return OK;
}
