/* Persons: checked, sealed, stored, read again, and found by number or name without either being told.
 * Nothing of a person lies open in the database but sex and day of death. */
#include "domain/file/person.h"

#include <stdio.h>
#include <string.h>

#include "base/name.h"
#include "base/text.h"
#include "crypto/keyring.h"
#include "domain/file/former_name.h"
#include "domain/law/nid.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define OLDEST_BIRTH_YEAR 1900                         /* nobody older lives; it catches a slip in the year */
#define ADDRESS_MAX       LIMIT(PersonFields, address) /* code points */
#define PHONE_MAX         LIMIT(PersonFields, phone)

/* The letter vouches for the number; so what stands beside it is a slip, or it is another person's number. */
static void nid_compare(struct work *w, const struct person_new *in, const char *normal)
{
    const date born = nid_birth_date(normal);
    const char sex[] = {nid_sex(normal), '\0'};

    if (born == DATE_NONE) {
        work_warn(w, "nid_date", "nid",
                  "The date inside the number does not exist; the number is taken as written.");
        return;
    }
    if (in->birth_date != DATE_NONE && in->birth_date != born)
        work_warn(w, "nid_differs", "nid", "The number says another birth date than the one given.");
    if (in->sex && strcmp(in->sex, sex))
        work_warn(w, "nid_sex", "nid", "The number says another sex than the one given.");
}

static err nid_field_check(struct work *w, const struct person_new *in)
{
    char normal[NID_TEXT];

    switch (in->nid ? nid_check(in->nid, normal) : NID_OK) {
    case NID_MALFORMED:
        return refuse(w, ERR_INPUT, "bad_nid", "nid",
                      "A personal number is a letter or digit, eight digits and a letter; leave it empty if "
                      "there is none.");
    case NID_CHECK_LETTER:
        work_warn(w, "nid_check_letter", "nid",
                  "The check letter does not fit; the number is taken as written.");
        break;
    case NID_DATE:
        work_warn(w, "nid_date", "nid",
                  "The date inside the number does not exist; the number is taken as written.");
        break;
    case NID_OK:
        if (in->nid)
            nid_compare(w, in, normal);
        break;
    }
    return OK;
}

static err birth_date_check(struct work *w, const struct person_new *in)
{
    const date birth = in->birth_date;

    if (birth == DATE_NONE)
        return OK;
    if (birth > w->today)
        return refuse(w, ERR_INPUT, "in_future", "birth_date", "The birth date lies in the future.");
    if (date_year(birth) < OLDEST_BIRTH_YEAR)
        return refuse(w, ERR_INPUT, "bad_date", "birth_date", "The birth date lies before %d.",
                      OLDEST_BIRTH_YEAR);
    return OK;
}

/* A dash, a question mark or a ditto mark names nobody, and would be found again as anybody's name. */
static err name_check(struct work *w, const char *field, const char *name, bool needed)
{
    char letter[5] = "";
    err e = field_text_check(w, field, name, PERSON_NAME_MAX, needed);

    if (e || text_empty(name))
        return e;
    text_initial(name, letter);
    return letter[0] ? OK : refuse(w, ERR_INPUT, "no_name", field, "A name has a letter in it.");
}

static err first_name_check(struct work *w, const struct person_new *in)
{
    return name_check(w, "first_name", in->first_name, true);
}

static err father_name_check(struct work *w, const struct person_new *in)
{
    return name_check(w, "father_name", in->father_name, false);
}

static err surname_check(struct work *w, const struct person_new *in)
{
    if (in->no_surname && !text_empty(in->surname))
        return refuse(w, ERR_INPUT, "surname_and_none", "surname",
                      "Either a surname is given, or it is said that there is none.");
    return name_check(w, "surname", in->surname, !in->no_surname);
}

static err address_check(struct work *w, const struct person_new *in)
{
    return field_text_check(w, "address", in->address, ADDRESS_MAX, false);
}

static err phone_check(struct work *w, const struct person_new *in)
{
    return field_text_check(w, "phone", in->phone, PHONE_MAX, false);
}

static err sex_check(struct work *w, const struct person_new *in)
{
    if (in->sex && strcmp(in->sex, "F") && strcmp(in->sex, "M"))
        return refuse(w, ERR_INPUT, "unknown_sex", "sex", "Must be F or M.");
    return OK;
}

/* In the order of the form, so that the first fault told is the uppermost. */
person_field_check *const PERSON_CHECKS[] = {
    first_name_check, father_name_check, surname_check,    address_check,
    phone_check,      nid_field_check,   birth_date_check, sex_check,
};
const size_t PERSON_CHECK_COUNT = sizeof PERSON_CHECKS / sizeof PERSON_CHECKS[0];

