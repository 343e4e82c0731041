/* The register held against a court's list: both sorted alike and walked side by side; what is left over on
 * both sides is looked at once more for a day of decision that was written down differently. It changes
 * nothing: what differs is for a person to settle with the court. */
#include "domain/import/reconciliation.h"

#include <stdlib.h>
#include <string.h>

#include "domain/claim/order_act.h"
#include "domain/import/listed_order.h"
#include "domain/import/order_import_note.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define NEAR_DAYS 182 /* courts number from 1 each year: half a year tells two orders of one number apart */

struct registered {
    struct listed_order listed; /* first: both sides are sorted by it */
    date last_day, until;       /* as prolonged, as cut short */
};

struct comparison {
    struct work *w;
    struct courts *courts;
    struct listed_order *there;
    struct registered *here;
    size_t here_count, here_room;
    size_t missing_here_room, missing_there_room, difference_room;
    struct reconciliation *made;
};

const char *reconciliation_column_name(enum reconciliation_column c)
{
    static const char *const NAMES[] = {[RECONCILED_KIND] = "kind",
                                        [RECONCILED_DECISION_DATE] = "decision_date",
                                        [RECONCILED_START] = "start",
                                        [RECONCILED_END] = "end"};

    return NAMES[c];
}

static bool same_order(const struct listed_order *a, const struct listed_order *b)
{
    return !strcmp(a->court, b->court) && !strcmp(a->number, b->number) &&
           a->which.decision_date == b->which.decision_date;
}

static int note_compare(const void *a, const void *b)
{
    const struct import_note *x = a, *y = b;

    return (x->line > y->line) - (x->line < y->line);
}

/* An order that the list has twice is compared once. */
static err doubles_drop(struct comparison *c)
{
    struct reconciliation *m = c->made;
    struct import_notes notes = {
        .arena = c->w->arena, .at = m->notes, .count = m->note_count, .room = m->note_count};
    size_t kept = 0;

    if (m->listed)
        qsort(c->there, m->listed, sizeof *c->there, listed_order_compare);
    for (size_t i = 0; i < m->listed; i++) {
        if (!kept || !same_order(&c->there[kept - 1], &c->there[i])) {
            c->there[kept++] = c->there[i];
            continue;
        }
        notes.line = c->there[i].which.line;
        import_note_add(&notes, NOTE_FAULT, "number", "twice_in_file",
                        "The row in line %zu is the same order; that one was compared.",
                        c->there[kept - 1].which.line);
        m->bad++;
    }
    if (notes.failed)
        return ERR_SYSTEM;
    m->listed = kept;
    m->notes = notes.at;
    m->note_count = notes.count;
    if (notes.count)
        qsort(notes.at, notes.count, sizeof *notes.at, note_compare);
    return OK;
}

/* Where no days are asked for, those that the list covers: orders outside them are not missing from it. */
static void days_cover(struct comparison *c)
{
    struct reconciliation *m = c->made;
    date first = DATE_NONE, last = DATE_NONE;

    for (size_t i = 0; i < m->listed; i++) {
        date d = c->there[i].which.decision_date;

        first = first == DATE_NONE || d < first ? d : first;
        last = last == DATE_NONE || d > last ? d : last;
    }
    m->from = m->from == DATE_NONE ? first : m->from;
    m->until = m->until == DATE_NONE ? last : m->until;
}

