/* Orders as CSV, in the columns of the import: what is written here can be read in there. */
#include "domain/export/export_orders.h"

#include <string.h>

#include "base/text.h"
#include "domain/claim/order_act.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_read.h"
#include "domain/file/person.h"
#include "domain/import/import_cell.h"
#include "domain/import/import_term.h"
#include "domain/import/order_import_column.h"
#include "domain/office/audit.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/work/field.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "store/db.h"

#define SEPARATOR ',' /* as the import reads it */

/* One order with those it names. */
struct dossier {
    struct order_line line;
    struct act granted; /* the grant, after corrections */
    const char *unit;
    const char *follows; /* number of the order it follows, or that it stands by itself; NULL: nothing */
    int64_t beside;      /* orders of the file that a reader would hold it against */
    struct case_person *named; /* protected before dependants */
    size_t named_count;
    struct case_person *respondents; /* of the order, as they came into the file */
    size_t respondent_count;
};

static const char SQL_UNIT[] =
    "SELECT u.name AS unit FROM case_file c JOIN unit u ON u.id = c.unit_id WHERE c.id = :case";

static const struct column UNIT_COLUMNS[] = {COLUMN_TEXT(struct dossier, unit)};

static const char SQL_NAMED[] =
    "SELECT c.id, c.person_id, c.role, c.relation_sealed FROM order_person o "
    "JOIN case_person c ON c.case_id = :case AND c.person_id = o.person_id WHERE o.order_id = :order "
    "ORDER BY CASE c.role WHEN 'protected' THEN 0 ELSE 1 END, c.id";
static const char SQL_RESPONDENTS[] =
    "SELECT c.id, c.person_id, c.role, c.relation_sealed FROM order_respondent r "
    "JOIN case_person c ON c.case_id = :case AND c.person_id = r.person_id WHERE r.order_id = :order "
    "ORDER BY c.id";

static err persons_read(struct work *w, struct dossier *d)
{
    const int64_t file = d->line.case_id;
    err e;

    if ((e = case_persons_read(w, SQL_NAMED, BINDS(INT(":case", file), INT(":order", d->line.id)), &d->named,
                               &d->named_count)))
        return e;
    return case_persons_read(w, SQL_RESPONDENTS, BINDS(INT(":case", file), INT(":order", d->line.id)),
                             &d->respondents, &d->respondent_count);
}

/* The grant as it stands after corrections. false: it was voided, and so never was an order. */
static bool grant_value(const struct act *acts, size_t count, struct act *ret)
{
    for (size_t i = 0; i < count; i++)
        if (acts[i].kind == ACT_GRANTED && act_value(acts, count, &acts[i], ret))
            return true;
    return false;
}

/* One that nothing follows, with others of the file that are no younger: what says nothing there is joined to
 * them when it is read in, and ends them. */
static const char SQL_BESIDE[] =
    "SELECT count(*) AS beside FROM protection_order WHERE case_id = :case AND id <> :order AND "
    "decision_date <= :day AND NOT EXISTS (SELECT 1 FROM protection_order f WHERE f.follows_id = :order)";

static const struct column BESIDE_COLUMNS[] = {COLUMN_INT(struct dossier, beside)};

/* It stands in the same file. */
static err before_read(struct work *w, struct dossier *d)
{
    struct order_line before;
    err e;

    if (!d->line.follows) {
        e = row_read(w, SQL_BESIDE,
                     BINDS(INT(":case", d->line.case_id), INT(":order", d->line.id),
                           DATE(":day", d->line.decision_date)),
                     COLUMNS(BESIDE_COLUMNS), d);
        d->follows = d->beside ? IMPORT_INDEPENDENT : NULL;
        return e;
    }
    if ((e = order_load(w, d->line.follows, &before)))
        return e;
    d->follows = before.number;
    return OK;
}

static err dossier_read(struct work *w, int64_t id, struct dossier *d, bool *ret_granted)
{
    struct act *acts;
    size_t count;
    err e;

    if ((e = order_load(w, id, &d->line)) || (e = case_may_open(w, d->line.case_id)) ||
        (e = acts_load(w, id, &acts, &count)))
        return e;
    if (!(*ret_granted = grant_value(acts, count, &d->granted)))
        return OK;
    if ((e = row_read(w, SQL_UNIT, BINDS(INT(":case", d->line.case_id)), COLUMNS(UNIT_COLUMNS), d)))
        return e;
    return (e = before_read(w, d)) ? e : persons_read(w, d);
}

/* '|' and ';' are the separators inside the cell, so they are taken out of names. */
static void part_add(struct buf *b, const char *text)
{
    for (; text && *text; text++)
        buf_char(b, *text == '|' || *text == ';' ? ' ' : *text);
}

