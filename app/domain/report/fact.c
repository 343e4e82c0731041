/* The common part of all nouns: a fact knows its file, and through it the unit. */
#include "domain/report/fact.h"

#include <string.h>

#include "base/month.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define NAME(by, word, text, text_en)    [by] = (word),
#define TEXT_OF(by, word, text, text_en) [by] = (text),
#define TEXT_EN(by, word, text, text_en) [by] = (text_en),
static const char *const NAMES[FACT_BYS] = {FACT_BY_WORDS(NAME)};
static const char *const TEXTS[FACT_BYS] = {FACT_BY_WORDS(TEXT_OF)};
static const char *const TEXTS_EN[FACT_BYS] = {FACT_BY_WORDS(TEXT_EN)};

const char *fact_by_name(enum fact_by by)
{
    return NAMES[by];
}

const char *fact_by_text(enum fact_by by)
{
    return TEXTS[by];
}

const char *fact_by_text_en(enum fact_by by)
{
    return TEXTS_EN[by];
}

bool fact_by_parse(const char *word, enum fact_by *ret)
{
    for (unsigned i = 0; i < FACT_BYS; i++)
        if (!strcmp(word, NAMES[i])) {
            *ret = (enum fact_by)i;
            return true;
        }
    return false;
}

const char *fact_list(const struct fact_noun *noun, enum fact_by by, bool *ret_there)
{
    *ret_there = true;
    for (size_t i = 0; i < noun->dimension_count; i++)
        if (noun->dimensions[i].by == by)
            return noun->dimensions[i].list;
    *ret_there = false;
    return NULL;
}

bool fact_value_among(const char *values, const char *word, size_t n)
{
    for (const char *at = values; *at; at += strspn(at, " ")) {
        const size_t size = strcspn(at, " ");

        if (size == n && !memcmp(at, word, n))
            return true;
        at += size;
    }
    return false;
}

/* A row for each unit that the file belonged to, until which day; the unit of now until for ever. */
static const char SQL_FILES[] =
    "SELECT c.id AS case_id, u.name AS unit, c.number, b.until_day AS until FROM (SELECT id AS case_id, "
    "unit_id, "
    "'2200-12-31' AS until_day FROM case_file UNION ALL SELECT case_id, unit_id, until_day FROM case_unit) b "
    "JOIN "
    "case_file c ON c.id = b.case_id JOIN unit u ON u.id = b.unit_id ORDER BY c.id, b.until_day";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct file_unit, case_id),
    COLUMN_TEXT(struct file_unit, unit),
    COLUMN_TEXT(struct file_unit, number),
    COLUMN_DATE(struct file_unit, until),
};

/* The first row of the file that holds on the day. */
static const struct file_unit *file_on(const struct fact_reading *r, int64_t case_id, date on)
{
    size_t low = 0, high = r->file_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct file_unit *f = &r->files[middle];

        if (f->case_id < case_id || (f->case_id == case_id && f->until < on))
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->file_count && r->files[low].case_id == case_id ? &r->files[low] : NULL;
}

struct fact *fact_add(struct fact_reading *r, date on, int64_t case_id)
{
    struct fact *f = arena_grow(r->w->arena, &r->at, &r->count, &r->room, sizeof *f);
    const struct file_unit *file = NULL;
    char month[MONTH_TEXT];

    if (!f)
        return NULL;
    *f = (struct fact){.on = on, .case_id = case_id, .weight = 1};
    if (case_id)
        file = file_on(r, case_id, on);
    if (file) {
        f->value[BY_UNIT] = file->unit;
        f->value[BY_FILE] = file->number;
    }
    if (WANTS(r, BY_MONTH) && !(f->value[BY_MONTH] = arena_text(r->w->arena, month_format(on, month))))
        return NULL;
    return f;
}

err fact_read(struct work *w, const struct fact_noun *noun, date from, date until, unsigned wants,
              struct fact **ret, size_t *ret_count)
{
    struct fact_reading r = {.w = w, .from = from, .until = until, .wants = wants};
    err e;

    if ((e = rows_read(w, SQL_FILES, NO_BINDS, COLUMNS(FILE_COLUMNS), NULL, &r.files, &r.file_count)) ||
        (e = noun->read(&r)))
        return e;
    *ret = r.at;
    *ret_count = r.count;
    return OK;
}
