/* Holders and grounds from the economic-aid office's own list: CSV, text apart by tabs, or a workbook. */
#ifndef DOMAIN_GROUND_IMPORT_H
#define DOMAIN_GROUND_IMPORT_H

#include "domain/import/order_import_note.h"
#include "domain/work/work.h"

struct ground_import_options {
    size_t rows_max; /* 0: IMPORT_ROWS_MAX */
    size_t sheet;    /* of a workbook, from 1; 0: the one that holds a list */
    bool skip_bad;   /* lines with faults are left out; else nothing is taken where there is one */
    bool dry_run;
};
struct ground_report {
    size_t read, added, there, bad; /* lines; there: what the register has already */
    bool header_bad, written;
    struct import_note *notes;
    size_t note_count;
};
/* The first line names the columns, in any order, by code or in Albanian: first_name (Emri), surname
 * (Mbiemri), birth_year (Viti i lindjes; a whole date will do), nid (NID), unit (Njësia), kind (Lloji),
 * decision (Vendimi), decided_on (Data e vendimit), from (Nga), until (Deri). Needed are first_name, kind,
 * decision and decided_on. Every bad line is noted; the same list again, in whatever order, writes nothing.
 * One transaction. ERR_LIMIT "too_many_rows". header_bad: no table, or a needed column lacks, as
 * the notes say. Logged "ground.import". */
err ground_import(struct work *w, const void *bytes, size_t n, const struct ground_import_options *options,
                  struct ground_report *ret) MUST_CHECK;

#endif
