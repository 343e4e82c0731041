/* What a row is read into: a table of columns per struct, held against the statement's own names when it is
 * first used, so that no value can land in the field of another.
 *
 *     static const char SQL_UNITS[] = "SELECT id, name, kind, active FROM unit ORDER BY name";
 *     static const struct column UNIT_COLUMNS[] = {
 *         COLUMN_INT(struct unit, id),
 *         COLUMN_TEXT(struct unit, name),
 *         COLUMN_WORD(struct unit, kind, unit_kind_parse),
 *         COLUMN_BOOL(struct unit, active),
 *     };
 *     return rows_read(w, SQL_UNITS, NO_BINDS, COLUMNS(UNIT_COLUMNS), NULL, ret, ret_count);
 *
 * The table stands in the order of the select list and names each of its columns: u.name is called "name",
 * an expression what AS calls it; of two alike at least one needs an AS. Where the field is called otherwise,
 * take the macro with _AS. A field of a type that does not suit the macro does not compile.
 * domain/work/rows.h reads by such tables. */
#ifndef STORE_COLUMN_H
#define STORE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct stmt;

enum column_type {
    CT_INT64,
    CT_INT,
    CT_UNSIGNED,
    CT_BOOL,
    CT_TEXT,
    CT_CHARS,
    CT_DATE,
    CT_DATE_OPEN,
    CT_WORD,
    CT_BLOB,
    CT_BYTES,
    CT_SEALED,      /* opened by the domain, which has the keys: domain/work/sealed.h */
    CT_SEALED_DATE, /* likewise */
};

struct column {
    const char *name; /* as the statement calls it */
    enum column_type type;
    bool or_null;                           /* CT_WORD, CT_BLOB: NULL is taken, as 0 */
    size_t offset;                          /* in the struct */
    size_t size;                            /* of the field: CT_CHARS, CT_BLOB */
    size_t size_offset;                     /* CT_BYTES: of the field that takes their number */
    size_t struct_size;                     /* of the struct: the same in the whole table */
    bool (*word)(const char *, unsigned *); /* CT_WORD: false where it is unknown */
    const char *table, *seals;              /* CT_SEALED: what the value was sealed for, table and column */
    size_t row_offset;                      /* and the int64_t that holds its row */
};

/* The two arguments that a table is. */
#define COLUMNS(table) (table), sizeof(table) / sizeof((table)[0])

/* The present row of s into its fields, but those of sealed columns; texts and bytes are copied into a.
 * ERR_SYSTEM: the table is not that of the statement (the log names the first difference), or memory ran out;
 * ERR_CORRUPT: an unknown word, no date, a number or a text too large for its field, a blob of another size;
 * the fields are of no use then. */
err stmt_fill(struct stmt *s, const struct column *columns, size_t count, struct arena *a,
              void *row) MUST_CHECK;

#define COLUMN_ADDRESS(s, f) (&((s *)0)->f)
#define COLUMN(s, f, n, type_)                                                                               \
    .name = (n), .type = (type_), .offset = offsetof(s, f), .struct_size = sizeof(s)
#define COLUMN_NUMBER_TYPE(s, f)                                                                             \
    _Generic(COLUMN_ADDRESS(s, f), int64_t * : CT_INT64, int * : CT_INT, unsigned * : CT_UNSIGNED)
#define COLUMN_TEXT_TYPE(s, f)                                                                               \
    _Generic(COLUMN_ADDRESS(s, f), const char **: CT_TEXT, char **: CT_TEXT,                                 \
             char(*)[sizeof(((s *)0)->f)]: CT_CHARS)
#define COLUMN_WORD_TYPE(s, f)                                                                               \
    (sizeof(char[sizeof(((s *)0)->f) == sizeof(unsigned) ? 1 : -1]) ? CT_WORD : CT_INT)
#define COLUMN_BLOB_TYPE(s, f) _Generic(COLUMN_ADDRESS(s, f), uint8_t(*)[sizeof(((s *)0)->f)] : CT_BLOB)

/* int64_t, int or unsigned; NULL is 0. */
#define COLUMN_INT(s, f) COLUMN_INT_AS(s, f, #f)
#define COLUMN_INT_AS(s, f, n)                                                                               \
    {                                                                                                        \
        COLUMN(s, f, n, COLUMN_NUMBER_TYPE(s, f))                                                            \
    }
#define COLUMN_BOOL(s, f) COLUMN_BOOL_AS(s, f, #f)
#define COLUMN_BOOL_AS(s, f, n)                                                                              \
    {                                                                                                        \
        COLUMN(s, f, n, _Generic(COLUMN_ADDRESS(s, f), bool * : CT_BOOL))                                    \
    }
/* A pointer (NULL stays NULL), or an array of char (NULL is ""). */
#define COLUMN_TEXT(s, f) COLUMN_TEXT_AS(s, f, #f)
#define COLUMN_TEXT_AS(s, f, n)                                                                              \
    {                                                                                                        \
        COLUMN(s, f, n, COLUMN_TEXT_TYPE(s, f)), .size = sizeof(((s *)0)->f)                                 \
    }
