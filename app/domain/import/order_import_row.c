/* One line of the file becomes one order: what the cells mean, not whether an order may be so. */
#include "domain/import/order_import_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "crypto/keyring.h"
#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/law/case_role.h"
#include "domain/law/nid.h"
#include "domain/order/order.h"
#include "domain/work/field.h"

#define MEASURES_MAX 40 /* article 10 of law 9669/2006 has less than half as many letters */
#define CHILD_PARTS  6  /* name, birth date, sex; surname, personal number, "protected" when they differ */

static const char UTF8[] = "This is not readable as UTF-8; in Excel, save the file as \"CSV UTF-8\".";
static const char NO_DATE[] = "There is no such day; a date is written 2022-03-24 or 24.03.2022.";

struct reading {
    struct work *w;
    const struct import_header *header;
    const struct csv_row *line;
    struct import_notes *notes;
    struct import_row *row;
};

bool import_row_empty(const struct csv_row *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->cells[i][0])
            return false;
    return true;
}

static bool formula_begins(char c)
{
    return c && strchr("=+-@", c);
}

/* Trimmed, and without the apostrophe that keeps spreadsheets from running a text as a formula; NULL when
 * empty. */
static char *cell_clean(char *cell)
{
    text_trim(cell);
    if (cell[0] == '\'' && formula_begins(cell[1]))
        cell++;
    return cell[0] ? cell : NULL;
}

static char *cell_read(struct reading *r, enum import_column c)
{
    size_t at = r->header->cell[c];
    char *cell = at < r->line->count ? r->line->cells[at] : NULL;

    if (!cell)
        return NULL;
    if (!text_valid(cell, strlen(cell)))
        import_note_add(r->notes, false, import_column_name(c), "bad_text", UTF8);
    else if (text_turns(cell))
        import_note_add(r->notes, false, import_column_name(c), "bad_text", TEXT_TURNS);
    else
        return cell_clean(cell);
    return NULL;
}

static date date_read(struct reading *r, enum import_column c)
{
    const char *cell = cell_read(r, c);
    date d = DATE_NONE;

    if (cell && date_parse_any(cell, &d)) {
        import_note_add(r->notes, false, import_column_name(c), "bad_date", NO_DATE);
        r->row->dates_bad = true;
    }
    return d;
}

static void upper(char *s)
{
    for (; s && *s; s++)
        if (*s >= 'a' && *s <= 'z')
            *s = (char)(*s - 'a' + 'A');
}

/* Spreadsheets write it in any case. */
static enum order_kind kind_read(struct reading *r)
{
    char *cell = cell_read(r, COLUMN_KIND);
    enum order_kind kind;

    upper(cell);
    return cell && order_kind_parse(cell, &kind) ? kind : 0;
}

