/* The rows of a file, whatever program wrote it: a workbook (XLSX), CSV and text apart by tabs, in UTF-8 or
 * UTF-16. */
#ifndef DOMAIN_IMPORT_FILE_H
#define DOMAIN_IMPORT_FILE_H

#include "base/buf.h"
#include "domain/import/order_import_note.h"
#include "domain/work/work.h"
#include "render/csv.h"
#include "render/sheet_file.h"

#define IMPORT_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define IMPORT_ROWS_MAX  100000

struct import_file {
    struct work *w; /* its arena is each line's own */
    const char *bytes;
    size_t size;
    struct buf text;           /* what it is in UTF-8, where it came in something else */
    struct csv csv, csv_body;  /* body: behind the line that names the columns */
    struct arena kept, shared; /* the sheet lies in the one, what it shares with others in the other */
    struct sheet_rows sheet;
    size_t row, row_body; /* of the sheet, the next one */
    bool workbook;
};

/* false in *ret_readable, with a fault on line 1 that names what it is: no table, or a workbook of which
 * nobody knows which sheet is meant. sheet: counted from 1; 0: the one that holds a list. The bytes live as
 * long as the file. ERR_SYSTEM: memory ran out. */
err import_file_open(struct work *w, const void *bytes, size_t n, size_t sheet, struct import_notes *notes,
                     struct import_file *ret, bool *ret_readable) MUST_CHECK;
void import_file_close(struct import_file *f); /* wipes; for CLEANUP */

struct import_line {
    struct csv_row row; /* in w->arena, which each call begins anew */
    bool broken;        /* no CSV: row.line alone is set */
    bool none;          /* the file has ended */
    bool hidden;        /* in the sheet, which shows it to nobody */
    size_t merged_from; /* the line of a merged cell whose text was taken for this one, too; 0: none */
};
/* The line that names the columns: the first of the file that is not blank, or a later one where what stands
 * above it is a title, which is noted. */
err import_file_head(struct import_file *f, struct import_notes *notes, struct import_line *ret) MUST_CHECK;
/* The next line that is not blank: spreadsheets write blank ones below a table. */
err import_file_next(struct import_file *f, struct import_line *ret) MUST_CHECK;
/* Back to the line behind the one that names the columns. */
void import_file_again(struct import_file *f);
/* What is odd about a line before its cells are looked at: it is broken (a fault), hidden, merged (warnings).
 */
void import_line_note(struct import_notes *notes, const struct import_line *line);

#endif