static bool court_listed(const struct comparison *c, const char *court)
{
    size_t low = 0, high = c->made->listed;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(c->there[middle].court, court);

        if (!order)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* The grant as corrections have left it: a court's list knows the order as it was granted. */
static bool grant_value(const struct act *acts, size_t count, struct act *ret)
{
    for (size_t i = 0; i < count; i++)
        if (acts[i].kind == ACT_GRANTED && act_value(acts, count, &acts[i], ret))
            return true;
    return false;
}

/* false: its grant was voided, so the register has no such order. */
static err dates_read(struct comparison *c, struct registered *r, bool *ret_granted)
{
    struct protection p;
    struct act *acts, grant;
    size_t count;
    err e;

    if ((e = acts_load(c->w, r->listed.which.order, &acts, &count)))
        return e;
    if (!(*ret_granted = grant_value(acts, count, &grant)))
        return OK;
    p = protection_of(acts, count);
    r->listed.start = p.from;
    r->listed.end = grant.end == DATE_NONE ? DATE_OPEN : grant.end;
    r->last_day = p.last_day;
    r->until = p.until;
    return OK;
}

/* An order of the register as the walk comes to it. */
struct candidate {
    int64_t id;
    enum order_kind kind;
    const char *issuer, *number;
    date decision_date;
};

static err registered_take(struct comparison *c, const struct candidate *o, struct arena *kept)
{
    struct registered r = {.listed = {.which = {.order = o->id,
                                                .kind = o->kind,
                                                .decision_date = o->decision_date}}},
                      *slot;
    bool granted;
    err e;

    if (!(r.listed.court = court_fold(c->courts, kept, o->issuer)))
        return ERR_SYSTEM;
    /* Orders of courts that sent no list are not missing from it. */
    if (!court_listed(c, r.listed.court))
        return OK;
    if ((e = dates_read(c, &r, &granted)) || !granted)
        return e;
    r.listed.which.issuer = arena_text(kept, o->issuer);
    r.listed.which.number = arena_text(kept, o->number);
    r.listed.number = order_number_fold(kept, o->number);
    if (!r.listed.which.issuer || !r.listed.which.number || !r.listed.number ||
        !(slot = arena_grow(kept, &c->here, &c->here_count, &c->here_room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = r;
    return OK;
}

static const char SQL_ORDERS[] =
    "SELECT id, kind, issuer_sealed, number_sealed, decision_date FROM protection_order "
    "WHERE decision_date BETWEEN :from AND :until AND NOT EXISTS (SELECT 1 "
    "FROM erased e WHERE e.what = 'file' AND e.record_id = case_id) ORDER BY id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT(struct candidate, id),
    COLUMN_WORD(struct candidate, kind, order_kind_parse),
    COLUMN_SEALED(struct candidate, issuer, "protection_order", id),
    COLUMN_SEALED(struct candidate, number, "protection_order", id),
    COLUMN_DATE(struct candidate, decision_date),
};

/* Wider than asked by half a year on both sides, to find orders whose day was written down differently. */
static err register_read(struct comparison *c)
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct arena *kept = c->w->arena;
    struct candidate order;
    bool more;
    err e;

    if (c->made->from == DATE_NONE || c->made->until == DATE_NONE)
        return OK;
    if ((e = db_query(c->w->db, SQL_ORDERS,
                      BINDS(DATE(":from", date_add_days(c->made->from, -NEAR_DAYS)),
                            DATE(":until", date_add_days(c->made->until, NEAR_DAYS))),
                      &s)))
        return e;
    c->w->arena = &each;
    while (!(e = row_next(c->w, s, COLUMNS(ORDER_COLUMNS), &order, &more)) && more &&
           !(e = registered_take(c, &order, kept)))
        arena_reset(&each);
    c->w->arena = kept;
    if (!e && c->here_count)
        qsort(c->here, c->here_count, sizeof *c->here, listed_order_compare);
    return e;
}

static void twins_join(struct listed_order *there, struct registered *here)
{
    if (!there->twin)
        there->twin = &here->listed;
    here->listed.twin = there;
}

/* Both sides come in the order of court, number and day. Two orders of one decision are one line of the list,
 * so the list stays where it is until the register has none of that decision left. */
static void twins_find(struct comparison *c)
{
    size_t i = 0, j = 0;

    while (i < c->made->listed && j < c->here_count) {
        struct listed_order *there = &c->there[i], *here = &c->here[j].listed;
        int order = strcmp(there->court, here->court);

        if (!order)
            order = strcmp(there->number, here->number);
        if (!order)
            order = (there->which.decision_date > here->which.decision_date) -
                    (there->which.decision_date < here->which.decision_date);
        if (!order)
            twins_join(there, &c->here[j]);
        i += order < 0;
        j += order >= 0;
    }
}

static int distance(const struct listed_order *a, const struct listed_order *b)
{
    return abs(a->which.decision_date - b->which.decision_date);
}

/* First order of the register with that court and number, or behind where it would stand. */
static size_t group_begin(const struct comparison *c, const struct listed_order *l)
{
    size_t low = 0, high = c->here_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct listed_order *m = &c->here[middle].listed;
        int order = strcmp(m->court, l->court);

        if (!order)
            order = strcmp(m->number, l->number);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of one court and number only the day differs: a slip of the pen, unless it is another year's order. */
static void near_find(struct comparison *c)
{
    for (size_t i = 0; i < c->made->listed; i++) {
        struct listed_order *there = &c->there[i];
        struct registered *nearest = NULL;

        for (size_t j = there->twin ? c->here_count : group_begin(c, there);
             j < c->here_count && !strcmp(c->here[j].listed.court, there->court) &&
             !strcmp(c->here[j].listed.number, there->number);
             j++)
            if (!c->here[j].listed.twin && distance(&c->here[j].listed, there) <= NEAR_DAYS &&
                (!nearest || distance(&c->here[j].listed, there) < distance(&nearest->listed, there)))
                nearest = &c->here[j];
        if (nearest)
            twins_join(there, nearest);
    }
}

static err difference_add(struct comparison *c, const struct listed_order *there,
                          enum reconciliation_column column, const char *here_says, const char *there_says)
{
    struct reconciliation *m = c->made;
    struct difference *d =
        arena_grow(c->w->arena, &m->differences, &m->difference_count, &c->difference_room, sizeof *d);

    if (!d)
        return ERR_SYSTEM;
    *d = (struct difference){.which = there->which,
                             .column = column,
                             .here = arena_text(c->w->arena, here_says),
                             .there = arena_text(c->w->arena, there_says)};
    d->which.order = there->twin->which.order;
    return d->here && d->there ? OK : ERR_SYSTEM;
}

static err days_differ(struct comparison *c, const struct listed_order *there,
                       enum reconciliation_column column, date here_says, date there_says)
{
    char here[DATE_TEXT], listed[DATE_TEXT];

    return difference_add(c, there, column, date_format(here_says, here), date_format(there_says, listed));
}

/* An end agrees with any that the order ever had: the list may be older than what moved it. */
static err pair_compare(struct comparison *c, const struct listed_order *there)
{
    /* A twin on the register's side is the first member of its struct registered. */
    const struct registered *r = (const struct registered *)(const void *)there->twin;
    const struct listed_order *here = &r->listed;
    size_t before = c->made->difference_count;
    err e = OK;

    if (there->which.kind != here->which.kind)
        e = difference_add(c, there, RECONCILED_KIND, order_kind_name(here->which.kind),
                           order_kind_name(there->which.kind));
    if (!e && there->which.decision_date != here->which.decision_date)
        e = days_differ(c, there, RECONCILED_DECISION_DATE, here->which.decision_date,
                        there->which.decision_date);
    if (!e && there->start != DATE_NONE && there->start != here->start)
        e = days_differ(c, there, RECONCILED_START, here->start, there->start);
    if (!e && there->end != DATE_NONE && there->end != here->end && there->end != r->last_day &&
        there->end != r->until)
        e = days_differ(c, there, RECONCILED_END, r->until < here->start ? r->last_day : r->until,
                        there->end);
    c->made->same += c->made->difference_count == before;
    return e;
}

static err missing_add(struct comparison *c, const struct reconciled *which, struct reconciled **list,
                       size_t *count, size_t *room)
{
    struct reconciled *slot = arena_grow(c->w->arena, list, count, room, sizeof *slot);

    if (!slot)
        return ERR_SYSTEM;
    *slot = *which;
    return OK;
}

static int line_compare(const void *a, const void *b)
{
    const struct listed_order *x = a, *y = b;

    return (x->which.line > y->which.line) - (x->which.line < y->which.line);
}

/* Told in the order of the list's lines, then of the register's courts and numbers. */
static err told(struct comparison *c)
{
    struct reconciliation *m = c->made;
    err e = OK;

    if (m->listed)
        qsort(c->there, m->listed, sizeof *c->there, line_compare);
    for (size_t i = 0; !e && i < m->listed; i++)
        e = c->there[i].twin ? pair_compare(c, &c->there[i])
                             : missing_add(c, &c->there[i].which, &m->missing_here, &m->missing_here_count,
                                           &c->missing_here_room);
    for (size_t i = 0; !e && i < c->here_count; i++) {
        const struct reconciled *which = &c->here[i].listed.which;

        if (!c->here[i].listed.twin && m->from <= which->decision_date && which->decision_date <= m->until)
            e = missing_add(c, which, &m->missing_there, &m->missing_there_count, &c->missing_there_room);
    }
    return e;
}

static err comparison_log(struct work *w, const struct reconciliation *m)
{
    char first[DATE_TEXT], last[DATE_TEXT];
    struct audit_entry entry = {.what = "order.reconcile", .record = "protection_order"};

    entry.why =
        arena_format(w->arena,
                     "%s to %s: %zu listed, %zu bad, %zu the same, %zu missing here, %zu missing there, "
                     "%zu differences",
                     date_format(m->from, first), date_format(m->until, last), m->listed, m->bad, m->same,
                     m->missing_here_count, m->missing_there_count, m->difference_count);
    return entry.why ? audit_append(w, &entry) : ERR_SYSTEM;
}

static void there_take(struct comparison *c, const struct listed_orders *read)
{
    struct reconciliation *m = c->made;

    c->there = read->at;
    m->header_bad = read->header_bad;
    m->listed = read->count;
    m->bad = read->bad;
    m->notes = read->notes;
    m->note_count = read->note_count;
}

static err compare(struct comparison *c, const char *text, size_t n, size_t sheet)
{
    struct listed_orders read;
    err e;

    if ((e = courts_load(c->w, &c->courts)) ||
        (e = listed_orders_read(c->w, c->courts, text, n, sheet, &read)))
        return e;
    there_take(c, &read);
    if (read.header_bad)
        return OK;
    if ((e = doubles_drop(c)))
        return e;
    days_cover(c);
    if ((e = register_read(c)))
        return e;
    twins_find(c);
    near_find(c);
    return told(c);
}

err reconciliation_make(struct work *w, const char *text, size_t n, size_t sheet, date from, date until,
                        struct reconciliation *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct reconciliation made = {.from = from, .until = until};
    struct comparison c = {.w = w, .made = &made};
    err e;

    if (n > IMPORT_BYTES_MAX)
        return refuse(w, ERR_LIMIT, "too_large", "", "The file is larger than %zu MiB.",
                      IMPORT_BYTES_MAX / 1024 / 1024);
    if (from != DATE_NONE && until != DATE_NONE && until < from)
        return refuse(w, ERR_INPUT, "out_of_order", "to", "The last day lies before the first.");
    if ((e = tx_begin(&tx, w->db)) || (e = compare(&c, text, n, sheet)) || (e = comparison_log(w, &made)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = made;
    return OK;
}
