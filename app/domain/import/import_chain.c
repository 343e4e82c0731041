/* Police order, immediate order, order: lists have them as rows of their own, and an immediate order whose
 * place nobody takes would stand for ever. */
#include "domain/import/import_chain.h"

#include <string.h>

#include "base/name.h"
#include "base/text.h"
#include "domain/file/person.h"
#include "domain/import/import_cell.h"
#include "domain/import/listed_order.h"
#include "domain/law/order_key.h"
#include "domain/order/order_read.h"
#include "domain/order/order_term_check.h"
#include "domain/order/replacement.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_CHAIN[] =
    "SELECT id FROM protection_order WHERE case_id = :case ORDER BY decision_date DESC, id DESC";

static bool number_same(const char *a, const char *b)
{
    char one[ORDER_KEY_TEXT], other[ORDER_KEY_TEXT];

    return !strcmp(order_number_key(a, one), order_number_key(b, other));
}

static bool court_same(struct work *w, const struct courts *courts, const char *a, const char *b)
{
    const char *one = court_fold(courts, w->arena, a), *other = court_fold(courts, w->arena, b);

    return one && other && !strcmp(one, other);
}

/* The police order comes from the police, so of that no court is asked. */
static bool goes_before(struct work *w, const struct courts *courts, const struct order_line *before,
                        const struct order_new *order)
{
    date start = order_start(order);

    return before->kind < order->kind && before->decision_date <= order->decision_date &&
           order->decision_date - before->decision_date <= IMPORT_CHAIN_DAYS &&
           replacement_awaited(before, start) &&
           (before->kind == ORDER_UMPMM || court_same(w, courts, before->issuer, order->issuer));
}

/* The same pair, in a list or a register that has the later paper already. */
static bool goes_behind(struct work *w, const struct courts *courts, const struct order_line *behind,
                        const struct order_new *order)
{
    date start = order_start(order);

    return behind->kind > order->kind && order->decision_date <= behind->decision_date &&
           behind->decision_date - order->decision_date <= IMPORT_CHAIN_DAYS && behind->protection.granted &&
           behind->protection.from >= start &&
           (order->kind == ORDER_UMPMM || court_same(w, courts, behind->issuer, order->issuer));
}

static void behind_note(struct import_notes *notes, const struct order_line *behind)
{
    char day[DATE_TEXT];

    import_note_add(notes, NOTE_WARNING, "follows", "joined",
                    "Joined to %s %s of %s, which stands in that file and took its place.",
                    order_kind_name(behind->kind), behind->number, date_format(behind->decision_date, day));
}

static void joined_note(struct import_notes *notes, const struct order_line *before)
{
    char day[DATE_TEXT];

    import_note_add(notes, NOTE_WARNING, "follows", "joined",
                    "Joined to %s %s of %s: it stands in that file, and follows it.",
                    order_kind_name(before->kind), before->number, date_format(before->decision_date, day));
}

static bool says_independent(const char *follows)
{
    return follows && (text_same(follows, IMPORT_INDEPENDENT) || text_same(follows, "i pavarur"));
}

err import_chain_find(struct work *w, struct order_new *order, const char *follows,
                      struct import_notes *notes)
{
    struct order_line before;
    struct courts *courts;
    int64_t *orders;
    size_t count;
    err e;

    /* Standing by itself is confirmed, not written in a cell alone: registering asks. */
    if (!order->case_id || says_independent(follows))
        return OK;
    if ((e = courts_load(w, &courts)) ||
        (e = rows_ids(w, SQL_CHAIN, BINDS(INT(":case", order->case_id)), &orders, &count)))
        return e;
    for (size_t i = 0; i < count && !order->follows; i++) {
        if ((e = order_load(w, orders[i], &before)))
            return e;
        if (follows ? number_same(before.number, follows) : goes_before(w, courts, &before, order)) {
            order->follows = before.id;
            joined_note(notes, &before);
        } else if (!follows && !order->followed_by && goes_behind(w, courts, &before, order)) {
            order->followed_by = before.id;
            behind_note(notes, &before);
        }
    }
    if (follows && !order->follows)
        import_note_add(notes, NOTE_FAULT, "follows", "no_order_before",
                        "The file of this person has no order with that number.");
    return OK;
}

/* Orders of the other kinds whose days fit, in files that are not shut: one of a lower kind that this one may
 * follow, one of a higher kind that may have taken its place. */
static const char SQL_NEAR[] =
    "SELECT o.id FROM protection_order o JOIN case_file f ON f.id = o.case_id WHERE o.kind <> :kind AND "
    "o.decision_date BETWEEN :from AND :to AND (f.sealed = 0 OR f.id IN "
    "(SELECT x.case_id FROM case_access x WHERE x.account_id = :account)) ORDER BY o.decision_date DESC, "
    "o.id DESC";

static const char SQL_PROTECTED[] =
    "SELECT person_id FROM case_person WHERE case_id = :case AND role = 'protected' ORDER BY id";

/* One of the two may have given way to the other, whatever court they are of. */
static bool may_give_way(const struct order_line *near, const struct order_new *order)
{
    date start = order_start(order);

    if (near->kind < order->kind)
        return near->decision_date <= order->decision_date && replacement_awaited(near, start);
    return order->decision_date <= near->decision_date && near->protection.granted &&
           near->protection.from >= start;
}

/* Whom that file protects of that name; 0: nobody. */
static err named_in(struct work *w, int64_t case_id, const struct person_new *who, int64_t *ret)
{
    const struct name sought = {who->first_name, who->surname};
    int64_t *persons;
    struct person p;
    size_t count;
    err e;

    *ret = 0;
    if ((e = rows_ids(w, SQL_PROTECTED, BINDS(INT(":case", case_id)), &persons, &count)))
        return e;
    for (size_t i = 0; i < count && !*ret; i++) {
        if ((e = person_read(w, persons[i], &p)))
            return e;
        if (name_same(&sought, &(struct name){p.first_name, p.surname}))
            *ret = persons[i];
    }
    return OK;
}

err import_chain_of_name(struct work *w, struct order_new *order, const char *follows,
                         struct import_notes *notes)
{
    const struct person_new *who = &order->persons[0].who;
    struct order_line near;
    int64_t *orders;
    bool asked = false;
    size_t count;
    err e;

    if (order->case_id || says_independent(follows) || who->nid || date_known(who->birth_date) ||
        !who->first_name || !who->surname)
        return OK;
    if ((e = rows_ids(w, SQL_NEAR,
                      BINDS(TEXT(":kind", order_kind_name(order->kind)),
                            DATE(":from", order->decision_date - IMPORT_NAME_DAYS),
                            DATE(":to", order->decision_date + IMPORT_NAME_DAYS),
                            INT(":account", w->actor.account)),
                      &orders, &count)))
        return e;
    for (size_t i = 0; i < count && !asked && !order->case_id; i++) {
        int64_t person;

        if ((e = order_load(w, orders[i], &near)))
            return e;
        if (follows ? !number_same(near.number, follows) : !may_give_way(&near, order))
            continue;
        if ((e = named_in(w, near.case_id, who, &person)))
            return e;
        if (person && follows) {
            order->case_id = near.case_id;
            order->persons[0].person = person;
        }
        asked = person && !follows;
    }
    if (asked)
        import_note_ask(
            notes, "follows", "same_name", NULL,
            "Somebody of this name, of whom neither personal number nor birth date tells her apart, has "
            "an order that this one may follow or that may have taken its place. Is she another person? "
            "If not, write the number of the order before into this column.");
    return OK;
}
