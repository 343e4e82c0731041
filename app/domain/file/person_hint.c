/* The hint on a card, made from names and birth date as they are unsealed: "E.K. 1987", enough to tell at a
 * door that the card is the holder's, too little to name her. Opened from the keys alone, so that the thread
 * that signs needs no database. */
#include "domain/file/person_hint.h"

#include <stdio.h>

#include "base/text.h"
#include "domain/file/person.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "vault/vault.h"

void person_hint(const struct person *p, char ret[CARD_HINT_MAX + 1])
{
    char first[8], surname[8];
    const char *stop;

    text_initial(p->first_name, first);
    text_initial(p->surname, surname);
    stop = surname[0] ? "." : "";

    if (date_known(p->birth_date))
        snprintf(ret, CARD_HINT_MAX + 1, "%s.%s%s %04d", first, surname, stop, date_year(p->birth_date));
    else
        snprintf(ret, CARD_HINT_MAX + 1, "%s.%s%s", first, surname, stop);
}

static const char SQL_HINT[] =
    "SELECT id, first_name_sealed, surname_sealed, birth_date_sealed FROM person WHERE id = :id";
static const struct column HINT_COLUMNS[] = {
    COLUMN_INT_AS(struct hint_sealed, person, "id"),
    COLUMN_BYTES_AS(struct hint_sealed, first_name.data, first_name.size, "first_name_sealed"),
    COLUMN_BYTES_AS(struct hint_sealed, surname.data, surname.size, "surname_sealed"),
    COLUMN_BYTES_AS(struct hint_sealed, birth_date.data, birth_date.size, "birth_date_sealed"),
};

err person_hint_sealed(struct work *w, int64_t id, struct hint_sealed *ret)
{
    struct hint_sealed sealed = {0};
    err e = row_read(w, SQL_HINT, BINDS(INT(":id", id)), COLUMNS(HINT_COLUMNS), &sealed);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_person", "", "There is no such person.");
    if (!e)
        *ret = sealed;
    return e;
}

/* *ret_text: stays as it is where nothing is sealed, else points into *ret. */
static err slice_open(struct vault *v, const char *column, int64_t person, struct slice sealed,
                      struct buf *ret, const char **ret_text)
{
    const struct seal_place at = {SEAL_PERSONAL, "person", column, person};
    err e;

    if (sealed.data) {
        e = unseal(v, &at, sealed.data, sealed.size, ret);
        if (e && e != ERR_ABSENT) /* who was erased has no initials any more */
            return e;
        *ret_text = ret->data ? ret->data : "";
    }
    return OK;
}

err person_hint_open(struct vault *v, const struct hint_sealed *s, char ret[CARD_HINT_MAX + 1])
{
    CLEANUP(buf_wipe) struct buf first = {0};
    CLEANUP(buf_wipe) struct buf surname = {0};
    CLEANUP(buf_wipe) struct buf born = {0};
    struct person p = {.id = s->person, .birth_date = DATE_NONE};
    const char *day = NULL;
    err e;

    if ((e = slice_open(v, "first_name", p.id, s->first_name, &first, &p.first_name)) ||
        (e = slice_open(v, "surname", p.id, s->surname, &surname, &p.surname)) ||
        (e = slice_open(v, "birth_date", p.id, s->birth_date, &born, &day)))
        return e;
    if (day && *day && date_parse(day, &p.birth_date))
        return ERR_CORRUPT;
    person_hint(&p, ret);
    return OK;
}

err person_hint_read(struct work *w, int64_t id, char ret[CARD_HINT_MAX + 1])
{
    struct hint_sealed sealed;
    err e;

    if ((e = person_hint_sealed(w, id, &sealed)))
        return e;
    return person_hint_open(w->vault, &sealed, ret);
}
