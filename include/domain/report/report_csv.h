/* A report as a table for spreadsheets. */
#ifndef DOMAIN_REPORT_CSV_H
#define DOMAIN_REPORT_CSV_H

#include "base/buf.h"
#include "domain/report/report.h"

/* Appended to *out, cells apart by ';', Albanian headings: a row for each of the report's, then the same rows
 * of the period before. A hidden cell is "–", one that is not ours "nuk është e jona", one that nobody has
 * stated "nuk dihet". Names of rows stand as their lists have them. Logged "report.export". */
err report_csv_write(struct work *w, const struct report *r, struct buf *out) MUST_CHECK;

#endif
