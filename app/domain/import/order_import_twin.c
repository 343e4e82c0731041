/* What keeps the same order, and the same person, from coming in twice: an import is run again when its bad
 * rows are mended, and lists of two offices overlap. */
#include "domain/import/order_import_twin.h"

#include <stdlib.h>
#include <string.h>

#include "base/name.h"
#include "domain/claim/order_act.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/file/person_twin.h"
#include "domain/law/case_role.h"
#include "domain/law/nid.h"
#include "domain/order/order.h"
#include "domain/order/order_blind.h"
#include "domain/order/order_paper.h"
#include "domain/work/rows.h"
#include "store/db.h"

static int seen_compare(const void *a, const void *b)
{
    const struct import_seen *const *x = a, *const *y = b;
    int order = memcmp((*x)->key, (*y)->key, DIGEST_SIZE);

    if (!order)
        order = memcmp((*x)->content, (*y)->content, DIGEST_SIZE);
    if (order)
        return order;
    return (*x)->line < (*y)->line ? -1 : (*x)->line > (*y)->line;
}

static bool content_same(const struct import_seen *a, const struct import_seen *b)
{
    return !memcmp(a->content, b->content, DIGEST_SIZE);
}

/* Rows of one key, sorted by content. Where there is more than one content each row names a row that says
 * something else: those of the first content one of the last, all others one of the first. */
static void group_mark(struct import_seen **group, size_t count)
{
    if (content_same(group[0], group[count - 1]))
        return;
    for (size_t i = 0; i < count; i++)
        group[i]->twin = content_same(group[0], group[i]) ? group[count - 1]->line : group[0]->line;
}

err import_twins_find(struct arena *a, struct import_seen *seen, size_t count)
{
    struct import_seen **sorted = arena_array(a, count + 1, sizeof(struct import_seen *));
    size_t known = 0;

    if (!sorted)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (seen[i].known)
            sorted[known++] = &seen[i];
    qsort(sorted, known, sizeof(struct import_seen *), seen_compare);
    for (size_t from = 0, to; from < known; from = to) {
        for (to = from + 1; to < known && !memcmp(sorted[to]->key, sorted[from]->key, DIGEST_SIZE);)
            to++;
        group_mark(sorted + from, to - from);
    }
    return OK;
}

/* An order typed in by hand has no row to be compared with: the paper is the same, so it is there. */
static enum import_match match_of(const struct paper_order *o, const struct import_row *row)
{
    bool same =
        !o->content || (o->content_size == DIGEST_SIZE && (!memcmp(o->content, row->content, DIGEST_SIZE) ||
                                                           !memcmp(o->content, row->plain, DIGEST_SIZE) ||
                                                           !memcmp(o->content, row->written, DIGEST_SIZE)));

    return same ? IMPORT_THERE : IMPORT_DIFFERS;
}

/* Orders of the same decision that name others are not this one. That it is there is told to whoever imports,
 * and so to those who keep its file. */
err import_match_find(struct work *w, const struct import_row *row, enum import_match *ret)
{
    const struct order_new *order = &row->order;
    enum import_match match = IMPORT_NEW;
    struct paper_order *there;
    struct order_blind b;
    size_t count;
    bool same;
    err e;

    if ((e = order_blind_make(w, order->issuer, order->number, order->decision_date, &b)) ||
        (e = order_paper_find(w, b.paper, &there, &count)))
        return e;
    for (size_t i = 0; i < count && match == IMPORT_NEW; i++) {
        if ((e = order_paper_same(w, &there[i], order, &same)))
            return e;
        if (!same)
            continue;
        if ((e = case_shut_tell(w, there[i].case_id)))
            return e;
        match = match_of(&there[i], row);
    }
    *ret = match;
    return OK;
}

static const char SQL_FILE[] = "SELECT coalesce(max(case_id), 0) FROM case_person "
                               "WHERE person_id = :person AND role = 'protected'";

