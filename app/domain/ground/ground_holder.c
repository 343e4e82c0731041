/* A holder is found by number or by name without either being told; joined with the person of a file where
 * both have one number. */
#include "domain/ground/ground_holder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/name.h"
#include "domain/card/card_follow.h"
#include "domain/card/card_join.h"
#include "domain/card/card_refresh.h"
#include "domain/file/person.h"
#include "domain/file/person_hint.h"
#include "domain/ground/ground_unite.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define TABLE "ground_holder"

static struct person_new named(const struct ground_new *in)
{
    return (struct person_new){.first_name = in->first_name,
                               .surname = in->surname,
                               .birth_date =
                                   in->birth_year ? date_make((int)in->birth_year, 1, 1) : DATE_NONE};
}

#define OLDEST_BIRTH_YEAR 1900

static err unit_check(struct work *w, const struct ground_new *in)
{
    int64_t unit;

    return in->unit ? unit_find(w, in->unit, &unit) : OK;
}

err ground_holder_check(struct work *w, const struct ground_new *in, struct faults *f)
{
    const struct person_new who = {.first_name = in->first_name,
                                   .surname = in->surname,
                                   .no_surname = !in->surname[0],
                                   .nid = in->nid,
                                   .birth_date = DATE_NONE};
    err e = OK;

    for (size_t i = 0; i < PERSON_CHECK_COUNT && !e; i++)
        e = faults_take(w, f, PERSON_CHECKS[i](w, &who));
    if (e ||
        (in->birth_year &&
         (e = faults_when(w, f, in->birth_year < OLDEST_BIRTH_YEAR || in->birth_year > date_year(w->today),
                          "bad_year", "birth_year", "This is no year in which a holder can be born."))))
        return e;
    return faults_take(w, f, unit_check(w, in));
}

struct sealed_holder {
    struct buf first_name, surname, birth_year, nid;
};

static void sealed_holder_free(struct sealed_holder *s)
{
    buf_free(&s->first_name);
    buf_free(&s->surname);
    buf_free(&s->birth_year);
    buf_free(&s->nid);
}

static err holder_seal(struct work *w, int64_t key, int64_t id, const struct ground_new *in,
                       struct sealed_holder *s)
{
    const struct owner of = OF_KEY(key);
    char year[24];
    err e;

    snprintf(year, sizeof year, "%" PRId64, in->birth_year);
    if ((e = sealed_text(w, of, TABLE, "first_name", id, in->first_name, &s->first_name)) ||
        (e = sealed_text(w, of, TABLE, "surname", id, in->surname, &s->surname)) ||
        (e = sealed_text(w, of, TABLE, "birth_year", id, in->birth_year ? year : NULL, &s->birth_year)))
        return e;
    return sealed_text(w, of, TABLE, "nid", id, in->nid, &s->nid);
}

static const char SQL_ADD[] =
    "INSERT INTO ground_holder (id, key_id, first_name_sealed, surname_sealed, birth_year_sealed, "
    "nid_sealed, "
    "nid_blind, name_blind, unit_id, created_at) VALUES (:id, :key, :first_name, :surname, "
    ":birth_year, :nid, :nid_blind, :name_blind, :unit, :now)";

static err holder_store(struct work *w, const struct ground_new *in, int64_t id, int64_t unit)
{
    CLEANUP(sealed_holder_free) struct sealed_holder s = {0};
    const struct person_new who = named(in);
    uint8_t by_nid[32], by_name[32];
    int64_t key;
    err e;

    if ((e = owner_key_new(w, &key)) || (e = holder_seal(w, key, id, in, &s)) ||
        (e = person_name_blind(w, &who, by_name)))
        return e;
    if (in->nid && (e = person_nid_blind(w, in->nid, by_nid)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", id), INT(":key", key), SEALED(":first_name", s.first_name),
                         SEALED(":surname", s.surname), SEALED(":birth_year", s.birth_year),
                         SEALED(":nid", s.nid), BLOB(":nid_blind", in->nid ? by_nid : NULL, sizeof by_nid),
                         BLOB(":name_blind", by_name, sizeof by_name), INT_OR_NULL(":unit", unit, unit),
                         INT(":now", w->now)));
}

