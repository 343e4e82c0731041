/* Police order, immediate order, order: lists have them as rows of their own, and an immediate order whose
 * place nobody takes would stand for ever. */
#include "domain/import/import_chain.h"

#include <string.h>

#include "base/text.h"
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

err import_chain_find(struct work *w, struct order_new *order, const char *follows,
                      struct import_notes *notes)
{
    struct order_line before;
    struct courts *courts;
    int64_t *orders;
    size_t count;
    err e;

    /* Standing by itself is confirmed, not written in a cell alone: registering asks. */
    if (!order->case_id ||
        (follows && (text_same(follows, IMPORT_INDEPENDENT) || text_same(follows, "i pavarur"))))
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
