/* Four digits are easily said and written; there are more where those of a large town become few. */
#include "domain/card/kindergarten_number.h"

#include "crypto/random.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define FIRST      1000 /* the least number: four digits */
#define SPAN_LEAST 9000 /* how many have four */
#define TRIES      32   /* so many of them, then numbers with a digit more */
#define DIGITS     3    /* more, at most */

static const char SQL_READ[] =
    "SELECT number FROM kindergarten_number WHERE person_id = :person AND organisation_id = :organisation";
static const char SQL_GIVE[] =
    "INSERT INTO kindergarten_number (person_id, organisation_id, number) VALUES (:person, :organisation, "
    ":number) ON CONFLICT (number) DO NOTHING RETURNING number";

err kindergarten_number_read(struct work *w, int64_t person, int64_t organisation, int64_t *ret)
{
    int64_t number;
    err e =
        db_int(w->db, SQL_READ, BINDS(INT(":person", person), INT(":organisation", organisation)), &number);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = e ? 0 : number;
    return OK;
}

/* ERR_ABSENT: that number is somebody's. */
static err one_give(struct work *w, int64_t person, int64_t organisation, uint32_t span)
{
    uint32_t drawn;
    int64_t number;
    err e = random_below(span, &drawn);

    return e ? e
             : db_int(w->db, SQL_GIVE,
                      BINDS(INT(":person", person), INT(":organisation", organisation),
                            INT(":number", FIRST + (int64_t)drawn)),
                      &number);
}

err kindergarten_number_give(struct work *w, int64_t person, int64_t organisation)
{
    uint32_t span = SPAN_LEAST;
    int64_t number;
    err e;

    if ((e = kindergarten_number_read(w, person, organisation, &number)) || number)
        return e;
    for (int digits = 0; digits <= DIGITS; digits++, span *= 10)
        for (int i = 0; i < TRIES; i++)
            if ((e = one_give(w, person, organisation, span)) != ERR_ABSENT)
                return e;
    return ERR_SYSTEM;
}

struct enrolled {
    int64_t person, organisation;
};
static const char SQL_ENROLLED[] = "SELECT DISTINCT person_id, organisation_id FROM enrolment "
                                   "ORDER BY person_id, organisation_id";
static const struct column ENROLLED_COLUMNS[] = {
    COLUMN_INT_AS(struct enrolled, person, "person_id"),
    COLUMN_INT_AS(struct enrolled, organisation, "organisation_id"),
};
/* Written as they are: the triggers behind owe them to the doors. */
static const char SQL_TELL[] = "UPDATE kindergarten_child SET until_day = until_day";

err kindergarten_numbers_give(struct db *db, void *work)
{
    struct work *w = work;
    struct enrolled *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_ENROLLED, NO_BINDS, COLUMNS(ENROLLED_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = kindergarten_number_give(w, list[i].person, list[i].organisation)))
            return e;
    return count ? db_exec(db, SQL_TELL, NO_BINDS) : OK;
}