/* The oldest entry, as an order would find it; somebody who holds a ground under another number stays apart.
 */
static const char SQL_PERSON[] =
    "SELECT coalesce(min(p.id), 0) FROM person p WHERE p.nid_blind = :blind AND NOT EXISTS (SELECT 1 FROM "
    "ground_holder h WHERE h.person_id = p.id) AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = "
    "'person' AND e.record_id = p.id)";

/* With the person of a file who has that number. */
static err holder_join(struct work *w, const char *nid)
{
    uint8_t key[32];
    int64_t person;
    err e;

    if (!nid)
        return OK;
    if ((e = person_nid_blind(w, nid, key)) ||
        (e = db_int(w->db, SQL_PERSON, BINDS(BLOB(":blind", key, sizeof key)), &person)))
        return e;
    return person ? card_join(w, person) : OK;
}

err ground_holder_add(struct work *w, const struct ground_new *in, int64_t *ret)
{
    int64_t id, unit = 0;
    err e;

    if ((in->unit && (e = unit_find(w, in->unit, &unit))) || (e = id_next(w, TABLE, &id)) ||
        (e = holder_store(w, in, id, unit)) || (e = holder_join(w, in->nid)))
        return e;
    *ret = id;
    return OK;
}

static const char SQL_PERSON_OF[] = "SELECT coalesce(person_id, 0) FROM ground_holder WHERE id = :id";

