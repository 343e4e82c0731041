/* Reading a court's list: by the reader of the import, given only the columns that are compared. */
#include "domain/import/listed_order.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "domain/import/import_file.h"
#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/import/order_import_row.h"
#include "domain/law/order_key.h"
#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define SUCCESSORS_MAX 8 /* names in a row; more would be a circle */

struct court_name {
    const char *name, *successor; /* folded; successor NULL: the last name */
};
struct courts {
    struct court_name *at;
    size_t count;
};

/* Letters and digits alone. */
static const char *letters(struct arena *a, const char *text)
{
    char key[ORDER_KEY_TEXT];

    return arena_text(a, order_issuer_key(text, key));
}

const char *order_number_fold(struct arena *a, const char *number)
{
    char key[ORDER_KEY_TEXT];

    return arena_text(a, order_number_key(number, key));
}

static const char SQL_COURTS[] = "SELECT name, successor FROM court ORDER BY id";
static const struct column COURT_COLUMNS[] = {
    COLUMN_TEXT(struct court_name, name),
    COLUMN_TEXT(struct court_name, successor),
};

static err names_fold(struct work *w, void *row)
{
    struct court_name *c = row;

    if (!(c->name = letters(w->arena, c->name)) ||
        (c->successor && !(c->successor = letters(w->arena, c->successor))))
        return ERR_SYSTEM;
    return OK;
}

err courts_load(struct work *w, struct courts **ret)
{
    struct courts *c = arena_alloc(w->arena, sizeof *c);
    err e;

    if (!c)
        return ERR_SYSTEM;
    if ((e = rows_read(w, SQL_COURTS, NO_BINDS, COLUMNS(COURT_COLUMNS), names_fold, &c->at, &c->count)))
        return e;
    *ret = c;
    return OK;
}

static const char *successor_of(const struct courts *c, const char *name)
{
    for (size_t i = 0; i < c->count; i++)
        if (!strcmp(c->at[i].name, name))
            return c->at[i].successor;
    return NULL;
}

/* Names in a circle would never end: more than these no court has had. */
const char *court_fold(const struct courts *c, struct arena *a, const char *issuer)
{
    const char *name = letters(a, issuer), *next;

    for (int i = 0; name && i < SUCCESSORS_MAX && (next = successor_of(c, name)); i++)
        name = next;
    return name;
}

static const enum import_column READ[] = {COLUMN_NUMBER,        COLUMN_KIND,  COLUMN_ISSUER,
                                          COLUMN_DECISION_DATE, COLUMN_START, COLUMN_END};
#define READ_COUNT (sizeof READ / sizeof READ[0])
/* The first four of READ: without these an order cannot be found again. */
#define READ_NEEDED 4

struct reading {
    struct work *w;
    struct arena *kept; /* outlives the lines; w->arena is each line's own */
    const struct courts *courts;
    size_t cell[READ_COUNT]; /* where they stand in the file; SIZE_MAX: nowhere */
    size_t width;            /* of the header */
    struct import_notes notes;
    struct import_file file;
    struct listed_orders read;
    size_t room;
};

static void heading_take(struct reading *r, char *heading, size_t at)
{
    enum import_column c;
    bool mended;

    if (!import_heading_find(text_trim(heading), &c, &mended))
        return;
    for (size_t i = 0; i < READ_COUNT; i++) {
        if (READ[i] != c)
            continue;
        if (r->cell[i] != SIZE_MAX)
            import_note_add(&r->notes, NOTE_FAULT, import_column_name(c), "duplicate_column",
                            "This column stands in the file twice.");
        r->cell[i] = at;
    }
}

static void header_take(struct reading *r, const struct csv_row *line)
{
    r->notes.line = line->line;
    r->width = line->count;
    for (size_t i = 0; i < READ_COUNT; i++)
        r->cell[i] = SIZE_MAX;
    for (size_t i = 0; i < line->count; i++)
        heading_take(r, line->cells[i], i);
    for (size_t i = 0; i < READ_NEEDED; i++)
        if (r->cell[i] == SIZE_MAX)
            import_note_add(&r->notes, NOTE_FAULT, import_column_name(READ[i]), "missing_column",
                            "This column is needed.");
}

/* The line cut down to the cells that are compared, in the order of READ: to the reader of the import nothing
 * else stands in the file. */
static err line_narrow(struct reading *r, const struct csv_row *line, struct csv_row *ret,
                       struct import_header *header)
{
    char **cells = arena_array(r->w->arena, READ_COUNT, sizeof *cells);

    if (!cells)
        return ERR_SYSTEM;
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        header->cell[c] = SIZE_MAX;
    for (size_t i = 0; i < READ_COUNT; i++) {
        header->cell[READ[i]] = i;
        cells[i] = r->cell[i] < line->count ? line->cells[r->cell[i]] : NULL;
        if (!cells[i] && !(cells[i] = arena_text(r->w->arena, "")))
            return ERR_SYSTEM;
    }
    *ret = (struct csv_row){.line = line->line, .count = READ_COUNT, .cells = cells};
    return OK;
}

static void needed_note(struct reading *r, bool there, enum import_column c, const char *code,
                        const char *reason)
{
    if (!there && !import_fault_noted(&r->notes, import_column_name(c)))
        import_note_add(&r->notes, NOTE_FAULT, import_column_name(c), code, "%s", reason);
}

