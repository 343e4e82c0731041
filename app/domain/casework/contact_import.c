/* Read whole before anything is written: lines of one institution need not stand together. */
#include "domain/casework/contact_import.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/casework/case_word.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/contact_said.h"
#include "domain/casework/contact_sheet.h"
#include "domain/casework/said.h"
#include "gen/limits.h"
#include "render/csv.h"
#include "render/sheet_kind.h"
#include "store/db.h"

#define FIRST_COLUMN "name"

struct listed {               /* an institution of the list */
    struct contact_line line; /* the first cell that says anything, of each column */
    const char *folded;       /* its name */
    size_t at;                /* the line of the file */
    struct contact_line *persons;
    size_t persons_count, room;
};
struct import {
    struct work *w;
    struct contact_report *report;
    size_t notes_room;
    struct case_words words;
    const struct contact_column
        *columns[CONTACT_COLUMNS_COUNT * 2]; /* of the file; NULL: one that says nothing here */
    size_t width;
    struct listed *list;
    size_t count, room;
    size_t at;    /* the line of the institution that is being taken */
    bool misread; /* a day of it is none */
};

static err note(struct import *m, size_t line, const char *column, const char *code, const char *reason)
{
    struct contact_report *r = m->report;
    struct contact_note *n = arena_grow(m->w->arena, &r->notes, &r->note_count, &m->notes_room, sizeof *n);

    if (!n)
        return ERR_SYSTEM;
    *n = (struct contact_note){(int64_t)line, arena_text(m->w->arena, column), arena_text(m->w->arena, code),
                               arena_text(m->w->arena, reason)};
    return n->column && n->code && n->reason ? OK : ERR_SYSTEM;
}

static const struct contact_column *column_meant(const char *heading)
{
    for (size_t i = 0; i < CONTACT_COLUMNS_COUNT; i++)
        if (text_same(CONTACT_COLUMNS[i].heading, heading) || text_same(CONTACT_COLUMNS[i].code, heading))
            return &CONTACT_COLUMNS[i];
    return NULL;
}

static err heading_take(struct import *m, const struct csv_row *row)
{
    bool named = false;

    m->width = row->count < sizeof m->columns / sizeof m->columns[0]
                   ? row->count
                   : sizeof m->columns / sizeof m->columns[0];
    for (size_t i = 0; i < m->width; i++) {
        m->columns[i] = column_meant(text_trim(row->cells[i]));
        named |= m->columns[i] && !strcmp(m->columns[i]->code, FIRST_COLUMN);
    }
    if (!named)
        return refuse(m->w, ERR_INPUT, "no_names", "",
                      "The first line names the columns: one must be called \"Institucioni\".");
    return OK;
}

static struct listed *listed_of(struct import *m, const char *folded)
{
    for (size_t i = m->count; i-- > 0;)
        if (!strcmp(m->list[i].folded, folded))
            return &m->list[i];
    return NULL;
}

/* What one line says of the institution itself, where no line before it did. */
static void line_join(struct contact_line *to, const struct contact_line *from)
{
    for (size_t i = 0; i < CONTACT_COLUMNS_COUNT; i++)
        if (!contact_line_get(&CONTACT_COLUMNS[i], to))
            contact_line_set(&CONTACT_COLUMNS[i], to, contact_line_get(&CONTACT_COLUMNS[i], from));
}

static err line_keep(struct import *m, const struct contact_line *line, size_t at)
{
    char folded[CONTACT_NAME_FOLDED];
    struct listed *in = listed_of(m, text_fold(line->name, folded, sizeof folded));
    struct contact_line *person;

    if (!in) {
        if (!(in = arena_grow(m->w->arena, &m->list, &m->count, &m->room, sizeof *in)))
            return ERR_SYSTEM;
        in->at = at;
        if (!(in->folded = arena_text(m->w->arena, folded)))
            return ERR_SYSTEM;
    }
    line_join(&in->line, line);
    if (!line->person)
        return OK;
    if (!(person = arena_grow(m->w->arena, &in->persons, &in->persons_count, &in->room, sizeof *person)))
        return ERR_SYSTEM;
    *person = *line;
    return OK;
}

static err line_bad(struct import *m, size_t at, const char *column, const char *code, const char *reason)
{
    m->report->bad++;
    return note(m, at, column, code, reason);
}

static err row_take(struct import *m, const struct csv_row *row)
{
    struct contact_line line = {0};

    for (size_t i = 0; i < m->width && i < row->count; i++) {
        const char *text = m->columns[i] ? csv_cell_text(row->cells[i]) : NULL;

        if (text)
            contact_line_set(m->columns[i], &line, text);
    }
    if (!line.name)
        return line_bad(m, row->line, FIRST_COLUMN, "required", "The institution has a name.");
    return line_keep(m, &line, row->line);
}