/* In the words in which the import takes it back. */
static const char *surname_cell(const struct person *p)
{
    return p->surname[0] ? p->surname : IMPORT_NO_SURNAME;
}

/* "Name|birth|sex", then, as far as needed, what differs from the first person or is not taken over from her.
 */
static void child_add(struct buf *b, const struct case_person *p, const struct person *first)
{
    bool other = strcmp(p->who.surname, first->surname) != 0;
    char day[DATE_TEXT];
    const char *parts[] = {p->who.first_name, date_format(p->who.birth_date, day),
                           p->who.sex,        other ? surname_cell(&p->who) : NULL,
                           p->who.nid,        p->role == ROLE_PROTECTED ? "protected" : NULL};
    size_t count = sizeof parts / sizeof parts[0];

    while (count > 3 && !parts[count - 1])
        count--;
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(b, '|');
        part_add(b, parts[i]);
    }
}

static void days_fill(const struct dossier *d, const char *cells[COLUMN_COUNT], char days[6][DATE_TEXT],
                      char term[IMPORT_TERM_TEXT])
{
    const struct act *g = &d->granted;
    const struct protection *p = &d->line.protection;

    cells[COLUMN_DECISION_DATE] = date_format(d->line.decision_date, days[0]);
    cells[COLUMN_START] = date_format(g->start == DATE_NONE ? g->on : g->start, days[1]);
    cells[COLUMN_END] = date_format(g->end, days[2]);
    /* Only an UM has a day on which it becomes final. */
    cells[COLUMN_FINAL_DATE] = date_format(d->line.kind == ORDER_UM ? p->final_on : DATE_NONE, days[3]);
    cells[COLUMN_RECEIVED_ON] = date_format(d->line.received_on, days[4]);
    cells[COLUMN_HEARING_ON] = date_format(d->line.hearing_on, days[5]);
    cells[COLUMN_TERM] = import_term_format(&g->term, term);
}

static void persons_fill(const struct dossier *d, const char *cells[COLUMN_COUNT], char birth[DATE_TEXT])
{
    const struct person *p = &d->named[0].who;

    cells[COLUMN_FIRST_NAME] = p->first_name;
    cells[COLUMN_FATHER_NAME] = p->father_name;
    cells[COLUMN_SURNAME] = surname_cell(p);
    cells[COLUMN_NID] = p->nid;
    cells[COLUMN_BIRTH_DATE] = date_format(p->birth_date, birth);
    cells[COLUMN_SEX] = p->sex;
    if (!d->respondent_count)
        return;
    cells[COLUMN_RESPONDENT_FIRST_NAME] = d->respondents[0].who.first_name;
    cells[COLUMN_RESPONDENT_SURNAME] = surname_cell(&d->respondents[0].who);
    cells[COLUMN_RELATION] = d->respondents[0].relation;
}

static void parties_fill(const struct dossier *d, const char *cells[COLUMN_COUNT])
{
    const struct order_parties *p = &d->line.parties;

    cells[COLUMN_CASE_NUMBER] = p->case_number;
    cells[COLUMN_PETITIONER] = party_name(p->petitioner);
    cells[COLUMN_PETITIONER_NAME] = p->petitioner_name;
    cells[COLUMN_REPRESENTATIVE] = party_name(p->representative);
    cells[COLUMN_REPRESENTATIVE_NAME] = p->representative_name;
}

/* "First name|surname" of each respondent behind the first; what each is to whom stands with the relations.
 */
static err more_write(const struct dossier *d, struct buf *ret)
{
    for (size_t i = 1; i < d->respondent_count; i++) {
        if (i > 1)
            buf_char(ret, ';');
        part_add(ret, d->respondents[i].who.first_name);
        buf_char(ret, '|');
        part_add(ret, surname_cell(&d->respondents[i].who));
    }
    return buf_err(ret);
}

/* From 1; 0: none of them is that person. */
static size_t place_of(const struct case_person *list, size_t count, int64_t person)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].person == person)
            return i + 1;
    return 0;
}

/* By place, which no two of one name can confuse. */
static err relations_write(const struct dossier *d, struct buf *ret)
{
    for (size_t i = 0; i < d->line.relation_count; i++) {
        const struct order_relation *r = &d->line.relations[i];
        size_t person = place_of(d->named, d->named_count, r->person);
        size_t respondent = place_of(d->respondents, d->respondent_count, r->respondent);

        if (!person || !respondent)
            continue;
        buf_format(ret, "%s%zu|%zu|", ret->len ? ";" : "", person, respondent);
        part_add(ret, r->relation);
    }
    return buf_err(ret);
}

