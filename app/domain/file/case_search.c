/* Searching files. Names and numbers of orders are sealed, and an index of names would show which are
 * frequent, so there is none: they are opened one file after the other and compared folded, in memory that is
 * wiped. The key is set up once and the tables are walked once, side by side; ten thousand files take tens of
 * milliseconds. */
#include "domain/file/case_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/keyring.h"
#include "domain/claim/rules.h"
#include "domain/file/search_words.h"
#include "domain/law/nid.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"
#include "vault/vault.h"

/* Rows of another table, in the order of files, the newest first, walked beside them. */
struct beside {
    struct stmt *s;
    const struct column *columns;
    size_t column_count;
    struct arena arena; /* of the row it stands on alone */
    struct beside_row {
        int64_t case_id;
        int64_t order, person, former;
        bool at_court; /* the number is the case's at court, and not the order's own */
        /* sealed: opened only where a word is still missing */
        const void *number, *issuer, *first_name, *surname, *phone;
        size_t number_size, issuer_size, first_name_size, surname_size, phone_size;
    } row;
    bool more; /* it stands on one */
};

static void beside_close(struct beside *b)
{
    stmt_close(&b->s);
    arena_free(&b->arena);
}

static err beside_step(struct work *w, struct beside *b)
{
    struct arena *given = w->arena;
    err e;

    arena_reset(&b->arena);
    w->arena = &b->arena;
    e = row_next(w, b->s, b->columns, b->column_count, &b->row, &b->more);
    w->arena = given;
    return e;
}

static err beside_open(struct work *w, const char *sql, const struct column *columns, size_t column_count,
                       int64_t before, struct beside *ret)
{
    err e;

    ret->columns = columns;
    ret->column_count = column_count;
    if ((e = db_query(w->db, sql, BINDS(INT(":before", before)), &ret->s)))
        return e;
    return beside_step(w, ret);
}

/* There is a row of that file. Called again after a step. */
static err beside_at(struct work *w, struct beside *b, int64_t case_id, bool *ret)
{
    err e;

    while (b->more && b->row.case_id > case_id)
        if ((e = beside_step(w, b)))
            return e;
    *ret = b->more && b->row.case_id == case_id;
    return OK;
}

/* Most names and nearly all issuers stand in many rows: what was folded once need not be again. */
#define REMEMBERED      512
#define REMEMBERED_TEXT 124
struct remembered {
    char text[REMEMBERED_TEXT]; /* "" has no word */
    unsigned met;
};

struct search {
    const struct case_filter *f;
    struct search_words q;
    struct remembered
        *names_met; /* REMEMBERED, each where its letters put it: too many for a worker's stack */
    struct rules rules;
    struct beside numbers, issuers, names, formers;
    struct case_walk walk;
    struct vault_opener *opener;
    struct buf plain;
    int64_t *whole; /* files of the person whose number q is, or whose card */
    size_t whole_count;
};

static void search_end(struct search *s)
{
    beside_close(&s->numbers);
    beside_close(&s->issuers);
    beside_close(&s->names);
    beside_close(&s->formers);
    case_walk_close(&s->walk);
    vault_opener_free(&s->opener);
    buf_wipe(&s->plain);
    explicit_bzero(&s->q, sizeof s->q);
    if (s->names_met)
        explicit_bzero(s->names_met, REMEMBERED * sizeof *s->names_met);
    free(s->names_met);
}

struct sealed_word {
    const void *sealed;
    size_t size;
};

/* What is held against it. */
typedef unsigned meets(struct search *s, const char *text);

static unsigned phone_meets(struct search *s, const char *phone)
{
    return search_words_phone(&s->q, phone) ? s->q.all : 0;
}

static unsigned number_meets(struct search *s, const char *number)
{
    return search_words_number(&s->q, number);
}

/* Of persons and of issuers. */
static unsigned name_meets(struct search *s, const char *name)
{
    struct remembered *r;
    unsigned spread = 0;
    size_t size = 0;

    for (; name[size]; size++)
        spread = spread * 31 + (unsigned char)name[size];
    if (size >= REMEMBERED_TEXT)
        return search_words_name(&s->q, name);
    r = &s->names_met[spread % REMEMBERED];
    if (strcmp(r->text, name) != 0) {
        memcpy(r->text, name, size + 1);
        r->met = search_words_name(&s->q, name);
    }
    return r->met;
}

