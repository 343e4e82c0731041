/* A report as a file, in Albanian. A hidden cell is "–", one that is not ours "nuk është e jona", one that
 * nobody has stated "nuk dihet". */
#ifndef DOMAIN_REPORT_PAPER_H
#define DOMAIN_REPORT_PAPER_H

#include "base/buf.h"
#include "domain/report/report.h"

/* Appended to *out. CSV, cells apart by ';': a row for each of the report's, then the same rows of the period
 * before. */
err report_csv_write(struct work *w, const struct report *r, struct buf *out) MUST_CHECK;
/* The same rows as a spreadsheet; a column in which every cell is a number has numbers, others texts. */
err report_xlsx_write(struct work *w, const struct report *r, struct buf *out) MUST_CHECK;
/* As running text: each row under a heading, each column a line with the period before. */
err report_pdf_write(struct work *w, const struct report *r, struct buf *out) MUST_CHECK;

enum report_format { REPORT_CSV, REPORT_XLSX, REPORT_PDF };
bool report_format_parse(const char *word, enum report_format *ret); /* "csv" */
err report_write(struct work *w, const struct report *r, enum report_format format,
                 struct buf *out) MUST_CHECK;

#endif