void person_settle(struct person_new *in)
{
    if (in->no_surname && !in->surname)
        in->surname = "";
}

const char *person_name(struct arena *a, const char *first_name, const char *surname)
{
    return arena_format(a, "%s%s%s", first_name, surname[0] ? " " : "", surname);
}

err person_check(struct work *w, const struct person_new *in)
{
    struct faults faults = {0};
    err e;

    for (size_t i = 0; i < PERSON_CHECK_COUNT; i++)
        if ((e = faults_take(w, &faults, PERSON_CHECKS[i](w, in))))
            return e;
    return faults_refuse(w, &faults);
}

err person_nid_blind(struct work *w, const char *nid, uint8_t ret[32])
{
    char normal[NID_TEXT];

    if (nid_check(nid, normal) == NID_MALFORMED)
        return ERR_ABSENT;
    return blind(w->keys, "nid", normal, ret);
}

/* Of the letters of both names in their own order (base/name_key.h) and the birth date: in any spelling and
 * whichever is the surname. Whoever is found by it is then looked at by name. */
err person_name_blind(struct work *w, const struct person_new *in, uint8_t ret[32])
{
    const struct name name = {in->first_name, in->surname};
    char letters[2 * NAME_KEY_TEXT], text[sizeof letters + DATE_TEXT + 1], day[DATE_TEXT];
    err e;

    name_letters(&name, letters);
    snprintf(text, sizeof text, "%s|%s", letters, date_format(in->birth_date, day));
    e = blind(w->keys, "name", text, ret);
    explicit_bzero(letters, sizeof letters);
    explicit_bzero(text, sizeof text);
    return e;
}

struct sealed_person {
    struct buf first_name, father_name, surname, nid, birth_date, address, phone;
};

static void sealed_person_free(struct sealed_person *s)
{
    buf_free(&s->first_name);
    buf_free(&s->father_name);
    buf_free(&s->surname);
    buf_free(&s->nid);
    buf_free(&s->birth_date);
    buf_free(&s->address);
    buf_free(&s->phone);
}

/* Each value for its own column: none opens in the place of another. */
static err person_seal(struct work *w, int64_t key, int64_t id, const struct person_new *in,
                       struct sealed_person *s)
{
    const struct owner of = OF_KEY(key);
    err e;

    if ((e = sealed_text(w, of, "person", "first_name", id, in->first_name, &s->first_name)) ||
        (e = sealed_text(w, of, "person", "father_name", id, in->father_name, &s->father_name)) ||
        (e = sealed_text(w, of, "person", "surname", id, in->surname, &s->surname)) ||
        (e = sealed_text(w, of, "person", "nid", id, in->nid, &s->nid)) ||
        (e = sealed_date(w, of, "person", "birth_date", id, in->birth_date, &s->birth_date)) ||
        (e = sealed_text(w, of, "person", "address", id, in->address, &s->address)))
        return e;
    return sealed_text(w, of, "person", "phone", id, in->phone, &s->phone);
}

static const char SQL_ADD[] =
    "INSERT INTO person (id, first_name_sealed, father_name_sealed, "
    "surname_sealed, nid_sealed, birth_date_sealed, sex, "
    "address_sealed, phone_sealed, nid_blind, name_blind, key_id, created_at) VALUES (:id, "
    ":first_name, :father_name, :surname, "
    ":nid, :birth_date, :sex, :address, :phone, :nid_blind, :name_blind, :key, :at)";

