/* What stands under one paper already, and whether it is the same order: that is told by whom it protects. */
#include "domain/order/order_paper.h"

#include <string.h>

#include "base/name.h"
#include "domain/claim/order_act.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/law/nid.h"
#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDERS[] =
    "SELECT id, case_id, import_blind FROM protection_order WHERE paper_blind = :paper ORDER BY id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT(struct paper_order, id),
    COLUMN_INT(struct paper_order, case_id),
    COLUMN_BYTES_AS(struct paper_order, content, content_size, "import_blind"),
};

err order_paper_find(struct work *w, const uint8_t paper[DIGEST_SIZE], struct paper_order **ret,
                     size_t *ret_count)
{
    struct paper_order *all;
    struct protection p;
    size_t count, n = 0;
    err e;

    if ((e = rows_read(w, SQL_ORDERS, BINDS(BLOB(":paper", paper, DIGEST_SIZE)), COLUMNS(ORDER_COLUMNS), NULL,
                       &all, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = protection_load(w, all[i].id, &p)))
            return e;
        if (p.granted)
            all[n++] = all[i];
    }
    *ret = all;
    *ret_count = n;
    return OK;
}

struct named { /* by an order that is there, or by one that is written down */
    int64_t person;
    const char *first_name, *surname, *nid;
};

static bool nid_same(const char *a, const char *b)
{
    char x[NID_TEXT], y[NID_TEXT];

    return a && b && nid_check(a, x) != NID_MALFORMED && nid_check(b, y) != NID_MALFORMED && !strcmp(x, y);
}

/* Two numbers that differ are two persons, whatever they are called; without both, a name in any spelling is
 * one. */
static bool named_same(const struct named *a, const struct named *b)
{
    if (a->person && a->person == b->person)
        return true;
    if (a->nid && b->nid)
        return nid_same(a->nid, b->nid);
    return a->first_name && b->first_name &&
           name_same(&(struct name){a->first_name, a->surname}, &(struct name){b->first_name, b->surname});
}

static bool lists_share(const struct named *a, size_t a_count, const struct named *b, size_t b_count)
{
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (named_same(&a[i], &b[j]))
                return true;
    return false;
}

static err known_read(struct work *w, int64_t person, struct named *ret)
{
    struct person p;
    err e;

    if ((e = person_read(w, person, &p)))
        return e;
    *ret = (struct named){.person = person, .first_name = p.first_name, .surname = p.surname, .nid = p.nid};
    return OK;
}

static const char SQL_NAMED[] =
    "SELECT person_id FROM order_person WHERE order_id = :order ORDER BY person_id";

static err order_named(struct work *w, int64_t order, struct named **ret, size_t *ret_count)
{
    struct named *list;
    int64_t *persons;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_NAMED, BINDS(INT(":order", order)), &persons, &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = known_read(w, persons[i], &list[i])))
            return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

static err written_named(struct work *w, const struct order_new *in, struct named **ret)
{
    struct named *list = arena_array(w->arena, in->persons_count + 1, sizeof *list);
    err e;

    if (!list)
        return ERR_SYSTEM;
    for (size_t i = 0; i < in->persons_count; i++) {
        const struct order_person *p = &in->persons[i];

        list[i] =
            (struct named){.first_name = p->who.first_name, .surname = p->who.surname, .nid = p->who.nid};
        e = p->person ? known_read(w, p->person, &list[i]) : OK;
        if (e && e != ERR_ABSENT) /* of a person who is not there another check tells */
            return e;
    }
    *ret = list;
    return OK;
}

err order_paper_same(struct work *w, const struct paper_order *there, const struct order_new *in, bool *ret)
{
    struct named *known, *written;
    size_t count;
    bool open;
    err e;

    if ((e = case_stands_open(w, there->case_id, &open)) || (e = order_named(w, there->id, &known, &count)) ||
        (e = written_named(w, in, &written)))
        return e;
    *ret = !open || !in->persons_count || !count || lists_share(known, count, written, in->persons_count);
    return OK;
}

struct own_paper {
    uint8_t paper[DIGEST_SIZE];
};
static const char SQL_OWN[] = "SELECT paper_blind FROM protection_order WHERE id = :order";
static const struct column OWN_COLUMNS[] = {COLUMN_BLOB_AS(struct own_paper, paper, "paper_blind")};

err order_paper_free(struct work *w, int64_t order, const char *field)
{
    struct named *own, *other;
    size_t own_count, other_count, count;
    struct paper_order *others;
    struct own_paper p;
    err e;

    if ((e = row_read(w, SQL_OWN, BINDS(INT(":order", order)), COLUMNS(OWN_COLUMNS), &p)) ||
        (e = order_named(w, order, &own, &own_count)) || (e = order_paper_find(w, p.paper, &others, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if (others[i].id == order)
            continue;
        if ((e = order_named(w, others[i].id, &other, &other_count)))
            return e;
        if (lists_share(own, own_count, other, other_count))
            return (e = case_shut_tell(w, others[i].case_id))
                       ? e
                       : refuse(w, ERR_CONFLICT, "order_exists", field,
                                "Another order in the register has this issuer, number and date.");
    }
    return OK;
}
