/* Appended; they go with the person's key, and their rows with the person. */
#include "domain/file/former_name.h"

#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_KEEP[] =
    "INSERT INTO former_name (id, person_id, first_name_sealed, surname_sealed, until_day) VALUES (:id, "
    ":person, :first_name, :surname, :today)";

err former_name_keep(struct work *w, int64_t person, const char *first_name, const char *surname)
{
    CLEANUP(buf_free) struct buf first = {0};
    CLEANUP(buf_free) struct buf last = {0};
    int64_t id;
    err e;

    if ((e = id_next(w, "former_name", &id)) ||
        (e = sealed_text(w, OF_PERSON(person), "former_name", "first_name", id, first_name, &first)) ||
        (e = sealed_text(w, OF_PERSON(person), "former_name", "surname", id, surname, &last)))
        return e;
    return db_exec(w->db, SQL_KEEP,
                   BINDS(INT(":id", id), INT(":person", person), SEALED(":first_name", first),
                         SEALED(":surname", last), DATE(":today", w->today)));
}

static const char SQL_LIST[] =
    "SELECT id, first_name_sealed, surname_sealed, until_day FROM former_name WHERE person_id = :person "
    "ORDER BY id";
static const struct column NAME_COLUMNS[] = {
    COLUMN_INT(struct former_name, id),
    COLUMN_SEALED(struct former_name, first_name, "former_name", id),
    COLUMN_SEALED(struct former_name, surname, "former_name", id),
    COLUMN_DATE_AS(struct former_name, until, "until_day"),
};

err former_name_list(struct work *w, int64_t person, struct former_name **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":person", person)), COLUMNS(NAME_COLUMNS), NULL, ret, ret_count);
}