/* The number is drawn first: each value is sealed for its row, so that it cannot be moved to another. */
err person_add(struct work *w, const struct person_new *in, int64_t *ret_id)
{
    CLEANUP(sealed_person_free) struct sealed_person s = {0};
    uint8_t by_nid[32], by_name[32];
    int64_t id, key;
    err e;

    if ((e = person_check(w, in)) || (e = id_next(w, "person", &id)) || (e = owner_key_new(w, &key)) ||
        (e = person_seal(w, key, id, in, &s)) || (in->nid && (e = person_nid_blind(w, in->nid, by_nid))) ||
        (e = person_name_blind(w, in, by_name)))
        return e;
    if ((e = db_exec(
             w->db, SQL_ADD,
             BINDS(INT(":id", id), SEALED(":first_name", s.first_name), SEALED(":father_name", s.father_name),
                   SEALED(":surname", s.surname), SEALED(":nid", s.nid), SEALED(":birth_date", s.birth_date),
                   TEXT(":sex", in->sex), SEALED(":address", s.address), SEALED(":phone", s.phone),
                   BLOB(":nid_blind", in->nid ? by_nid : NULL, sizeof by_nid),
                   BLOB(":name_blind", by_name, sizeof by_name), INT(":key", key), INT(":at", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_STORE[] =
    "UPDATE person SET first_name_sealed = :first_name, father_name_sealed = :father_name, surname_sealed = "
    ":surname, nid_sealed = :nid, birth_date_sealed = :birth_date, sex = :sex, address_sealed = :address, "
    "phone_sealed = :phone, nid_blind = :nid_blind, name_blind = :name_blind WHERE id = :id";

/* What she was called until now stays, where that is another spelling too: she is looked for by it. */
static err former_keep(struct work *w, int64_t id, const struct person_new *in)
{
    struct person p;
    err e = person_read(w, id, &p);

    if (e || !p.first_name || !p.surname ||
        (!strcmp(p.first_name, in->first_name) && !strcmp(p.surname, in->surname ? in->surname : "")))
        return e;
    return former_name_keep(w, id, p.first_name, p.surname);
}

/* The blind indices are made anew with the values: one that lagged behind would find nobody, or somebody
 * else. */
static err person_write(struct work *w, int64_t id, const struct person_new *in)
{
    CLEANUP(sealed_person_free) struct sealed_person s = {0};
    uint8_t by_nid[32], by_name[32];
    int64_t key;
    err e;

    if ((e = owner_key(w, OF_PERSON(id), &key)) || (e = person_seal(w, key, id, in, &s)) ||
        (in->nid && (e = person_nid_blind(w, in->nid, by_nid))) || (e = person_name_blind(w, in, by_name)))
        return e;
    return db_exec(w->db, SQL_STORE,
                   BINDS(INT(":id", id), SEALED(":first_name", s.first_name),
                         SEALED(":father_name", s.father_name), SEALED(":surname", s.surname),
                         SEALED(":nid", s.nid), SEALED(":birth_date", s.birth_date), TEXT(":sex", in->sex),
                         SEALED(":address", s.address), SEALED(":phone", s.phone),
                         BLOB(":nid_blind", in->nid ? by_nid : NULL, sizeof by_nid),
                         BLOB(":name_blind", by_name, sizeof by_name)));
}

err person_store(struct work *w, int64_t id, const struct person_new *in)
{
    err e;

    if ((e = person_check(w, in)) || (e = former_keep(w, id, in)))
        return e;
    return person_write(w, id, in);
}

/* The holder of another ground (db/064_ground.sql): by number, and in no file yet. */
static const char SQL_HOLDER[] = "SELECT h.id, coalesce(h.person_id, 0) AS person FROM ground_holder h WHERE "
                                 "h.nid_blind = :nid AND NOT EXISTS "
                                 "(SELECT 1 FROM case_person c WHERE c.person_id = h.person_id)";
static const char SQL_HOLDER_IS[] = "UPDATE ground_holder SET person_id = :person WHERE id = :holder";
struct held {
    int64_t id, person;
};
static const struct column HELD_COLUMNS[] = {
    COLUMN_INT(struct held, id),
    COLUMN_INT(struct held, person),
};

static err held_find(struct work *w, const struct person_new *in, struct held *ret)
{
    uint8_t key[32];
    err e;

    *ret = (struct held){0};
    if (!in->nid)
        return OK;
    if ((e = person_nid_blind(w, in->nid, key)) ||
        (e = row_read(w, SQL_HOLDER, BINDS(BLOB(":nid", key, sizeof key)), COLUMNS(HELD_COLUMNS), ret)))
        return e == ERR_ABSENT ? OK : e;
    return OK;
}

err person_enter(struct work *w, const struct person_new *in, int64_t *ret_id)
{
    struct held held;
    int64_t id;
    err e;

    if ((e = person_check(w, in)) || (e = held_find(w, in, &held)))
        return e;
    /* All that the row had was a copy of what the holder's own row has: the paper says more. */
    id = held.person;
    if ((e = id ? person_write(w, id, in) : person_add(w, in, &id)) ||
        (held.id && (e = db_exec(w->db, SQL_HOLDER_IS, BINDS(INT(":person", id), INT(":holder", held.id))))))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_READ[] =
    "SELECT id, first_name_sealed, father_name_sealed, surname_sealed, nid_sealed, birth_date_sealed, "
    "address_sealed, phone_sealed, sex, died_on FROM person WHERE id = :id";
static const struct column PERSON_COLUMNS[] = {
    COLUMN_INT(struct person, id),
    COLUMN_SEALED(struct person, first_name, "person", id),
    COLUMN_SEALED(struct person, father_name, "person", id),
    COLUMN_SEALED(struct person, surname, "person", id),
    COLUMN_SEALED(struct person, nid, "person", id),
    COLUMN_SEALED_DATE(struct person, birth_date, "person", id),
    COLUMN_SEALED(struct person, address, "person", id),
    COLUMN_SEALED(struct person, phone, "person", id),
    COLUMN_TEXT(struct person, sex),
    COLUMN_DATE(struct person, died_on),
};

err person_read(struct work *w, int64_t id, struct person *ret)
{
    struct person p = {0};
    err e = row_read(w, SQL_READ, BINDS(INT(":id", id)), COLUMNS(PERSON_COLUMNS), &p);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_person", "", "There is no such person.");
    if (!e)
        *ret = p;
    return e;
}

static const char SQL_RENEW[] =
    "UPDATE person SET name_blind = :name_blind, nid_blind = :nid_blind WHERE id = :id AND "
    "(name_blind <> :name_blind OR nid_blind IS DISTINCT FROM :nid_blind)";

/* Only what the indexes are of: an upgrade that makes them anew may find a table that lacks later columns. */
static const char SQL_NAMED[] =
    "SELECT id, first_name_sealed, surname_sealed, nid_sealed, birth_date_sealed FROM person WHERE id = :id";
static const struct column NAMED_COLUMNS[] = {
    COLUMN_INT(struct person, id),
    COLUMN_SEALED(struct person, first_name, "person", id),
    COLUMN_SEALED(struct person, surname, "person", id),
    COLUMN_SEALED(struct person, nid, "person", id),
    COLUMN_SEALED_DATE(struct person, birth_date, "person", id),
};

err person_blind_renew(struct work *w, int64_t id)
{
    uint8_t by_name[32], by_nid[32];
    struct person p;
    bool nid = false;
    err e;

    if ((e = row_read(w, SQL_NAMED, BINDS(INT(":id", id)), COLUMNS(NAMED_COLUMNS), &p)) ||
        (e = person_name_blind(w,
                               &(struct person_new){.first_name = p.first_name,
                                                    .surname = p.surname,
                                                    .birth_date = p.birth_date},
                               by_name)))
        return e;
    if (p.nid) {
        e = person_nid_blind(w, p.nid, by_nid);
        if (e && e != ERR_ABSENT)
            return e;
        nid = !e;
    }
    return db_exec(w->db, SQL_RENEW,
                   BINDS(BLOB(":name_blind", by_name, sizeof by_name),
                         BLOB(":nid_blind", nid ? by_nid : NULL, sizeof by_nid), INT(":id", id)));
}

static const char SQL_BY_NID[] = "SELECT id FROM person WHERE nid_blind = :blind ORDER BY id LIMIT 1";
static const char SQL_BY_NAME[] = "SELECT p.id FROM person p JOIN case_person c ON c.person_id = p.id "
                                  "WHERE p.name_blind = :blind AND c.case_id = :case ORDER BY p.id";
/* Somebody who stands in a sealed file is not mentioned to those to whom it is closed; nor, to anybody, who
 * stands in none and has another ground. */
static const char SQL_NAMESAKE[] =
    "SELECT p.id FROM person p WHERE p.name_blind = :blind AND EXISTS (SELECT 1 FROM case_person i WHERE "
    "i.person_id = p.id) AND NOT EXISTS (SELECT 1 FROM case_person c "
    "JOIN case_file f ON f.id = c.case_id WHERE c.person_id = p.id AND f.sealed = 1 AND NOT EXISTS "
    "(SELECT 1 FROM case_access a WHERE a.case_id = f.id AND a.account_id = :account)) ORDER BY p.id";

static bool same_name(const struct person_new *in, const struct person *p)
{
    const struct name a = {in->first_name, in->surname}, b = {p->first_name, p->surname};

    return name_same(&a, &b);
}

/* Those of the index who bear the name, too: kept in place. */
static err named_keep(struct work *w, const struct person_new *in, int64_t *ids, size_t *count)
{
    size_t kept = 0;
    struct person p;
    err e;

    for (size_t i = 0; i < *count; i++) {
        e = person_read(w, ids[i], &p);
        if (e && e != ERR_CORRUPT) /* a damaged name is nobody's */
            return e;
        if (!e && same_name(in, &p) && p.birth_date == in->birth_date)
            ids[kept++] = ids[i];
    }
    *count = kept;
    return OK;
}

/* The number decides, but under another name it may be a slip of the pen: said, so that nobody's card goes to
 * somebody else. */
static err find_by_nid(struct work *w, const struct person_new *in, int64_t *ret_id)
{
    struct person p;
    uint8_t key[32];
    int64_t id;
    err e;

    if ((e = person_nid_blind(w, in->nid, key)) ||
        (e = db_int(w->db, SQL_BY_NID, BINDS(BLOB(":blind", key, sizeof key)), &id)) ||
        (e = person_read(w, id, &p)))
        return e;
    if (in->first_name && in->surname && !same_name(in, &p))
        work_warn(w, "other_name", "nid", "The register has this number under another name, and keeps that.");
    *ret_id = id;
    return OK;
}

static err find_by_name(struct work *w, const struct person_new *in, int64_t case_id, int64_t *ret_id)
{
    uint8_t key[32];
    int64_t *ids;
    size_t count;
    err e;

    if ((e = person_name_blind(w, in, key)) ||
        (e = rows_ids(w, SQL_BY_NAME, BINDS(BLOB(":blind", key, sizeof key), INT(":case", case_id)), &ids,
                      &count)) ||
        (e = named_keep(w, in, ids, &count)))
        return e;
    if (count) {
        *ret_id = ids[0];
        return OK;
    }
    if ((e = rows_ids(w, SQL_NAMESAKE,
                      BINDS(BLOB(":blind", key, sizeof key), INT(":account", w->actor.account)), &ids,
                      &count)) ||
        (e = named_keep(w, in, ids, &count)))
        return e;
    if (count)
        work_warn(w, "same_name", "surname", "Somebody of this name and birth date stands in another file.");
    return ERR_ABSENT;
}

/* By number in any file, by name in this one alone: two people may share a name and a birthday. */
err person_find(struct work *w, const struct person_new *in, int64_t case_id, int64_t *ret_id)
{
    int64_t id = 0;
    err e = ERR_ABSENT;

    if (in->nid)
        e = find_by_nid(w, in, &id);
    /* A name without a birth date finds nobody: too many share one. */
    if (e == ERR_ABSENT && in->birth_date != DATE_NONE)
        e = find_by_name(w, in, case_id, &id);
    if (e && e != ERR_ABSENT)
        return e;
    *ret_id = e ? 0 : id;
    return OK;
}

static const char SQL_ALL_BY_NID[] = "SELECT id FROM person WHERE nid_blind = :blind ORDER BY id";
static const char SQL_ALL_BY_NAME[] = "SELECT id FROM person WHERE name_blind = :blind ORDER BY id";

err person_twins(struct work *w, const struct person_new *in, struct person_twins *ret)
{
    struct person_twins t = {0};
    uint8_t key[32];
    err e = in->nid ? person_nid_blind(w, in->nid, key) : ERR_ABSENT;

    if (!e)
        e = rows_ids(w, SQL_ALL_BY_NID, BINDS(BLOB(":blind", key, sizeof key)), &t.by_nid, &t.by_nid_count);
    if (e && e != ERR_ABSENT) /* absent: no number, or one that is still being typed */
        return e;
    if (in->first_name && in->surname && in->birth_date != DATE_NONE &&
        ((e = person_name_blind(w, in, key)) ||
         (e = rows_ids(w, SQL_ALL_BY_NAME, BINDS(BLOB(":blind", key, sizeof key)), &t.by_name,
                       &t.by_name_count)) ||
         (e = named_keep(w, in, t.by_name, &t.by_name_count))))
        return e;
    *ret = t;
    return OK;
}

static const char SQL_RESPONDENTS[] =
    "SELECT person_id FROM case_person WHERE case_id = :case AND role = 'respondent' ORDER BY id";

/* The father's name tells two apart where both papers give it; a paper that leaves it out says nothing. */
static bool same_names(const struct person_new *in, const struct person *p)
{
    return same_name(in, p) &&
           (!in->father_name || !p->father_name ||
            name_same(&(struct name){in->father_name, NULL}, &(struct name){p->father_name, NULL}));
}

err person_find_respondent(struct work *w, const struct person_new *in, int64_t case_id, int64_t *ret_id)
{
    struct person p;
    int64_t *ids;
    size_t count, i = 0;
    bool found = false;
    err e;

    /* Whoever has a number or a birth date was looked for by these (person_find), and is not found by name
     * alone. */
    if (in->nid || in->birth_date != DATE_NONE) {
        *ret_id = 0;
        return OK;
    }
    if ((e = rows_ids(w, SQL_RESPONDENTS, BINDS(INT(":case", case_id)), &ids, &count)))
        return e;
    for (; !found && i < count; i++) {
        if ((e = person_read(w, ids[i], &p)))
            return e;
        found = same_names(in, &p);
    }
    *ret_id = found ? p.id : 0;
    return OK;
}