static err word_met(struct work *w, struct search *s, const struct seal_place *at, struct sealed_word word,
                    meets *meet, unsigned *met)
{
    err e;

    if (!word.sealed)
        return ERR_CORRUPT;
    buf_clear(&s->plain);
    e = unseal_next(w->vault, &s->opener, at, word.sealed, word.size, &s->plain);
    if (e) /* what was erased is found by nobody */
        return e == ERR_ABSENT ? OK : e;
    buf_char(&s->plain, '\0');
    *met |= meet(s, s->plain.data);
    return buf_err(&s->plain);
}

/* Of orders, and of their cases at court, with those that stood there before they were put right. */
static const char SQL_NUMBERS[] =
    "SELECT case_id, id, 0 AS former, 0 AS at_court, number_sealed FROM protection_order "
    "WHERE case_id < :before UNION ALL "
    "SELECT case_id, id, 0, 1, case_number_sealed FROM protection_order "
    "WHERE case_number_sealed IS NOT NULL AND case_id < :before UNION ALL "
    "SELECT o.case_id, o.id, c.id, 0, c.old_sealed FROM order_change c JOIN protection_order o "
    "ON o.id = c.order_id WHERE c.field IN ('number', 'case_number') AND c.old_sealed IS NOT NULL "
    "AND o.case_id < :before ORDER BY case_id DESC";
static const struct column NUMBER_COLUMNS[] = {
    COLUMN_INT(struct beside_row, case_id),
    COLUMN_INT_AS(struct beside_row, order, "id"),
    COLUMN_INT(struct beside_row, former),
    COLUMN_BOOL(struct beside_row, at_court),
    COLUMN_BYTES_AS(struct beside_row, number, number_size, "number_sealed"),
};

static const char SQL_ISSUERS[] =
    "SELECT case_id, id, issuer_sealed FROM protection_order WHERE case_id < :before ORDER BY case_id DESC";
static const struct column ISSUER_COLUMNS[] = {
    COLUMN_INT(struct beside_row, case_id),
    COLUMN_INT_AS(struct beside_row, order, "id"),
    COLUMN_BYTES_AS(struct beside_row, issuer, issuer_size, "issuer_sealed"),
};

static const char SQL_PERSONS[] =
    "SELECT cp.case_id, p.id, p.first_name_sealed, p.surname_sealed, p.phone_sealed FROM case_person cp "
    "JOIN person p ON p.id = cp.person_id WHERE cp.case_id < :before ORDER BY cp.case_id DESC";
static const struct column PERSON_COLUMNS[] = {
    COLUMN_INT(struct beside_row, case_id),
    COLUMN_INT_AS(struct beside_row, person, "id"),
    COLUMN_BYTES_AS(struct beside_row, first_name, first_name_size, "first_name_sealed"),
    COLUMN_BYTES_AS(struct beside_row, surname, surname_size, "surname_sealed"),
    COLUMN_BYTES_AS(struct beside_row, phone, phone_size, "phone_sealed"),
};

static const char SQL_FORMERS[] =
    "SELECT cp.case_id, n.id, n.first_name_sealed, n.surname_sealed FROM case_person cp JOIN former_name n "
    "ON n.person_id = cp.person_id WHERE cp.case_id < :before ORDER BY cp.case_id DESC";
static const struct column FORMER_COLUMNS[] = {
    COLUMN_INT(struct beside_row, case_id),
    COLUMN_INT_AS(struct beside_row, former, "id"),
    COLUMN_BYTES_AS(struct beside_row, first_name, first_name_size, "first_name_sealed"),
    COLUMN_BYTES_AS(struct beside_row, surname, surname_size, "surname_sealed"),
};

/* One row of that kind held against the words. */
typedef err row_meet(struct work *w, struct search *s, const struct beside_row *row, unsigned *met);

static err number_row(struct work *w, struct search *s, const struct beside_row *row, unsigned *met)
{
    const char *column = row->at_court ? "case_number" : "number";
    const struct seal_place stands = {SEAL_PERSONAL, "protection_order", column, row->order};
    const struct seal_place stood = {SEAL_PERSONAL, "order_change", "old", row->former};

    return word_met(w, s, row->former ? &stood : &stands, (struct sealed_word){row->number, row->number_size},
                    number_meets, met);
}