err ground_holder_person(struct work *w, int64_t id, int64_t *ret)
{
    err e = db_int(w->db, SQL_PERSON_OF, BINDS(INT(":id", id)), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_holder", "", "There is no such holder.") : e;
}

err ground_holder_refresh(struct work *w, int64_t id)
{
    int64_t person;
    err e = ground_holder_person(w, id, &person);

    return e || !person ? e : card_refresh(w, person);
}

struct kept {
    int64_t id, person;
    const char *first_name, *surname, *birth_year, *nid;
};
static const char SQL_KEPT[] = "SELECT id, coalesce(person_id, 0) AS person, first_name_sealed, "
                               "surname_sealed, birth_year_sealed, nid_sealed "
                               "FROM ground_holder WHERE id = :id";
static const struct column KEPT_COLUMNS[] = {
    COLUMN_INT(struct kept, id),
    COLUMN_INT(struct kept, person),
    COLUMN_SEALED(struct kept, first_name, TABLE, id),
    COLUMN_SEALED(struct kept, surname, TABLE, id),
    COLUMN_SEALED(struct kept, birth_year, TABLE, id),
    COLUMN_SEALED(struct kept, nid, TABLE, id),
};

static err kept_read(struct work *w, int64_t id, struct kept *ret)
{
    struct kept k = {0};
    err e = row_read(w, SQL_KEPT, BINDS(INT(":id", id)), COLUMNS(KEPT_COLUMNS), &k);

    if (!e)
        *ret = k;
    return e;
}

static struct person_new person_of(const struct kept *k)
{
    const struct ground_new in = {.first_name = k->first_name,
                                  .surname = k->surname,
                                  .birth_year = k->birth_year ? strtol(k->birth_year, NULL, 10) : 0};
    struct person_new who = named(&in);

    who.no_surname = !k->surname[0];
    return who;
}

static const char SQL_EMBODIED[] = "UPDATE ground_holder SET person_id = :person WHERE id = :id";

/* Without the number: by that an order finds the holder (person_enter), and nobody else a person of no file.
 */
err ground_holder_embody(struct work *w, int64_t id, int64_t *ret)
{
    struct person_new who;
    int64_t person;
    struct kept k;
    err e;

    if ((e = ground_holder_person(w, id, &person)))
        return e;
    if (!person) {
        if ((e = kept_read(w, id, &k)))
            return e;
        who = person_of(&k);
        if ((e = person_add(w, &who, &person)) ||
            (e = db_exec(w->db, SQL_EMBODIED, BINDS(INT(":person", person), INT(":id", id)))))
            return e;
    }
    *ret = person;
    return OK;
}

/* ---- found */

static const char SQL_BY_NID[] = "SELECT id FROM ground_holder WHERE nid_blind = :blind ORDER BY id";
static const char SQL_BY_NAME[] =
    "SELECT id FROM ground_holder WHERE name_blind = :blind AND nid_blind IS NULL ORDER BY id";

/* The index finds candidates, for it is of the letters alone: each is opened and looked at. */
static err named_so(struct work *w, int64_t id, const struct person_new *who, bool *ret)
{
    const struct name given = {who->first_name, who->surname};
    struct kept k;
    err e = kept_read(w, id, &k);

    *ret = !e && name_same(&given, &(struct name){k.first_name, k.surname}) &&
           person_of(&k).birth_date == who->birth_date;
    return e == ERR_CORRUPT ? OK : e; /* a damaged name is nobody's */
}

err ground_holder_find(struct work *w, const struct ground_new *in, int64_t *ret)
{
    const struct person_new who = named(in);
    size_t count, i = 0;
    bool is = false;
    uint8_t key[32];
    int64_t *ids;
    err e;

    if ((e = in->nid ? person_nid_blind(w, in->nid, key) : person_name_blind(w, &who, key)) ||
        (e = rows_ids(w, in->nid ? SQL_BY_NID : SQL_BY_NAME, BINDS(BLOB(":blind", key, sizeof key)), &ids,
                      &count)))
        return e;
    for (; i < count && !is; i++) {
        is = in->nid != NULL;
        if (!is && (e = named_so(w, ids[i], &who, &is)))
            return e;
    }
    *ret = is ? ids[i - 1] : 0;
    return OK;
}

/* ---- put right */

static const char SQL_STORE[] =
    "UPDATE ground_holder SET first_name_sealed = :first_name, surname_sealed = :surname, birth_year_sealed "
    "= "
    ":birth_year, nid_sealed = :nid, nid_blind = :nid_blind, name_blind = :name_blind, unit_id = :unit "
    "WHERE id = :id";
static const char SQL_KEY[] = "SELECT key_id FROM ground_holder WHERE id = :id";

static err holder_rewrite(struct work *w, int64_t id, const struct ground_new *in)
{
    CLEANUP(sealed_holder_free) struct sealed_holder s = {0};
    const struct person_new who = named(in);
    uint8_t by_nid[32], by_name[32];
    int64_t key, unit = 0;
    err e;

    if ((in->unit && (e = unit_find(w, in->unit, &unit))) ||
        (e = db_int(w->db, SQL_KEY, BINDS(INT(":id", id)), &key)) || (e = holder_seal(w, key, id, in, &s)) ||
        (e = person_name_blind(w, &who, by_name)) || (in->nid && (e = person_nid_blind(w, in->nid, by_nid))))
        return e;
    return db_exec(w->db, SQL_STORE,
                   BINDS(INT(":id", id), SEALED(":first_name", s.first_name), SEALED(":surname", s.surname),
                         SEALED(":birth_year", s.birth_year), SEALED(":nid", s.nid),
                         BLOB(":nid_blind", in->nid ? by_nid : NULL, sizeof by_nid),
                         BLOB(":name_blind", by_name, sizeof by_name), INT_OR_NULL(":unit", unit, unit)));
}

static void hint_of(const struct person_new *who, char ret[CARD_HINT_MAX + 1])
{
    person_hint(&(struct person){.first_name = who->first_name,
                                 .surname = who->surname ? who->surname : "",
                                 .birth_date = who->birth_date},
                ret);
}

static const char SQL_MISNAMED[] = "UPDATE ground_holder SET misnamed_on = coalesce(misnamed_on, :today) "
                                   "WHERE id = :id AND carded = 1";
/* Who stands in a file is called there as that file says. */
static const char SQL_OWN[] =
    "SELECT p.id FROM person p JOIN ground_holder h ON h.person_id = p.id WHERE h.id = :id AND NOT EXISTS "
    "(SELECT 1 FROM case_person c WHERE c.person_id = p.id)";
static err cards_follow(struct work *w, int64_t id, const struct person_new *who)
{
    int64_t person;
    err e = db_int(w->db, SQL_OWN, BINDS(INT(":id", id)), &person);

    if (e)
        return e == ERR_ABSENT ? OK : e;
    if ((e = person_store(w, person, who)))
        return e;
    return card_follow(w, person, &(bool){false});
}

static err renamed(struct work *w, int64_t id, const struct kept *was, const struct ground_new *in)
{
    char before[CARD_HINT_MAX + 1], after[CARD_HINT_MAX + 1];
    const struct person_new old = person_of(was);
    struct person_new who = named(in);
    err e;

    who.no_surname = !in->surname[0];
    hint_of(&old, before);
    hint_of(&who, after);
    if (strcmp(before, after) != 0 &&
        (e = db_exec(w->db, SQL_MISNAMED, BINDS(DATE(":today", w->today), INT(":id", id)))))
        return e;
    return cards_follow(w, id, &who);
}

static err correct_check(struct work *w, const struct kept *was, const struct ground_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = ground_holder_check(w, in, &f)) ||
        (e = faults_when(w, &f, was->nid && in->nid && strcmp(was->nid, in->nid) != 0, "nid_kept", "nid",
                         "A personal number that was written down is not changed: end the ground, and write "
                         "it down anew under the right one.")))
        return e;
    return faults_refuse(w, &f);
}