static err row_write(const struct dossier *d, struct buf *out)
{
    CLEANUP(buf_wipe) struct buf children = {0};
    CLEANUP(buf_wipe) struct buf more = {0};
    CLEANUP(buf_wipe) struct buf relations = {0};
    CLEANUP(buf_free) struct buf measures = {0};
    const char *cells[COLUMN_COUNT] = {[COLUMN_KIND] = order_kind_name(d->line.kind),
                                       [COLUMN_ISSUER] = d->line.issuer,
                                       [COLUMN_NUMBER] = d->line.number,
                                       [COLUMN_FOLLOWS] = d->follows,
                                       [COLUMN_UNIT] = d->unit};
    char days[6][DATE_TEXT], birth[DATE_TEXT], term[IMPORT_TERM_TEXT];
    err e;

    days_fill(d, cells, days, term);
    persons_fill(d, cells, birth);
    for (size_t i = 1; i < d->named_count; i++) {
        if (i > 1)
            buf_char(&children, ';');
        child_add(&children, &d->named[i], &d->named[0].who);
    }
    for (size_t i = 0; i < d->line.measure_count; i++)
        buf_format(&measures, "%s%s", i ? "," : "", d->line.measures[i].code);
    if ((e = buf_err(&children)) || (e = buf_err(&measures)) || (e = more_write(d, &more)) ||
        (e = relations_write(d, &relations)))
        return e;
    parties_fill(d, cells);
    cells[COLUMN_MORE_RESPONDENTS] = more.data;
    cells[COLUMN_RELATIONS] = relations.data;
    cells[COLUMN_CHILDREN] = children.data;
    cells[COLUMN_MEASURES] = measures.data;
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        csv_cell(out, SEPARATOR, c == 0, cells[c]);
    csv_end_row(out);
    return buf_err(out);
}

static void header_write(struct buf *out)
{
    csv_begin(out);
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        csv_cell(out, SEPARATOR, c == 0, import_column_name(c));
    csv_end_row(out);
}

/* The table while it is written. */
struct order_table {
    struct work *w;
    struct buf *out;
    struct orders_export counts;
    int64_t id; /* of the order that is read */
};
static const char SQL_ORDERS[] =
    "SELECT id FROM protection_order WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = 'file' AND "
    "e.record_id = case_id) AND (:from IS NULL OR decision_date >= :from) "
    "AND (:until IS NULL OR decision_date <= :until) "
    "ORDER BY decision_date, CASE kind WHEN 'UMPMM' THEN 0 WHEN 'UMM' THEN 1 ELSE 2 END, id";
static const struct column ORDER_COLUMNS[] = {COLUMN_INT(struct order_table, id)};

static err order_write(void *context, struct arena *kept)
{
    struct order_table *t = context;
    struct dossier d = {0};
    size_t shut = t->w->shut_count;
    bool granted;
    err e = dossier_read(t->w, t->id, &d, &granted);

    (void)kept;
    if (e == ERR_DENIED) {
        /* A sealed file that is not entrusted to the actor is counted, not named; it is no failure of the
         * table. */
        t->w->problem = (struct problem){0};
        t->w->shut_count = shut;
        t->counts.sealed++;
        return OK;
    }
    if (e || !granted)
        return e;
    if (!d.named_count)
        return ERR_CORRUPT; /* no order can be registered without a person */
    t->counts.written++;
    return row_write(&d, t->out);
}

/* What the log says of it: the days, how many, and the reason given. */
static const char *export_why(struct work *w, date from, date until, const struct orders_export *counts,
                              const char *reason)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    return arena_format(w->arena, "from %s until %s: %zu orders, %zu of sealed files left out%s%s",
                        date_known(from) ? date_format(from, first) : "the first",
                        date_known(until) ? date_format(until, last) : "the last", counts->written,
                        counts->sealed, text_empty(reason) ? "" : ": ", text_empty(reason) ? "" : reason);
}

err orders_export(struct work *w, date from, date until, struct buf *out, struct orders_export *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct order_table table = {.w = w, .out = out};
    struct audit_entry entry = {.what = "orders.export", .record = "protection_order"};
    const char *reason = w->why;
    err e;

    if (!text_empty(reason) && (e = field_reason_check(w, "why", reason)))
        return e;
    header_write(out);
    w->why = NULL; /* a reason given for the table must not open every sealed file in it */
    if (!(e = tx_begin(&tx, w->db)))
        e = row_walk(w, SQL_ORDERS, BINDS(DATE(":from", from), DATE(":until", until)), COLUMNS(ORDER_COLUMNS),
                     &table, order_write, &table);
    w->why = reason;
    if (e)
        return e;
    if (!(entry.why = export_why(w, from, until, &table.counts, reason)))
        return ERR_SYSTEM;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = table.counts;
    return OK;
}
