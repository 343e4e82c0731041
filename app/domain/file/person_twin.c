/* Found by the blind index of name and birth date; each that it gives is opened and looked at. */
#include "domain/file/person_twin.h"

#include <string.h>

#include "base/name.h"
#include "domain/file/case_guard.h"
#include "domain/law/nid.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Both have a number, and not the same. One whose check letter does not fit may be a slip of the pen. */
static bool numbers_differ(const char *a, const char *b)
{
    char x[NID_TEXT], y[NID_TEXT];

    return a && b && nid_check(a, x) == NID_OK && nid_check(b, y) == NID_OK && strcmp(x, y) != 0;
}

static bool one(const struct person *a, const struct person *b)
{
    const struct name x = {a->first_name, a->surname}, y = {b->first_name, b->surname};

    return a->birth_date != DATE_NONE && a->birth_date == b->birth_date && name_same(&x, &y) &&
           !numbers_differ(a->nid, b->nid);
}

err person_one(struct work *w, int64_t a, int64_t b, bool *ret)
{
    struct person x, y;
    err e;

    if ((e = person_read(w, a, &x)) || (e = person_read(w, b, &y))) {
        /* Of a damaged row nothing is known: nobody else's payment waits for it. */
        if (e == ERR_CORRUPT)
            *ret = false;
        return e == ERR_CORRUPT ? OK : e;
    }
    *ret = one(&x, &y);
    return OK;
}

struct where {
    int64_t case_id;
    bool closed, benefits; /* benefits: stands in some file, and not only as its respondent */
};

static const char SQL_WHERE[] =
    "SELECT coalesce((SELECT max(c.case_id) FROM case_person c WHERE c.person_id = p.id AND c.role = "
    "'protected'), 0) AS case_id, " PERSON_CLOSED(
        "p.id") " AS closed, EXISTS (SELECT 1 FROM case_person c WHERE "
                "c.person_id = p.id AND c.role <> 'respondent') AS benefits FROM person p WHERE p.id = "
                ":person";
static const struct column WHERE_COLUMNS[] = {
    COLUMN_INT(struct where, case_id),
    COLUMN_BOOL(struct where, closed),
    COLUMN_BOOL(struct where, benefits),
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
    if (at.benefits && !at.closed && !numbers_differ(in->nid, p.nid))
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

static const char SQL_IN_FILE[] =
    "SELECT count(*) FROM case_person WHERE case_id = :case AND person_id = :person";
static const char SQL_FILE[] = "SELECT f.number FROM case_file f WHERE f.id = (SELECT max(c.case_id) FROM "
                               "case_person c WHERE c.person_id = :person)";
struct numbered_file {
    const char *number;
};
static const struct column FILE_COLUMNS[] = {COLUMN_TEXT(struct numbered_file, number)};

/* person_find will take one of the file itself. */
static err in_file(struct work *w, const struct person_twins *alike, int64_t case_id, bool *ret)
{
    int64_t found = 0;
    err e;

    for (size_t i = 0; i < alike->by_name_count && !found; i++)
        if ((e = db_int(w->db, SQL_IN_FILE, BINDS(INT(":case", case_id), INT(":person", alike->by_name[i])),
                        &found)))
            return e;
    *ret = found > 0;
    return OK;
}

err person_twin_ask(struct work *w, const struct person_new *in, int64_t case_id, const char *field)
{
    struct numbered_file file = {0};
    struct person_twins alike;
    struct person_twin twin;
    bool here;
    err e;

    if ((e = person_twins(w, in, &alike)) || alike.by_nid_count || (e = in_file(w, &alike, case_id, &here)) ||
        here || (e = person_twin_find(w, in, &twin)) || !twin.person)
        return e;
    e = row_read(w, SQL_FILE, BINDS(INT(":person", twin.person)), COLUMNS(FILE_COLUMNS), &file);
    if (e)
        return e == ERR_ABSENT ? OK : e; /* in no file */
    return question_ask(w, "same_person", field,
                        "Somebody of this name and birth date stands in file %s. Is this another person?",
                        file.number);
}
