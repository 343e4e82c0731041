/* Found by the blind index of name and birth date; each that it gives is opened and looked at. */
#include "domain/file/person_twin.h"

#include <string.h>

#include "domain/file/case_guard.h"
#include "domain/law/nid.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Both have a number, and not the same. One whose check letter does not fit may be a slip of the pen. */
static bool numbers_differ(const char *a, const char *b)
{
    char x[NID_TEXT], y[NID_TEXT];

    return a && b && nid_check(a, x) == NID_OK && nid_check(b, y) == NID_OK && strcmp(x, y) != 0;
}

struct where {
    int64_t case_id;
    bool closed;
};

static const char SQL_WHERE[] =
    "SELECT coalesce((SELECT max(c.case_id) FROM case_person c WHERE c.person_id = p.id AND c.role = "
    "'protected'), 0) AS case_id, " PERSON_CLOSED("p.id") " AS closed FROM person p WHERE p.id = :person";
static const struct column WHERE_COLUMNS[] = {
    COLUMN_INT(struct where, case_id),
    COLUMN_BOOL(struct where, closed),
};

/* ret->person stays 0 where it is not she, or may not be told. */
static err twin_look(struct work *w, const struct person_new *in, int64_t person, struct person_twin *ret)
{
    struct where at;
    struct person p;
    err e;

    if ((e = person_read(w, person, &p)) ||
        (e = row_read(w, SQL_WHERE, BINDS(INT(":person", person), INT(":account", w->actor.account)),
                      COLUMNS(WHERE_COLUMNS), &at)))
        return e;
    if (!at.closed && !numbers_differ(in->nid, p.nid))
        *ret = (struct person_twin){person, at.case_id};
    return OK;
}

err person_twin_find(struct work *w, const struct person_new *in, struct person_twin *ret)
{
    struct person_twin twin = {0};
    struct person_twins alike;
    err e;

    if ((e = person_twins(w, in, &alike)))
        return e;
    for (size_t i = 0; i < alike.by_name_count && !twin.person; i++)
        if ((e = twin_look(w, in, alike.by_name[i], &twin)))
            return e;
    *ret = twin;
    return OK;
}