/* F or M for the words, too; anything else stays as it is, for the check of the order to refuse. */
static const char *sex_of(const char *cell)
{
    static const struct {
        const char *word, *sex;
    } WORDS[] = {{"f", "F"}, {"femer", "F"}, {"vajze", "F"}, {"m", "M"}, {"mashkull", "M"}, {"djale", "M"}};

    for (size_t i = 0; cell && i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (text_same(cell, WORDS[i].word))
            return WORDS[i].sex;
    return cell;
}

/* As the register writes it; what cannot be a personal number stays as it is. */
static const char *nid_of(struct work *w, const char *cell)
{
    char normal[NID_TEXT];
    const char *kept;

    if (!cell || nid_check(cell, normal) == NID_MALFORMED)
        return cell;
    kept = arena_text(w->arena, normal);
    return kept ? kept : cell;
}

static void person_read_cells(struct reading *r, struct order_person *p)
{
    *p = (struct order_person){
        .role = ROLE_PROTECTED,
        .who = {.first_name = cell_read(r, COLUMN_FIRST_NAME),
                .father_name = cell_read(r, COLUMN_FATHER_NAME),
                .surname = cell_read(r, COLUMN_SURNAME),
                .nid = nid_of(r->w, cell_read(r, COLUMN_NID)),
                .birth_date = date_read(r, COLUMN_BIRTH_DATE),
                .sex = sex_of(cell_read(r, COLUMN_SEX))},
    };
}

/* "Name|birth date|sex", and behind it what is not as with the first person: "|surname|nid|protected". */
static void child_read(struct reading *r, char *text, struct order_person *p, const char *surname)
{
    char *parts[CHILD_PARTS] = {0}, *part;
    size_t n = 0;

    while ((part = strsep(&text, "|")) && n < CHILD_PARTS)
        parts[n++] = cell_clean(part);
    if (part || (parts[5] && !text_same(parts[5], "protected")))
        import_note_add(r->notes, false, "children", "bad_child",
                        "A child is written Name|birth date|F or M, and ';' stands between children.");
    *p = (struct order_person){
        .role = parts[5] ? ROLE_PROTECTED : ROLE_DEPENDANT,
        .who = {.first_name = parts[0],
                .surname = parts[3] ? parts[3] : surname,
                .nid = nid_of(r->w, parts[4]),
                .birth_date = DATE_NONE,
                .sex = sex_of(parts[2])},
    };
    if (parts[1] && date_parse_any(parts[1], &p->who.birth_date)) {
        import_note_add(r->notes, false, "children", "bad_date", "%s", NO_DATE);
        r->row->dates_bad = true;
    }
}

/* Reading stops at one more than an order may name: enough for it to be refused. */
static err persons_read(struct reading *r)
{
    char *children = cell_read(r, COLUMN_CHILDREN), *child;
    struct order_new *o = &r->row->order;
    size_t room = 0;
    struct order_person *p;

    if (!(p = arena_grow(r->w->arena, &o->persons, &o->persons_count, &room, sizeof *p)))
        return ERR_SYSTEM;
    person_read_cells(r, p);
    while ((child = strsep(&children, ";")) && o->persons_count <= ORDER_PERSONS_MAX) {
        if (text_empty(child))
            continue;
        if (!(p = arena_grow(r->w->arena, &o->persons, &o->persons_count, &room, sizeof *p)))
            return ERR_SYSTEM;
        child_read(r, child, p, o->persons[0].who.surname);
    }
    return OK;
}

static err respondent_read(struct reading *r)
{
    struct order_new *o = &r->row->order;
    const char *first = cell_read(r, COLUMN_RESPONDENT_FIRST_NAME);
    const char *surname = cell_read(r, COLUMN_RESPONDENT_SURNAME);

    o->relation = cell_read(r, COLUMN_RELATION);
    if (!first && !surname && !o->relation)
        return OK;
    if (!(o->respondent = arena_alloc(r->w->arena, sizeof *o->respondent)))
        return ERR_SYSTEM;
    *o->respondent = (struct order_person){
        .role = ROLE_RESPONDENT,
        .who = {.first_name = first, .surname = surname, .birth_date = DATE_NONE},
    };
    return OK;
}

static int code_compare(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* "a,b,c" in any order, apart by comma, semicolon or space. */
static err measures_read(struct reading *r)
{
    char *cell = cell_read(r, COLUMN_MEASURES), *code;
    struct order_new *o = &r->row->order;
    size_t room = 0;
    const char **slot;

    while ((code = strsep(&cell, ",; \n")) && o->measures_count < MEASURES_MAX) {
        if (!(code = cell_clean(code)))
            continue;
        for (char *c = code; *c; c++)
            if (*c >= 'A' && *c <= 'Z')
                *c = (char)(*c - 'A' + 'a');
        if (!(slot = arena_grow(r->w->arena, &o->measures, &o->measures_count, &room, sizeof *slot)))
            return ERR_SYSTEM;
        *slot = code;
    }
    if (code)
        import_note_add(r->notes, false, "measures", "too_many", "There are more than %d measures.",
                        MEASURES_MAX);
    if (o->measures_count)
        qsort(o->measures, o->measures_count, sizeof *o->measures, code_compare);
    return OK;
}

static void field_add(struct buf *b, const char *text)
{
    buf_text(b, text ? text : "");
    /* The unit separator, which text_valid lets into no cell: two fields cannot run together into one. */
    buf_char(b, '\x1f');
}

/* Folded, as the register compares issuers and units. */
static void folded_add(struct buf *b, const char *text)
{
    char folded[4 * ORDER_TEXT_MAX + 1];

    field_add(b, text ? text_fold(text, folded, sizeof folded) : NULL);
}

static void day_add(struct buf *b, date d)
{
    char text[DATE_TEXT];

    field_add(b, date_format(d, text));
}

static void person_add_text(struct buf *b, const struct order_person *p)
{
    field_add(b, case_role_name(p->role));
    field_add(b, p->who.first_name);
    field_add(b, p->who.father_name);
    field_add(b, p->who.surname);
    field_add(b, p->who.nid);
    day_add(b, p->who.birth_date);
    field_add(b, p->who.sex);
}

/* Of what the row says: the same whatever the separators, the way dates are written, and the order of the
 * columns. Blind, for names stand in it. */
static err content_blind(struct work *w, struct import_row *row)
{
    CLEANUP(buf_wipe) struct buf b = {0};
    const struct order_new *o = &row->order;
    const date days[] = {o->decision_date, o->start, o->end, o->final_date, o->received_on};
    err e;

    field_add(&b, order_kind_name(o->kind));
    folded_add(&b, o->issuer);
    field_add(&b, o->number);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        day_add(&b, days[i]);
    folded_add(&b, o->unit);
    for (size_t i = 0; i < o->persons_count; i++)
        person_add_text(&b, &o->persons[i]);
    if (o->respondent)
        person_add_text(&b, o->respondent);
    field_add(&b, o->relation);
    for (size_t i = 0; i < o->measures_count; i++)
        field_add(&b, o->measures[i]);
    if ((e = buf_err(&b)))
        return e;
    return blind(w->keys, "import", b.data, row->content);
}

static err key_digest(struct import_row *row)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct order_new *o = &row->order;
    err e;

    folded_add(&b, o->issuer);
    field_add(&b, o->number);
    day_add(&b, o->decision_date);
    if ((e = buf_err(&b)))
        return e;
    return digest_sha256(b.data, b.len, row->key);
}

static err digests_make(struct work *w, struct import_row *row)
{
    const struct order_new *o = &row->order;
    err e;

    row->known = o->issuer && o->number && o->decision_date != DATE_NONE;
    if (!row->known)
        return OK;
    if ((e = key_digest(row)) || (e = content_blind(w, row)))
        return e;
    row->order.import_blind = row->content;
    return OK;
}

static bool cell_is_column(const struct import_header *h, size_t cell)
{
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        if (h->cell[c] == cell)
            return true;
    return false;
}

/* Empty cells beyond the table come from Excel. Text there means that a separator inside a text has moved all
 * cells behind it. */
static void width_check(struct reading *r)
{
    for (size_t i = 0; i < r->line->count; i++) {
        if (!r->line->cells[i][0] || cell_is_column(r->header, i))
            continue;
        import_note_add(r->notes, false, "", "too_many_cells",
                        "Cell %zu stands under no heading; a text with a separator in it needs quotes.",
                        i + 1);
        return;
    }
}

err import_row_read(struct work *w, const struct import_header *header, const struct csv_row *line,
                    struct import_notes *notes, struct import_row *ret)
{
    struct reading r = {.w = w, .header = header, .line = line, .notes = notes, .row = ret};
    err e;

    *ret = (struct import_row){.order = {.unversioned = true}};
    width_check(&r);
    ret->order.kind = kind_read(&r);
    ret->order.issuer = cell_read(&r, COLUMN_ISSUER);
    ret->order.number = cell_read(&r, COLUMN_NUMBER);
    ret->order.decision_date = date_read(&r, COLUMN_DECISION_DATE);
    ret->order.start = date_read(&r, COLUMN_START);
    ret->order.end = date_read(&r, COLUMN_END);
    ret->order.final_date = date_read(&r, COLUMN_FINAL_DATE);
    ret->order.received_on = date_read(&r, COLUMN_RECEIVED_ON);
    ret->order.unit = cell_read(&r, COLUMN_UNIT);
    if ((e = persons_read(&r)) || (e = respondent_read(&r)) || (e = measures_read(&r)))
        return e;
    return digests_make(w, ret);
}