/* Less is asked of it than of an order to be registered: it only has to be found again. */
static void order_judge(struct reading *r, const struct csv_row *line, const struct order_new *o)
{
    needed_note(r, o->number, COLUMN_NUMBER, "required", "The number is needed.");
    needed_note(r, o->kind, COLUMN_KIND, "unknown_kind", "Must be one of UMPMM, UMM, UM.");
    needed_note(r, o->issuer, COLUMN_ISSUER, "required", "The court is needed.");
    needed_note(r, o->decision_date != DATE_NONE, COLUMN_DECISION_DATE, "required",
                "The day of the decision is needed.");
    if (o->number && text_length(o->number) > ORDER_TEXT_MAX)
        needed_note(r, false, COLUMN_NUMBER, "too_long", "This is too long for a number.");
    if (o->issuer && text_length(o->issuer) > ORDER_TEXT_MAX)
        needed_note(r, false, COLUMN_ISSUER, "too_long", "This is too long for a name.");
    if (o->start != DATE_NONE && o->end != DATE_NONE && o->end < o->start)
        needed_note(r, false, COLUMN_END, "out_of_order", "The order ends before it begins.");
    for (size_t i = r->width; i < line->count; i++)
        if (!text_empty(line->cells[i]))
            import_note_add(&r->notes, NOTE_FAULT, "", "too_many_cells",
                            "Cell %zu stands under no heading; a text with a separator in it needs quotes.",
                            i + 1);
}

/* What is kept outlives the line, so it is copied out of the line's arena. */
static err order_keep(struct reading *r, size_t line, const struct order_new *o)
{
    struct listed_order *l = arena_grow(r->kept, &r->read.at, &r->read.count, &r->room, sizeof *l);

    if (!l)
        return ERR_SYSTEM;
    *l = (struct listed_order){
        .which = {.line = line,
                  .kind = o->kind,
                  .issuer = arena_text(r->kept, o->issuer),
                  .number = arena_text(r->kept, o->number),
                  .decision_date = o->decision_date},
        .court = court_fold(r->courts, r->kept, o->issuer),
        .number = order_number_fold(r->kept, o->number),
        .start = o->start,
        .end = o->end,
    };
    return l->which.issuer && l->which.number && l->court && l->number ? OK : ERR_SYSTEM;
}

static err line_take(struct reading *r, const struct csv_row *line)
{
    struct import_frame frame = {0}; /* a list says nothing of measures that would be compared */
    struct csv_row narrow;
    struct import_row row;
    err e;

    r->notes.line = line->line;
    if (r->read.count + r->read.bad == IMPORT_ROWS_MAX)
        return refuse(r->w, ERR_LIMIT, "too_many_rows", "", "The file has more than %d rows.",
                      IMPORT_ROWS_MAX);
    if ((e = line_narrow(r, line, &narrow, &frame.header)) ||
        (e = import_row_read(r->w, &frame, &narrow, &r->notes, &row)))
        return e;
    order_judge(r, line, &row.order);
    if (!import_fault_noted(&r->notes, NULL))
        return order_keep(r, line->line, &row.order);
    r->read.bad++;
    return OK;
}

static err head_read(struct reading *r)
{
    struct import_line line;
    err e;

    if ((e = import_file_head(&r->file, &r->notes, &line)))
        return e;
    r->notes.line = 1;
    if (line.none)
        import_note_add(&r->notes, NOTE_FAULT, "", "no_header", "The file is empty.");
    else if (line.broken)
        import_line_note(&r->notes, &line);
    else
        header_take(r, &line.row);
    r->read.bad += line.broken;
    r->read.header_bad = import_faults(&r->notes) > 0;
    return OK;
}

static err lines_walk(struct reading *r)
{
    struct import_line line;
    err e;

    if ((e = head_read(r)) || r->read.header_bad)
        return e;
    while (!(e = import_file_next(&r->file, &line)) && !line.none) {
        import_line_note(&r->notes, &line);
        if (line.broken) {
            r->read.bad++;
        } else if ((e = line_take(r, &line.row))) {
            return e;
        }
    }
    return e;
}

/* Nothing is written by it, so the reading that was meant is taken, with a warning. */
static const char *const MENDED[] = {"misread"};

err listed_orders_read(struct work *w, const struct courts *courts, const char *text, size_t n, size_t sheet,
                       struct listed_orders *ret)
{
    CLEANUP(arena_free) struct arena lines = {0};
    struct reading r = {
        .w = w, .kept = w->arena, .courts = courts, .notes = {.arena = w->arena, .confirmed = {MENDED, 1}}};
    bool readable;
    err e;

    w->arena = &lines;
    e = import_file_open(w, text, n, sheet, &r.notes, &r.file, &readable);
    r.read.header_bad = !readable;
    if (!e && readable)
        e = lines_walk(&r);
    w->arena = r.kept;
    import_file_close(&r.file);
    if (e || r.notes.failed)
        return e ? e : ERR_SYSTEM;
    r.read.notes = r.notes.at;
    r.read.note_count = r.notes.count;
    *ret = r.read;
    return OK;
}

int listed_order_compare(const void *a, const void *b)
{
    const struct listed_order *x = a, *y = b;
    int order = strcmp(x->court, y->court);

    if (!order)
        order = strcmp(x->number, y->number);
    if (!order)
        order = (x->which.decision_date > y->which.decision_date) -
                (x->which.decision_date < y->which.decision_date);
    if (!order)
        order = (x->which.line > y->which.line) - (x->which.line < y->which.line);
    return order;
}