static err issuer_row(struct work *w, struct search *s, const struct beside_row *row, unsigned *met)
{
    return word_met(w, s, &(struct seal_place){SEAL_PERSONAL, "protection_order", "issuer", row->order},
                    (struct sealed_word){row->issuer, row->issuer_size}, name_meets, met);
}

static err person_row(struct work *w, struct search *s, const struct beside_row *row, unsigned *met)
{
    err e;

    if (s->q.phone[0] && row->phone &&
        (e = word_met(w, s, &(struct seal_place){SEAL_PERSONAL, "person", "phone", row->person},
                      (struct sealed_word){row->phone, row->phone_size}, phone_meets, met)))
        return e;
    if (!(s->q.all & ~s->q.numeric)) /* no name has a digit */
        return OK;
    e = word_met(w, s, &(struct seal_place){SEAL_PERSONAL, "person", "first_name", row->person},
                 (struct sealed_word){row->first_name, row->first_name_size}, name_meets, met);
    return e ? e
             : word_met(w, s, &(struct seal_place){SEAL_PERSONAL, "person", "surname", row->person},
                        (struct sealed_word){row->surname, row->surname_size}, name_meets, met);
}

static err former_row(struct work *w, struct search *s, const struct beside_row *row, unsigned *met)
{
    err e = word_met(w, s, &(struct seal_place){SEAL_PERSONAL, "former_name", "first_name", row->former},
                     (struct sealed_word){row->first_name, row->first_name_size}, name_meets, met);

    return e ? e
             : word_met(w, s, &(struct seal_place){SEAL_PERSONAL, "former_name", "surname", row->former},
                        (struct sealed_word){row->surname, row->surname_size}, name_meets, met);
}

/* Rows of the file, until no word is missing. */
static err rows_meet(struct work *w, struct search *s, struct beside *b, int64_t case_id, row_meet *meet,
                     unsigned *met)
{
    bool there = false;
    err e;

    while (*met != s->q.all) {
        if ((e = beside_at(w, b, case_id, &there)) || !there || (e = meet(w, s, &b->row, met)) ||
            (e = beside_step(w, b)))
            return e;
    }
    return OK;
}

struct found { /* a file as it is walked past */
    struct case_line line;
    const char *former; /* numbers of files that went into it, blanks between them; NULL: none */
    int64_t passes;     /* as in the guard of sealed files (case_guard.c) */
};

/* Its own number, and those that lead to it. */
static unsigned file_number_meets(struct search *s, const struct found *file)
{
    unsigned met = search_words_number(&s->q, file->line.number);
    char number[ORDER_KEY_TEXT];

    for (const char *at = file->former; at && *at;) {
        const size_t n = strcspn(at, " ");

        snprintf(number, sizeof number, "%.*s", (int)n, at);
        met |= search_words_number(&s->q, number);
        at += n + strspn(at + n, " ");
    }
    return met;
}

/* The file's own number is not sealed. Numbers of orders are only opened where a number is asked for; where
 * it is not among them no name need be opened. Issuers come last: courts and police, listed or typed by hand.
 */
static err file_matches(struct work *w, struct search *s, const struct found *file, bool *ret)
{
    const bool numbers = s->q.numeric != 0, names = (s->q.all & ~s->q.numeric) != 0;
    const struct case_line *line = &file->line;
    unsigned met = file_number_meets(s, file);
    err e;

    *ret = false;
    if (numbers && (e = rows_meet(w, s, &s->numbers, line->id, number_row, &met)))
        return e;
    if (!s->q.phone[0] && (met & s->q.numeric) != s->q.numeric)
        return OK;
    if ((names || s->q.phone[0]) && (e = rows_meet(w, s, &s->names, line->id, person_row, &met)))
        return e;
    if (names && (e = rows_meet(w, s, &s->formers, line->id, former_row, &met)))
        return e;
    if (names && (e = rows_meet(w, s, &s->issuers, line->id, issuer_row, &met)))
        return e;
    *ret = met == s->q.all;
    return OK;
}

static bool among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* A sealed file that is closed is found by its own number alone. */
static err line_matches(struct work *w, struct search *s, const struct found *file, bool closed, bool *ret)
{
    *ret = true;
    if (s->q.empty)
        return OK;
    if (closed) {
        *ret = s->q.count && file_number_meets(s, file) == s->q.all;
        return OK;
    }
    if (among(s->whole, s->whole_count, file->line.id))
        return OK;
    *ret = false; /* nothing but signs is in no file */
    return s->q.count ? file_matches(w, s, file, ret) : OK;
}