/* Cells stay in the arena of the work: the list is short, and read once. */
static err rows_take(struct import *m, struct csv *c)
{
    struct csv_row row;
    bool more = true;
    err e;

    if ((e = csv_next(c, m->w->arena, &row, &more)) || !more)
        return e ? e : refuse(m->w, ERR_INPUT, "no_names", "", "The list is empty.");
    if ((e = heading_take(m, &row)))
        return e;
    while (!(e = csv_next(c, m->w->arena, &row, &more)) || e == ERR_INPUT) {
        if (!e && !more)
            return OK;
        if (++m->report->read > CONTACT_ROWS_MAX)
            return refuse(m->w, ERR_LIMIT, "too_many_rows", "", "The list has more than %d lines.",
                          CONTACT_ROWS_MAX);
        if ((e = e ? line_bad(m, row.line, "", "bad_row", "A quote in this line never closes.")
                   : row_take(m, &row)))
            return e;
    }
    return e;
}

/* ---- from a line to what the book keeps. A word that means nothing stays as it is, and is refused with the
 * rest. */
static const char *choice(const struct import *m, const char *list, const char *text)
{
    const char *code = case_word_meant(&m->words, list, text);

    return code ? code : text;
}

static bool yes(const char *text)
{
    static const char *const WORDS[] = {"po", "yes", "1", "x", "true"};

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (text_same(WORDS[i], text))
            return true;
    return false;
}

static const char *services_meant(const struct import *m, const char *texts)
{
    CLEANUP(buf_free) struct buf out = {0};
    char *copy = arena_text(m->w->arena, texts), *rest, *word;

    if (!copy)
        return NULL;
    for (word = strtok_r(copy, ",;/", &rest); word; word = strtok_r(NULL, ",;/", &rest)) {
        word = text_trim(word);
        if (*word)
            buf_format(&out, "%s%s", out.len ? " " : "", choice(m, "referral_service", word));
    }
    return buf_err(&out) ? NULL : arena_text_n(m->w->arena, out.len ? out.data : "", out.len);
}

/* 05.10.2026 and 2026-10-05 alike. What is no day is told with all else that is wrong. */
static err day_set(struct import *m, const char *column, const char *text, date *to)
{
    if (!text || !date_parse_any(text, to))
        return OK;
    m->misread = true;
    return note(m, m->at, column, "bad_date", "This is no date.");
}

static void text_set(const char **to, const char *from)
{
    if (from)
        *to = from;
}

static err said_set_all(const struct import *m, const struct contact_line *line, struct contact_new *in)
{
    text_set(&in->said.area, line->area);
    text_set(&in->said.address, line->address);
    text_set(&in->said.hours, line->hours);
    text_set(&in->said.phone, line->phone);
    text_set(&in->said.email, line->email);
    if (line->kind)
        in->kind = choice(m, "contact_kind", line->kind);
    if (line->level)
        in->level = choice(m, "contact_level", line->level);
    if (line->public)
        in->public = yes(line->public);
    if (line->services && !(in->services = services_meant(m, line->services)))
        return ERR_SYSTEM;
    return OK;
}

static err person_set(struct import *m, const struct contact_line *line, struct contact_person *p)
{
    err e;

    text_set(&p->name, line->person);
    text_set(&p->task, line->task);
    text_set(&p->phone, line->person_phone);
    text_set(&p->email, line->person_email);
    if (line->focal)
        p->focal = yes(line->focal);
    return (e = day_set(m, "from", line->from, &p->from)) ? e : day_set(m, "until", line->until, &p->until);
}

static err persons_join(struct import *m, const struct listed *l, struct contact_new *in)
{
    struct contact_person *list =
        arena_array(m->w->arena, in->persons_count + l->persons_count + 1, sizeof *list);
    size_t count = in->persons_count;
    err e;

    if (!list)
        return ERR_SYSTEM;
    if (count)
        memcpy(list, in->persons, count * sizeof *list);
    for (size_t i = 0; i < l->persons_count; i++) {
        size_t at = 0;

        while (at < count && !text_same(list[at].name, l->persons[i].person))
            at++;
        if (at == count)
            list[count++] = (struct contact_person){.from = DATE_NONE, .until = DATE_NONE};
        if ((e = person_set(m, &l->persons[i], &list[at])))
            return e;
    }
    in->persons = list;
    in->persons_count = count;
    return OK;
}