static err other_find(struct work *w, int64_t id, const struct kept *was, const struct ground_new *in,
                      int64_t *ret)
{
    err e;

    *ret = 0;
    if (was->nid) /* a namesake without a number may be somebody else */
        return OK;
    if ((e = ground_holder_find(w, in, ret)))
        return e;
    if (*ret == id)
        *ret = 0;
    return OK;
}

err ground_holder_correct(struct work *w, int64_t id, const struct ground_new *given, bool same, int64_t *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct ground_new in = *given;
    struct kept was;
    int64_t other;
    err e;

    if (!in.surname)
        in.surname = "";
    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = kept_read(w, id, &was);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_holder", "", "There is no such holder.");
    if (e || (e = correct_check(w, &was, &in)) || (e = other_find(w, id, &was, &in, &other)))
        return e;
    if (other && !same)
        return refuse(w, ERR_CONFLICT, "holder_known", in.nid ? "nid" : "first_name",
                      "Somebody is written down so already: say whether they are one.");
    if (other) {
        if ((e = ground_unite(w, id, other)) || (e = ground_holder_refresh(w, other)))
            return e;
        id = other;
    } else {
        if (!in.nid)
            in.nid = was.nid;
        if ((e = holder_rewrite(w, id, &in)) || (e = renamed(w, id, &was, &in)) ||
            (!was.nid && (e = holder_join(w, in.nid))) || (e = ground_holder_refresh(w, id)) ||
            (e = audit_append(
                 w, &(struct audit_entry){.what = "ground.correct", .record = TABLE, .record_id = id})))
            return e;
    }
    if ((e = tx_commit(&tx)))
        return e;
    *ret = id;
    return OK;
}

/* ---- look-ups made anew */

static const char SQL_RENEW[] = "UPDATE ground_holder SET name_blind = :name, nid_blind = :nid WHERE id = "
                                ":id AND (name_blind <> :name OR "
                                "nid_blind IS DISTINCT FROM :nid)";

err ground_blind_renew(struct work *w, int64_t id)
{
    uint8_t by_nid[32], by_name[32];
    struct person_new who;
    struct kept k;
    err e;

    if ((e = kept_read(w, id, &k)))
        return e;
    who = person_of(&k);
    if ((e = person_name_blind(w, &who, by_name)) || (k.nid && (e = person_nid_blind(w, k.nid, by_nid))))
        return e;
    return db_exec(w->db, SQL_RENEW,
                   BINDS(BLOB(":name", by_name, sizeof by_name),
                         BLOB(":nid", k.nid ? by_nid : NULL, sizeof by_nid), INT(":id", id)));
}
