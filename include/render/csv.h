/* CSV as Excel writes and reads it (RFC 4180 with its habits): comma, semicolon or tab, UTF-8 with or without
 * BOM, LF, CRLF or CR, quotes with doubled quotes, line breaks inside quotes. Bytes pass through as they are:
 * whether a cell is UTF-8 is for the caller to ask. */
#ifndef RENDER_CSV_H
#define RENDER_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#define CSV_CELL_MAX ((size_t)128 * 1024) /* bytes in quotes; spreadsheets have a quarter of it */

struct csv_row {
    size_t line; /* 1-based line of the file at which the row starts */
    size_t count;
    char **cells; /* NUL-terminated, in the arena given to csv_next, valid until that is reset */
};

struct csv {
    const char *data, *end, *at; /* the caller's text, whole */
    char separator;              /* found in the header line: , ; or tab (also obeys "sep=;") */
    size_t line;                 /* 1-based line of `at` */
    size_t width;                /* cells of the first row; 0: none was read */
};

/* Skips BOM and "sep=". The text must live as long as the reader. */
void csv_open(struct csv *c, const char *text, size_t n);
/* *ret_more = false at the end; empty lines are skipped. ERR_INPUT, with ret_row->line the only thing set: in
 * the row that begins there a quote never closes, or closes in a later row (what lies between has line breaks
 * and as many separators as the first row), a character stands behind a closing quote, or there is a NUL
 * byte. The next call goes on with the line behind that one: no line is ever passed over. */
err csv_next(struct csv *c, struct arena *a, struct csv_row *ret_row, bool *ret_more) MUST_CHECK;

/* What a table begins with: the byte order mark, without which spreadsheets take UTF-8 for something else. */
void csv_begin(struct buf *out);
/* One cell, quoted where needed; NULL is an empty one. Cells that a spreadsheet would run as a formula
 * (= + - @ tab CR) get a ' in front. */
void csv_cell(struct buf *out, char separator, bool first, const char *text);
void csv_end_row(struct buf *out);
/* The other way: what a cell says, trimmed and without that '; in place. NULL: nothing. */
char *csv_cell_text(char *cell);

#endif
