/* One line of the file becomes one order: what the cells mean, not whether an order may be so. */
#include "domain/import/order_import_row.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "crypto/keyring.h"
#include "domain/import/import_cell.h"
#include "domain/import/import_measures.h"
#include "domain/import/import_parties.h"
#include "domain/import/import_persons.h"
#include "domain/import/import_term.h"
#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/law/case_role.h"
#include "domain/law/order_key.h"
#include "domain/order/order.h"

static void upper(char *s)
{
    for (; s && *s; s++)
        if (*s >= 'a' && *s <= 'z')
            *s = (char)(*s - 'a' + 'A');
}

/* Spreadsheets write it in any case. */
static enum order_kind kind_read(struct import_cells *c)
{
    char *cell = import_cell_text(c, COLUMN_KIND);
    enum order_kind kind;

    upper(cell);
    return cell && order_kind_parse(cell, &kind) ? kind : 0;
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

static void number_add(struct buf *b, int64_t n)
{
    buf_format(b, "%" PRId64, n);
    buf_char(b, '\x1f');
}

/* Each with its name before it, and only where it is said: rows without these columns stay what they were. */
static void parties_add(struct buf *b, const struct order_new *o)
{
    const struct order_parties *p = &o->parties;
    const char *const said[][2] = {
        {"case_number", p->case_number},
        {"petitioner", party_name(p->petitioner)},
        {"petitioner_name", p->petitioner_name},
        {"representative", party_name(p->representative)},
        {"representative_name", p->representative_name},
    };

    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (said[i][1]) {
            field_add(b, said[i][0]);
            field_add(b, said[i][1]);
        }
    for (size_t i = 0; i < o->more_respondents_count; i++)
        person_add_text(b, &o->more_respondents[i]);
    for (size_t i = 0; i < o->relations_count; i++) {
        number_add(b, o->relations[i].person);
        number_add(b, o->relations[i].respondent);
        field_add(b, o->relations[i].relation);
    }
}

/* In which words a row says what can be said in several. */
struct row_words {
    const char *number;
    const char *const *measures;
    size_t count;
};

/* Of what the row says: the same whatever the separators, the way dates are written, and the order of the
 * columns. Blind, for names stand in it. */
static err content_blind(struct work *w, const struct import_row *row, const struct row_words *words,
                         uint8_t ret[DIGEST_SIZE])
{
    CLEANUP(buf_wipe) struct buf b = {0};
    const struct order_new *o = &row->order;
    char term[IMPORT_TERM_TEXT];
    const date days[] = {o->decision_date, o->start, o->end, o->final_date, o->received_on};
    err e;

    field_add(&b, order_kind_name(o->kind));
    folded_add(&b, o->issuer);
    field_add(&b, words->number);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        day_add(&b, days[i]);
    folded_add(&b, o->unit);
    for (size_t i = 0; i < o->persons_count; i++)
        person_add_text(&b, &o->persons[i]);
    if (o->respondent)
        person_add_text(&b, o->respondent);
    field_add(&b, o->relation);
    for (size_t i = 0; i < words->count; i++)
        field_add(&b, words->measures[i]);
    if (o->hearing_on != DATE_NONE)
        day_add(&b, o->hearing_on);
    if (term_given(&o->term))
        field_add(&b, import_term_format(&o->term, term));
    parties_add(&b, o);
    if ((e = buf_err(&b)))
        return e;
    return blind(w->keys, "import", b.data, ret);
}

/* By meaning: the number in any spelling, the measures in the letters that they had when rows were first
 * remembered. And as both are written, for rows that were taken before one or the other was read so. */
static err contents_blind(struct work *w, const struct measure_book *book, const struct import_measures *m,
                          struct import_row *row)
{
    const struct order_new *o = &row->order;
    const char **codes = arena_array(w->arena, o->measures_count + 1, sizeof *codes);
    char key[ORDER_KEY_TEXT];
    struct row_words words;
    err e;

    if (!codes)
        return ERR_SYSTEM;
    for (size_t i = 0; i < o->measures_count; i++) {
        const struct measure *known = measure_of(book, o->measures[i].code);

        codes[i] = known && known->former ? known->former : o->measures[i].code;
    }
    import_words_sort(codes, o->measures_count);
    words = (struct row_words){order_number_key(o->number, key), codes, o->measures_count};
    if ((e = content_blind(w, row, &words, row->content)))
        return e;
    words.number = o->number;
    if ((e = content_blind(w, row, &words, row->plain)))
        return e;
    words = (struct row_words){o->number, m->written, m->written_count};
    return content_blind(w, row, &words, row->written);
}

static err key_digest(struct import_row *row)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct order_new *o = &row->order;
    char key[ORDER_KEY_TEXT];
    err e;

    folded_add(&b, o->issuer);
    field_add(&b, order_number_key(o->number, key));
    day_add(&b, o->decision_date);
    if ((e = buf_err(&b)))
        return e;
    return digest_sha256(b.data, b.len, row->key);
}

static err digests_make(struct work *w, const struct measure_book *book, const struct import_measures *m,
                        struct import_row *row)
{
    const struct order_new *o = &row->order;
    err e;

    row->known = o->issuer && o->number && o->decision_date != DATE_NONE;
    if (!row->known)
        return OK;
    if ((e = key_digest(row)) || (e = contents_blind(w, book, m, row)))
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
static void width_check(struct import_cells *c)
{
    for (size_t i = 0; i < c->line->count; i++) {
        if (text_empty(c->line->cells[i]) || cell_is_column(c->header, i))
            continue;
        import_note_add(c->notes, NOTE_FAULT, "", "too_many_cells",
                        "Cell %zu stands under no heading; a text with a separator in it needs quotes.",
                        i + 1);
        return;
    }
}

static void term_read(struct import_cells *c, struct term *ret)
{
    const char *cell = import_cell_text(c, COLUMN_TERM);

    if (text_empty(cell) || import_term_parse(cell, ret))
        return;
    import_note_add(
        c->notes, NOTE_FAULT, "term", "bad_term",
        "A term is written \"6 months from finality\": so many months or days from decision, start, "
        "service or finality.");
    c->dates_bad = true;
}

err import_row_read(struct work *w, const struct import_frame *frame, const struct csv_row *line,
                    struct import_notes *notes, struct import_row *ret)
{
    struct import_cells c = {.w = w, .header = &frame->header, .line = line, .notes = notes};
    struct import_measures measures;
    struct order_new *o = &ret->order;
    err e;

    *ret = (struct import_row){.order = {.unversioned = true}};
    width_check(&c);
    o->kind = kind_read(&c);
    o->issuer = import_cell_text(&c, COLUMN_ISSUER);
    o->number = import_cell_number(&c);
    o->decision_date = import_cell_date(&c, COLUMN_DECISION_DATE);
    o->start = import_cell_date(&c, COLUMN_START);
    o->end = import_cell_date(&c, COLUMN_END);
    o->final_date = import_cell_date(&c, COLUMN_FINAL_DATE);
    o->received_on = import_cell_date(&c, COLUMN_RECEIVED_ON);
    o->hearing_on = import_cell_date(&c, COLUMN_HEARING_ON);
    term_read(&c, &o->term);
    o->unit = import_cell_text(&c, COLUMN_UNIT);
    if ((e = import_persons_read(&c, o, &ret->children_counted)) || (e = import_parties_read(&c, o)) ||
        (e = import_measures_read(&c, &frame->book, o, &measures)))
        return e;
    ret->follows = import_cell_text(&c, COLUMN_FOLLOWS);
    ret->dates_bad = c.dates_bad;
    return digests_make(w, &frame->book, &measures, ret);
}
