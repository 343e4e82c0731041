/* Rows by their tables of columns: a value that does not fit its field is a fault of the database or of the
 * program, and is never cut, rounded or read as something else. Sealed columns are opened elsewhere: the
 * store has no keys. */
#include "store/column.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "handle.h"

#define SQL_SHOWN 60 /* characters of a statement in the log: enough to find it */

static const char *column_name(struct stmt *s, size_t i)
{
    const char *name = (int)i < sqlite3_column_count(s->raw) ? sqlite3_column_name(s->raw, (int)i) : NULL;

    return name ? name : "nothing";
}

/* Two columns of one name could change places in the SELECT without the comparison of names noticing. */
static bool name_twice(const struct column *columns, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(columns[k].name, columns[i].name))
            return true;
    return false;
}

static err columns_check(struct stmt *s, const struct column *columns, size_t count)
{
    size_t selected = (size_t)sqlite3_column_count(s->raw);

    for (size_t i = 0; i < count || i < selected; i++) {
        const char *there = column_name(s, i), *said = i < count ? columns[i].name : "nothing";

        if (i >= count || i >= selected || strcmp(there, said) != 0) {
            log_error("store: %.*s...: column %zu is %s, its table says %s", SQL_SHOWN, s->sql, i + 1, there,
                      said);
            return ERR_SYSTEM;
        }
        if (name_twice(columns, i) || columns[i].struct_size != columns[0].struct_size) {
            log_error("store: %.*s...: column %s twice, or of another struct", SQL_SHOWN, s->sql, said);
            return ERR_SYSTEM;
        }
    }
    /* Remembered on the statement, which is kept with its handle: the comparison is made once, not for each
     * row. */
    s->columns = columns;
    return OK;
}

/* SQLite keeps 64-bit integers whatever the column says: the narrower fields are checked here. */
static err number_fill(struct stmt *s, int index, const struct column *c, void *at)
{
    int64_t value = stmt_int(s, index);

    switch (c->type) {
    case CT_INT:
        if (value < INT32_MIN || value > INT32_MAX)
            return ERR_CORRUPT;
        *(int *)at = (int)value;
        return OK;
    case CT_UNSIGNED:
        if (value < 0 || value > UINT32_MAX)
            return ERR_CORRUPT;
        *(unsigned *)at = (unsigned)value;
        return OK;
    case CT_BOOL:
        *(bool *)at = value != 0;
        return OK;
    default:
        *(int64_t *)at = value;
        return OK;
    }
}

/* SQLite answers NULL both for a NULL column and when memory runs out; only the first is a value. */
static err text_get(struct stmt *s, int index, const char **ret)
{
    const char *text = stmt_text(s, index);

    if (!text && !stmt_null(s, index))
        return ERR_SYSTEM;
    *ret = text;
    return OK;
}

static err text_fill(struct stmt *s, int index, struct arena *a, void *at)
{
    const char *text;
    char *copy;
    err e;

    if ((e = text_get(s, index, &text)))
        return e;
    copy = arena_text(a, text);
    if (text && !copy)
        return ERR_SYSTEM;
    memcpy(at, &copy, sizeof copy);
    return OK;
}

static err chars_fill(struct stmt *s, int index, const struct column *c, void *at)
{
    const char *text;
    size_t size;
    err e;

    if ((e = text_get(s, index, &text)))
        return e;
    size = text ? strlen(text) : 0;
    if (size >= c->size)
        return ERR_CORRUPT;
    if (size)
        memcpy(at, text, size);
    /* Zeros to the end: nothing of an earlier row stays behind in the field. */
    memset((char *)at + size, 0, c->size - size);
    return OK;
}

static err date_fill(struct stmt *s, int index, const struct column *c, void *at)
{
    date d = c->type == CT_DATE_OPEN ? DATE_OPEN : DATE_NONE;
    const char *text;
    err e;

    if ((e = text_get(s, index, &text)))
        return e;
    if (text && date_parse(text, &d))
        return ERR_CORRUPT;
    *(date *)at = d;
    return OK;
}

static err word_fill(struct stmt *s, int index, const struct column *c, void *at)
{
    const char *word;
    unsigned value = 0;
    err e;

    if ((e = text_get(s, index, &word)))
        return e;
    /* An unknown word is refused and not read as 0: it may be a state that a newer program knows, and 0 is a
     * state as well. */
    if (word ? !c->word(word, &value) : !c->or_null)
        return ERR_CORRUPT;
    memcpy(at, &value, sizeof value); /* an enum of whatever name */
    return OK;
}

static err blob_fill(struct stmt *s, int index, const struct column *c, void *at)
{
    size_t size;
    const void *blob = stmt_blob(s, index, &size);

    if (c->or_null && stmt_null(s, index))
        memset(at, 0, c->size);
    else if (!blob || size != c->size)
        return ERR_CORRUPT;
    else
        memcpy(at, blob, size);
    return OK;
}

static err bytes_fill(struct stmt *s, int index, const struct column *c, struct arena *a, char *row)
{
    size_t size = 0;
    const void *blob = stmt_blob(s, index, &size);
    void *copy = NULL;

    if (!stmt_null(s, index) && !(copy = arena_alloc(a, size)))
        return ERR_SYSTEM;
    if (copy && blob)
        memcpy(copy, blob, size);
    memcpy(row + c->offset, &copy, sizeof copy);
    *(size_t *)(void *)(row + c->size_offset) = size;
    return OK;
}

static err column_fill(struct stmt *s, int index, const struct column *c, struct arena *a, char *row)
{
    void *at = row + c->offset;

    switch (c->type) {
    case CT_TEXT:
        return text_fill(s, index, a, at);
    case CT_CHARS:
        return chars_fill(s, index, c, at);
    case CT_DATE:
    case CT_DATE_OPEN:
        return date_fill(s, index, c, at);
    case CT_WORD:
        return word_fill(s, index, c, at);
    case CT_BLOB:
        return blob_fill(s, index, c, at);
    case CT_BYTES:
        return bytes_fill(s, index, c, a, row);
    /* Left alone, to be opened by the domain; untouched means zero only where the row was zero before. */
    case CT_SEALED:
    case CT_SEALED_DATE:
        return OK;
    default:
        return number_fill(s, index, c, at);
    }
}

/* Where to look, for whoever has to mend it; never what stands there. */
static err column_fault(const struct stmt *s, const struct column *c, err e)
{
    if (e == ERR_CORRUPT)
        log_error("store: %.*s...: a row's %s cannot be read", SQL_SHOWN, s->sql, c->name);
    return e;
}

err stmt_fill(struct stmt *s, const struct column *columns, size_t count, struct arena *a, void *row)
{
    err e;

    if (s->columns != columns && (e = columns_check(s, columns, count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = column_fill(s, (int)i, &columns[i], a, row)))
            return column_fault(s, &columns[i], e);
    return OK;
}
