/* Pairs come from the blind index of name and birth date, and each is opened and looked at: few have one. */
#include "domain/payment/same_person.h"

#include <stdlib.h>

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/person_twin.h"
#include "domain/office/audit.h"
#include "domain/payment/payment_hold.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Nobody has said, as the last word on it, that a and b are two. */
#define NOT_APART                                                                                            \
    "NOT EXISTS (SELECT 1 FROM payment_hold h WHERE h.why = 'same_person' AND h.word = 'pay' AND "           \
    "((h.person_id = a.id AND h.about = b.id) OR (h.person_id = b.id AND h.about = a.id)) AND NOT EXISTS "   \
    "(SELECT 1 FROM payment_hold l WHERE l.person_id = h.person_id AND l.why = h.why AND l.about = h.about " \
    "AND l.id > h.id))"

static const struct column PAIR_COLUMNS[] = {
    COLUMN_INT(struct same_pair, person),
    COLUMN_INT(struct same_pair, other),
};

/* In place: those who bear one name and are born on one day, and whose numbers do not part them. */
static err pairs_keep(struct work *w, struct same_pair *pairs, size_t *count)
{
    size_t kept = 0;
    bool one;
    err e;

    for (size_t i = 0; i < *count; i++) {
        if ((e = person_one(w, pairs[i].person, pairs[i].other, &one)))
            return e;
        if (one)
            pairs[kept++] = pairs[i];
    }
    *count = kept;
    return OK;
}

/* Without a birth date nobody is one with another, and many share a name. */
#define BORN "a.birth_date_sealed IS NOT NULL AND b.birth_date_sealed IS NOT NULL"

static int pair_order(const void *a, const void *b)
{
    const struct same_pair *x = a, *y = b;

    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

/* Each was looked at once; told from both sides. */
static err pairs_mirror(struct work *w, struct same_pair **pairs, size_t *count)
{
    struct same_pair *both = arena_array(w->arena, 2 * *count, sizeof *both);

    if (!both)
        return ERR_SYSTEM;
    for (size_t i = 0; i < *count; i++) {
        both[2 * i] = (*pairs)[i];
        both[2 * i + 1] = (struct same_pair){(*pairs)[i].other, (*pairs)[i].person};
    }
    *pairs = both;
    *count *= 2;
    qsort(both, *count, sizeof *both, pair_order);
    return OK;
}

static const char SQL_PAIRS[] = "SELECT a.id AS person, b.id AS other FROM person a JOIN person b ON "
                                "b.name_blind = a.name_blind AND b.id > a.id WHERE " BORN " AND " NOT_APART;

err same_person_pairs(struct work *w, struct same_pair **ret, size_t *ret_count)
{
    struct same_pair *pairs;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_PAIRS, NO_BINDS, COLUMNS(PAIR_COLUMNS), NULL, &pairs, &count)) ||
        (e = pairs_keep(w, pairs, &count)) || (count && (e = pairs_mirror(w, &pairs, &count))))
        return e;
    *ret = pairs;
    *ret_count = count;
    return OK;
}

static const char SQL_LIST[] =
    "SELECT b.id AS other, f.id AS case_id, f.number AS case_number FROM person a JOIN person b ON "
    "b.name_blind = a.name_blind AND b.id <> a.id JOIN case_file f ON f.id = (SELECT max(c.case_id) FROM "
    "case_person c WHERE c.person_id = b.id AND c.role <> 'respondent') WHERE a.id = :person AND " BORN
    " AND " NOT_APART " AND NOT " PERSON_CLOSED("b.id") "ORDER BY b.id";
static const struct column SAME_COLUMNS[] = {
    COLUMN_INT(struct same_person, other),
    COLUMN_INT(struct same_person, case_id),
    COLUMN_TEXT(struct same_person, case_number),
};

err same_person_list(struct work *w, int64_t person, struct same_person **ret, size_t *ret_count)
{
    struct same_person *list;
    size_t count, kept = 0;
    bool one;
    err e;

    if ((e = rows_read(w, SQL_LIST, BINDS(INT(":person", person), INT(":account", w->actor.account)),
                       COLUMNS(SAME_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = person_one(w, person, list[i].other, &one)))
            return e;
        if (one)
            list[kept++] = list[i];
    }
    *ret = list;
    *ret_count = kept;
    return OK;
}

static err pair_require(struct work *w, int64_t person, int64_t other, struct same_person *ret)
{
    struct same_person *list;
    size_t count;
    err e;

    if ((e = same_person_list(w, person, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (list[i].other == other) {
            *ret = list[i];
            return OK;
        }
    return refuse(w, ERR_ABSENT, "not_the_same", "other", "The register does not take these two for one.");
}

/* The other's file moves too, so that whoever works on it sees that something was said. */
static err other_told(struct work *w, const struct same_person *pair)
{
    struct audit_entry entry = {
        .what = "person.apart", .record = "person", .record_id = pair->other, .case_id = pair->case_id};
    err e = case_move(w, pair->case_id, &entry.case_version);

    return e ? e : audit_append(w, &entry);
}

err same_person_part(struct work *w, int64_t case_id, int64_t person, const struct same_person_apart *in,
                     int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "person.apart", .record = "person", .record_id = person, .case_id = case_id};
    const struct hold_said said = {person, in->other, HOLD_SAME_PERSON, WORD_PAY, in->reason, NULL};
    struct same_person pair;
    enum case_role role;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = case_person_kept(w, case_id, person, "person", &role)) ||
        (e = case_touch(w, &(struct touch){case_id, in->version, entry.what, person, false},
                        &entry.case_version)) ||
        (e = pair_require(w, person, in->other, &pair)) || (e = payment_hold_say(w, &said, &id)) ||
        (e = audit_append(w, &entry)))
        return e;
    if ((pair.case_id != case_id && (e = other_told(w, &pair))) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}