/* NULL is DATE_NONE. */
#define COLUMN_DATE(s, f) COLUMN_DATE_AS(s, f, #f)
#define COLUMN_DATE_AS(s, f, n)                                                                              \
    {                                                                                                        \
        COLUMN(s, f, n, _Generic(COLUMN_ADDRESS(s, f), date * : CT_DATE))                                    \
    }
/* NULL is DATE_OPEN. */
#define COLUMN_DATE_OPEN(s, f) COLUMN_DATE_OPEN_AS(s, f, #f)
#define COLUMN_DATE_OPEN_AS(s, f, n)                                                                         \
    {                                                                                                        \
        COLUMN(s, f, n, _Generic(COLUMN_ADDRESS(s, f), date * : CT_DATE_OPEN))                               \
    }
/* An enum by its parser, `bool p(const char *, enum … *)`. */
#define COLUMN_WORD(s, f, parse) COLUMN_WORD_AS(s, f, parse, #f)
#define COLUMN_WORD_AS(s, f, parse, n)                                                                       \
    {                                                                                                        \
        COLUMN(s, f, n, COLUMN_WORD_TYPE(s, f)), .word = (parse)                                             \
    }
/* NULL is 0. */
#define COLUMN_WORD_OR_NULL(s, f, parse) COLUMN_WORD_OR_NULL_AS(s, f, parse, #f)
#define COLUMN_WORD_OR_NULL_AS(s, f, parse, n)                                                               \
    {                                                                                                        \
        COLUMN(s, f, n, COLUMN_WORD_TYPE(s, f)), .or_null = true, .word = (parse)                            \
    }
/* An array of uint8_t, filled whole. */
#define COLUMN_BLOB(s, f) COLUMN_BLOB_AS(s, f, #f)
#define COLUMN_BLOB_AS(s, f, n)                                                                              \
    {                                                                                                        \
        COLUMN(s, f, n, COLUMN_BLOB_TYPE(s, f)), .size = sizeof(((s *)0)->f)                                 \
    }
/* NULL is all zero. */
#define COLUMN_BLOB_OR_NULL(s, f) COLUMN_BLOB_OR_NULL_AS(s, f, #f)
#define COLUMN_BLOB_OR_NULL_AS(s, f, n)                                                                      \
    {                                                                                                        \
        COLUMN(s, f, n, COLUMN_BLOB_TYPE(s, f)), .or_null = true, .size = sizeof(((s *)0)->f)                \
    }
/* A pointer to bytes, and the size_t beside it; NULL is NULL and 0. */
#define COLUMN_BYTES(s, f, size_f) COLUMN_BYTES_AS(s, f, size_f, #f)
#define COLUMN_BYTES_AS(s, f, size_f, n)                                                                                                                 \
    {                                                                                                                                                    \
        COLUMN(s, f, n, _Generic(COLUMN_ADDRESS(s, f), const void **: CT_BYTES, void **: CT_BYTES, const uint8_t **: CT_BYTES, uint8_t **: CT_BYTES)), \
     .size_offset = _Generic(COLUMN_ADDRESS(s, size_f), size_t *: offsetof(s, size_f)) \
    }
/* A text sealed for `table`, this column and the row whose number stands in the field row_f, another column
 * of the table; NULL stays NULL. The column is called as the database does: reason_sealed for "reason". */
#define COLUMN_SEALED(s, f, table_, row_f) COLUMN_SEALED_AS(s, f, table_, row_f, #f "_sealed", #f)
#define COLUMN_SEALED_AS(s, f, table_, row_f, n, seals_)                                                                  \
    {                                                                                                                     \
        COLUMN(s, f, n, _Generic(COLUMN_ADDRESS(s, f), const char **: CT_SEALED)), COLUMN_PLACE(s, table_, row_f, seals_) \
    }
/* A date likewise; NULL is DATE_NONE. */
#define COLUMN_SEALED_DATE(s, f, table_, row_f) COLUMN_SEALED_DATE_AS(s, f, table_, row_f, #f "_sealed", #f)
#define COLUMN_SEALED_DATE_AS(s, f, table_, row_f, n, seals_)                                                \
    {                                                                                                        \
        COLUMN(s, f, n,                                                                                      \
               _Generic(COLUMN_ADDRESS(s, f), date *                                                         \
                        : CT_SEALED_DATE)),                                                                  \
            COLUMN_PLACE(s, table_, row_f, seals_)                                                           \
    }
#define COLUMN_PLACE(s, table_, row_f, seals_)                                                               \
    .table = (table_), .seals = (seals_),                                                                    \
    .row_offset = _Generic(COLUMN_ADDRESS(s, row_f), int64_t *                                               \
                           : offsetof(s, row_f))

#endif