struct shown {
    int64_t person;
    const char *first_name, *surname;
};

static const char SQL_SHOWN[] =
    "SELECT p.id, p.first_name_sealed, p.surname_sealed FROM case_person cp JOIN "
    "person p ON p.id = cp.person_id "
    "WHERE cp.case_id = :id AND (cp.role = 'protected' OR (cp.role = 'dependant' AND "
    "NOT EXISTS (SELECT 1 FROM case_person m WHERE m.case_id = :id AND m.role = "
    "'protected'))) ORDER BY cp.id";
static const struct column SHOWN_COLUMNS[] = {
    COLUMN_INT_AS(struct shown, person, "id"),
    COLUMN_SEALED(struct shown, first_name, "person", person),
    COLUMN_SEALED(struct shown, surname, "person", person),
};

/* Only the protected, or the children where they are all there is: the names of children and of respondents
 * are for those who open the file. */
static err names_show(struct work *w, struct case_line *line)
{
    CLEANUP(buf_wipe) struct buf names = {0};
    struct shown *persons;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_SHOWN, BINDS(INT(":id", line->id)), COLUMNS(SHOWN_COLUMNS), NULL, &persons,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        buf_format(&names, "%s%s%s%s", i ? ", " : "", persons[i].first_name, persons[i].surname[0] ? " " : "",
                   persons[i].surname);
    if ((e = buf_err(&names)))
        return e;
    line->names = arena_text(w->arena, names.data ? names.data : "");
    return line->names ? OK : ERR_SYSTEM;
}

/* Whether what a file is about decides if it is shown: then all of them are walked, else only those shown. */
static bool narrows(const struct case_filter *f)
{
    return f->kind || (f->state && f->state != CASE_SEALED);
}

/* "in_force" takes those that end soon, too. */
static bool summary_fits(const struct case_filter *f, const struct case_summary *t)
{
    bool in_force = t->state == CASE_IN_FORCE || t->state == CASE_ENDING;

    if (f->kind && (!in_force || t->kind != f->kind))
        return false;
    return !f->state || f->state == CASE_SEALED || f->state == t->state ||
           (f->state == CASE_IN_FORCE && in_force);
}

static err summary_read(struct work *w, struct search *s, struct case_line *line)
{
    CLEANUP(case_walk_close) struct case_walk one = {0};
    err e;

    if (narrows(s->f))
        return case_walk_read(w, &s->walk, line->id, &line->summary);
    if ((e = case_walk_open(w, &s->rules, line->id, line->id, &one)))
        return e;
    return case_walk_read(w, &one, line->id, &line->summary);
}

static const char SQL_FILES[] =
    "SELECT c.id, c.number, u.name AS unit, c.version, c.sealed, "
    "(SELECT count(*) FROM case_access a WHERE a.case_id = c.id AND a.account_id = :account) + "
    "(SELECT count(*) FROM case_opened o WHERE o.case_id = c.id AND o.session_hash = :session AND "
    "o.until > :now) AS passes, "
    "(SELECT group_concat(m.number, ' ') FROM case_file m WHERE m.merged_into = c.id) AS former "
    "FROM case_file c JOIN unit u ON u.id = c.unit_id "
    "WHERE c.id < :before AND c.merged_into IS NULL AND (:unit = 0 OR c.unit_id = :unit) AND (:sealed = 0 OR "
    "c.sealed = 1) "
    "ORDER BY c.id DESC";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT_AS(struct found, line.id, "id"),
    COLUMN_TEXT_AS(struct found, line.number, "number"),
    COLUMN_TEXT_AS(struct found, line.unit, "unit"),
    COLUMN_INT_AS(struct found, line.version, "version"),
    COLUMN_BOOL_AS(struct found, line.sealed, "sealed"),
    COLUMN_INT(struct found, passes),
    COLUMN_TEXT(struct found, former),
};

