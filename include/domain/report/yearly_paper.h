/* The yearly report as a paper, in Albanian. */
#ifndef DOMAIN_YEARLY_PAPER_H
#define DOMAIN_YEARLY_PAPER_H

#include "base/buf.h"
#include "domain/report/yearly_report.h"

enum yearly_format { YEARLY_PDF, YEARLY_ODT };
bool yearly_format_parse(const char *word, enum yearly_format *ret); /* "pdf" */
/* As it stands; one that is not signed says so. Appended to *out. Logged "yearly_report.export". */
err yearly_report_paper(struct work *w, const struct yearly_report *r, enum yearly_format format,
                        struct buf *out) MUST_CHECK;

#endif