/* By personal number; without it by name and birth date, which are one person until somebody says that they
 * are two. */
static err file_of(struct work *w, const struct person_new *who, int64_t *ret)
{
    const struct person_new by_nid = {.nid = who->nid, .birth_date = DATE_NONE};
    char normal[NID_TEXT];
    struct person_twin twin;
    int64_t person;
    err e;

    *ret = 0;
    if (who->nid && nid_check(who->nid, normal) != NID_MALFORMED) {
        if ((e = person_find(w, &by_nid, 0, &person)))
            return e;
        if (person)
            return db_int(w->db, SQL_FILE, BINDS(INT(":person", person)), ret);
    }
    if ((e = person_twin_find(w, who, &twin)))
        return e;
    *ret = twin.case_id;
    return OK;
}

struct known_person { /* of the file */
    int64_t person;
    enum case_role role;
    struct person who;
};

static const char SQL_MEMBERS[] = "SELECT person_id, role FROM case_person WHERE case_id = :case ORDER BY id";

static const struct column MEMBER_COLUMNS[] = {
    COLUMN_INT_AS(struct known_person, person, "person_id"),
    COLUMN_WORD(struct known_person, role, case_role_parse),
};

static err member_read(struct work *w, void *row)
{
    struct known_person *m = row;

    return person_read(w, m->person, &m->who);
}

/* Neither has a personal number, and nothing else that is known of both differs. */
static bool same_person(const struct known_person *m, const struct order_person *p)
{
    const struct person_new *n = &p->who;
    const struct name a = {n->first_name, n->surname}, b = {m->who.first_name, m->who.surname};

    return m->role == p->role && !n->nid && !m->who.nid && m->who.birth_date == n->birth_date &&
           n->first_name && n->surname && name_same(&a, &b);
}

static void member_match(struct order_person *p, const struct known_person *members, size_t count)
{
    for (size_t i = 0; i < count && !p->person; i++)
        if (same_person(&members[i], p))
            p->person = members[i].person;
}

err import_members_find(struct work *w, struct order_new *order)
{
    struct known_person *members;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_MEMBERS, BINDS(INT(":case", order->case_id)), COLUMNS(MEMBER_COLUMNS),
                       member_read, &members, &count)))
        return e;
    for (size_t i = 0; i < order->persons_count; i++)
        member_match(&order->persons[i], members, count);
    if (order->respondent)
        member_match(order->respondent, members, count);
    return OK;
}

err import_file_find(struct work *w, struct order_new *order)
{
    err e = file_of(w, &order->persons[0].who, &order->case_id);

    return e || !order->case_id ? e : import_members_find(w, order);
}

static const char SQL_OTHER_DAY[] = "SELECT id FROM protection_order WHERE case_id = :case AND issue_blind = "
                                    ":issue AND decision_date <> :day "
                                    "ORDER BY id";

err import_other_day_ask(struct work *w, const struct order_new *order, struct import_notes *notes)
{
    struct protection p = {0};
    struct order_blind b;
    int64_t *orders;
    size_t count;
    err e;

    if (!order->case_id)
        return OK;
    if ((e = order_blind_make(w, order->issuer, order->number, order->decision_date, &b)) ||
        (e = rows_ids(w, SQL_OTHER_DAY,
                      BINDS(INT(":case", order->case_id), BLOB(":issue", b.issue, DIGEST_SIZE),
                            DATE(":day", order->decision_date)),
                      &orders, &count)))
        return e;
    for (size_t i = 0; i < count && !p.granted; i++) /* a void one has given its number back */
        if ((e = protection_load(w, orders[i], &p)))
            return e;
    if (p.granted && (e = case_shut_tell(w, order->case_id)))
        return e;
    if (p.granted)
        import_note_ask(
            notes, "number", "other_day", NULL,
            "Her file has an order of this issuer and number by a decision of another day. Is this "
            "another order?");
    return OK;
}