/* Whether the file is shown, and then all that is shown of it. */
static err line_read(struct work *w, struct search *s, struct found *file, bool *ret)
{
    const struct case_filter *f = s->f;
    struct case_line *line = &file->line;
    bool closed = line->sealed && !file->passes;
    err e;

    *ret = false;
    line->names = NULL;
    line->summary = (struct case_summary){.state = CASE_SEALED, .until = DATE_NONE};
    /* What a closed file is about must not be found out by filtering for it. */
    if (closed && narrows(f))
        return OK;
    if (narrows(f) && ((e = summary_read(w, s, line)) || !summary_fits(f, &line->summary)))
        return e;
    if ((e = line_matches(w, s, file, closed, ret)) || !*ret)
        return e;
    if (closed)
        return OK;
    if ((!narrows(f) && (e = summary_read(w, s, line))) || (e = case_summary_number(w, &line->summary)))
        return e;
    return names_show(w, line);
}

static const char SQL_WHOLE[] =
    "SELECT DISTINCT cp.case_id FROM person p JOIN case_person cp ON cp.person_id = p.id WHERE p.nid_blind = "
    ":blind OR p.id = :holder ORDER BY cp.case_id";

/* What has the form of a personal number is looked up as one, by its blind index. */
static err whole_search(struct work *w, const struct case_filter *f, struct search *s)
{
    bool nid = false;
    char normal[NID_TEXT];
    uint8_t key[32];
    err e;

    if (!text_empty(f->q) && nid_check(f->q, normal) != NID_MALFORMED) {
        if ((e = blind(w->keys, "nid", normal, key)))
            return e;
        nid = true;
    }
    if (!nid && !f->holder)
        return OK;
    return rows_ids(w, SQL_WHOLE,
                    BINDS(BLOB(":blind", nid ? key : NULL, sizeof key), INT(":holder", f->holder)), &s->whole,
                    &s->whole_count);
}

static int64_t before_of(const struct case_filter *f)
{
    return f->before ? f->before : INT64_MAX;
}

static err search_begin(struct work *w, const struct case_filter *f, struct search *s)
{
    err e;

    search_words_make(f->q, &s->q);
    if ((e = rules_load(w, &s->rules)) || (e = whole_search(w, f, s)) ||
        (narrows(f) && (e = case_walk_open(w, &s->rules, 1, before_of(f) - 1, &s->walk))))
        return e;
    if (!s->q.count)
        return OK;
    if (!(s->names_met = calloc(REMEMBERED, sizeof *s->names_met)))
        return ERR_SYSTEM;
    if ((e = beside_open(w, SQL_NUMBERS, COLUMNS(NUMBER_COLUMNS), before_of(f), &s->numbers)) ||
        (e = beside_open(w, SQL_ISSUERS, COLUMNS(ISSUER_COLUMNS), before_of(f), &s->issuers)) ||
        (e = beside_open(w, SQL_FORMERS, COLUMNS(FORMER_COLUMNS), before_of(f), &s->formers)))
        return e;
    return beside_open(w, SQL_PERSONS, COLUMNS(PERSON_COLUMNS), before_of(f), &s->names);
}

err case_search(struct work *w, const struct case_filter *f, struct case_line **ret, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *files = NULL;
    CLEANUP(search_end) struct search s = {.f = f};
    const struct audit_entry entry = {.what = "case.search", .record = "case_file"};
    struct case_line *lines = NULL, *line;
    struct found file = {0};
    size_t count = 0, room = 0;
    bool more, match;
    err e;

    /* The log says that somebody searched, not for what: the words are often a name. */
    if ((e = audit_append(w, &entry)) || (e = search_begin(w, f, &s)) ||
        (e = db_query(w->db, SQL_FILES,
                      BINDS(INT(":account", w->actor.account),
                            BLOB(":session", w->actor.session, DIGEST_SIZE), INT(":now", w->now),
                            INT(":before", before_of(f)), INT(":unit", f->unit),
                            INT(":sealed", f->state == CASE_SEALED)),
                      &files)))
        return e;
    while (count < (size_t)f->limit && !(e = row_next(w, files, COLUMNS(FILE_COLUMNS), &file, &more)) &&
           more) {
        if ((e = line_read(w, &s, &file, &match)))
            return e;
        if (!match)
            continue;
        if (!(line = arena_grow(w->arena, &lines, &count, &room, sizeof *lines)))
            return ERR_SYSTEM;
        *line = file.line;
    }
    if (!e) {
        *ret = lines;
        *ret_count = count;
    }
    return e;
}