/* All of it as one text, to see whether the list says anything new. */
static void new_write(const struct contact_new *in, struct buf *out)
{
    buf_format(out, "%s %s %d %s\n", in->kind, in->level, in->public, in->services ? in->services : "");
    contact_said_write(&in->said, out);
    for (size_t i = 0; i < in->persons_count; i++) {
        buf_char(out, '\n');
        contact_person_write(&in->persons[i], out);
    }
}

static bool same(const struct contact_new *a, const struct contact_new *b)
{
    CLEANUP(buf_wipe) struct buf x = {0};
    CLEANUP(buf_wipe) struct buf y = {0};

    new_write(a, &x);
    new_write(b, &y);
    return !buf_err(&x) && !buf_err(&y) && x.len == y.len && !memcmp(x.data, y.data, x.len);
}

static err new_take(struct import *m, const struct listed *l)
{
    struct contact_new in = {
        .name = l->line.name, .kind = "other", .level = "local", .confirmed_on = DATE_NONE};
    int64_t id;
    err e;

    if ((e = said_set_all(m, &l->line, &in)) || (e = persons_join(m, l, &in)) ||
        (e = day_set(m, "confirmed_on", l->line.confirmed_on, &in.confirmed_on)) ||
        (e = contact_point_add(m->w, &in, &id)))
        return e;
    m->report->added++;
    return OK;
}

static err known_take(struct import *m, const struct listed *l, int64_t id)
{
    struct contact_point p;
    struct contact_new was, in;
    err e;

    if ((e = contact_point_read(m->w, id, &p)))
        return e;
    was = in = contact_point_again(&p);
    if ((e = said_set_all(m, &l->line, &in)) || (e = persons_join(m, l, &in)) ||
        (e = day_set(m, "confirmed_on", l->line.confirmed_on, &in.confirmed_on)))
        return e;
    if (date_known(in.confirmed_on) && in.confirmed_on <= p.confirmed_on)
        in.confirmed_on = DATE_NONE;
    if (same(&was, &in) && !date_known(in.confirmed_on))
        return OK;
    if ((e = contact_point_change(m->w, id, p.version, &in)))
        return e;
    m->report->changed++;
    return OK;
}

/* persons[2].until is told in the column "until", and in the first line of the institution: its persons may
 * stand in several, or in the book already. */
static err fault_note(struct import *m, const struct listed *l, const struct problem *p)
{
    static const struct {
        const char *field, *column;
    } PERSONS[] = {{"name", "person"}, {"phone", "person_phone"}, {"email", "person_email"}, {"task", "task"},
                   {"from", "from"},   {"until", "until"},        {"focal", "focal"}};
    const char *of = strchr(p->field, '.'), *column = p->field;

    for (size_t i = 0; of && i < sizeof PERSONS / sizeof PERSONS[0]; i++)
        if (!strcmp(of + 1, PERSONS[i].field))
            column = PERSONS[i].column;
    return note(m, l->at, column, p->code, p->detail);
}

static err refusal_note(struct import *m, const struct listed *l, err e)
{
    const struct problem *p = &m->w->problem;

    if ((e != ERR_INPUT && e != ERR_CONFLICT) || !p->code[0])
        return e;
    m->report->bad++;
    e = p->fault_count ? OK : fault_note(m, l, p);
    for (size_t i = 0; i < p->fault_count && !e; i++)
        e = fault_note(m, l, &p->faults[i]);
    return e;
}

static err listed_take(struct import *m, const struct listed *l)
{
    int64_t id = 0;
    err e = OK;

    if (text_length(l->line.name) <= LIMIT(ContactPointNew, name))
        e = contact_point_named(m->w, l->line.name, &id);
    if (e)
        return e;
    m->at = l->at;
    m->misread = false;
    if ((e = id ? known_take(m, l, id) : new_take(m, l)))
        return refusal_note(m, l, e);
    m->report->bad += m->misread;
    return OK;
}

static err all_take(struct import *m)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e = tx_begin(&tx, m->w->db);

    for (size_t i = 0; i < m->count && !e; i++)
        e = listed_take(m, &m->list[i]);
    if (e || m->report->bad)
        return e; /* and all of it is undone */
    m->report->written = true;
    return tx_commit(&tx);
}

err contact_import(struct work *w, const char *text, size_t n, struct contact_report *ret)
{
    struct contact_report report = {0};
    struct import m = {.w = w, .report = &report};
    struct csv c;
    err e;

    if (sheet_kind_of(text, n) != SHEET_TEXT || !text_valid(text, n))
        return refuse(w, ERR_INPUT, "not_text", "",
                      "This is no text in UTF-8: save the sheet as \"CSV UTF-8\".");
    csv_open(&c, text, n);
    if ((e = case_words_read(w, &m.words)) || (e = rows_take(&m, &c)) || (e = all_take(&m)))
        return e;
    *ret = report;
    return OK;
}
