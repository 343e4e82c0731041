/* The list by which a run is paid out. It leaves the office for a finance office or a post office: it names
 * an economic aid and never why somebody has it. A run that is not approved yet can be looked at, marked as a
 * draft. Names of sealed files stand on it only once it is approved and for the officer who pays by it:
 * nobody is paid without. Whoever else may not open the file (a director) has those cells empty, and so has
 * a draft. Each paper is logged "payment.export". */
#ifndef DOMAIN_PAYMENT_PAPER_H
#define DOMAIN_PAYMENT_PAPER_H

#include "base/buf.h"
#include "domain/payment/paper_column.h"
#include "domain/payment/payment_event.h"
#include "domain/payment/payment_run.h"
#include "domain/payment/payment_way.h"
#include "render/xlsx.h"

/* "dhjetor 2026", in the arena; NULL: memory ran out. */
const char *payment_month_words(struct arena *a, date month);

#define PAPER_HEAD_MAX 4
#define PAPER_SIGNS    3
#define PAPER_SUMS     2

struct paysheet {
    struct payment_run run;
    const char *head[PAPER_HEAD_MAX + 1]; /* title, municipality, draft or approved, unit of the sums; NULL */
    struct paper_columns columns;
    struct ways_paid ways; /* by which the municipality pays today; whoever asked for another has cash */
    struct xlsx_column layout[PAPER_COLUMNS]; /* heading and kind of each of them */
    const char *sum_labels[PAPER_SUMS];       /* to be paid, to be recovered: both above 0 */
    int64_t sums[PAPER_SUMS];
    const char *sign_labels[PAPER_SIGNS]; /* for who prepared, approved, paid */
    const char *sign_names[PAPER_SIGNS];  /* NULL: to be written by hand */
};

struct paysheet_row {
    int64_t n;
    enum payment_outcome last;             /* what became of it last; 0: nothing yet */
    struct xlsx_cell cells[PAPER_COLUMNS]; /* one per column, as its kind says */
};

/* Appended to *out. ERR_ABSENT "no_such_run". The same run with the same events gives the same bytes to the
 * same reader. */
err payment_paper_xlsx(struct work *w, int64_t run, struct buf *out) MUST_CHECK;
/* With a byte order mark and ';' between the cells, as Excel in Albania opens it. */
err payment_paper_csv(struct work *w, int64_t run, struct buf *out) MUST_CHECK;
/* For a page to print: rows with n greater than after, at most limit. The sums are those of the whole run. */
err payment_paper_page(struct work *w, int64_t run, int64_t after, int limit, struct paysheet *ret,
                       struct paysheet_row **ret_rows, size_t *ret_count) MUST_CHECK;

#endif
