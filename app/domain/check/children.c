/* The exempt children of a kindergarten as its device shows them: of each no more than the hint, its number
 * there and the last day. */
#include "domain/check/children.h"

#include <stdlib.h>
#include <string.h>

#include "domain/check/door_hint.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define DAYS_AHEAD 14 /* an end is announced that long before */

static const char SQL_CHILDREN[] = "SELECT child_ref, until_day, hint_sealed FROM kindergarten_child "
                                   "WHERE organisation_id = :organisation AND from_day <= :today AND "
                                   "(until_day IS NULL OR until_day >= :today)";

struct child_row {
    int64_t ref;
    date until;
    const void *hint;
    size_t hint_size;
};
static const struct column CHILD_COLUMNS[] = {
    COLUMN_INT_AS(struct child_row, ref, "child_ref"),
    COLUMN_DATE_OPEN_AS(struct child_row, until, "until_day"),
    COLUMN_BYTES_AS(struct child_row, hint, hint_size, "hint_sealed"),
};

/* "A.B. 2019", a tab and the number: sealed in one, since a number that stood by itself would be the same in
 * the register's file. */
static err said_split(struct work *w, const char *text, size_t n, struct door_child *ret)
{
    char *hint = arena_text_n(w->arena, text, n);
    char *tab = hint ? strchr(hint, CHILD_NUMBER_MARK) : NULL;

    if (!hint)
        return ERR_SYSTEM;
    ret->number = tab ? strtoll(tab + 1, NULL, 10) : 0;
    if (tab)
        *tab = '\0';
    ret->hint = hint;
    return OK;
}

static err child_make(struct doorway *d, const struct child_row *row, struct door_child *ret)
{
    struct work *w = &d->work;
    const struct seal_place at = {SEAL_HINT, "kindergarten_child", "hint", row->ref};
    CLEANUP(buf_wipe) struct buf hint = {0};
    err e;

    if (!row->hint)
        return ERR_CORRUPT;
    if ((e = door_hint_open(d, &at, row->hint, row->hint_size, &hint)))
        return e;
    ret->until = row->until;
    ret->ends_soon = row->until <= date_add_days(w->today, DAYS_AHEAD) ? row->until : DATE_NONE;
    return said_split(w, hint.data ? hint.data : "", hint.len, ret);
}

/* By what is shown: the rows stand in no order that means anything. */
static int by_hint(const void *a, const void *b)
{
    const struct door_child *one = a, *other = b;
    int order = strcmp(one->hint, other->hint);

    return order ? order : (one->number > other->number) - (one->number < other->number);
}

err door_children(struct doorway *d, int64_t organisation, struct door_child **ret, size_t *ret_count)
{
    struct work *w = &d->work;
    struct door_child *children;
    struct child_row *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CHILDREN, BINDS(INT(":organisation", organisation), DATE(":today", w->today)),
                       COLUMNS(CHILD_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(children = arena_array(w->arena, count, sizeof *children)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = child_make(d, &rows[i], &children[i])))
            return e;
    if (count)
        qsort(children, count, sizeof *children, by_hint);
    *ret = children;
    *ret_count = count;
    return OK;
}
