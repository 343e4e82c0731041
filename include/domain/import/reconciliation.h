/* The court's own list of its orders against the register: what stands in one of them only, and what they say
 * differently. Changes nothing. */
#ifndef DOMAIN_RECONCILIATION_H
#define DOMAIN_RECONCILIATION_H

#include "domain/import/listed_order.h"
#include "domain/import/order_import.h"
#include "domain/import/order_import_note.h"
#include "domain/law/protection.h"
#include "domain/work/work.h"

enum reconciliation_column { RECONCILED_KIND, RECONCILED_DECISION_DATE, RECONCILED_START, RECONCILED_END };
const char *reconciliation_column_name(enum reconciliation_column c); /* "decision_date": as in the file */

struct difference {
    struct reconciled which;
    enum reconciliation_column column;
    const char *here, *there; /* "UM", "2026-09-30", "" for none */
};

struct reconciliation {
    bool header_bad;           /* then nothing was compared */
    size_t listed;             /* rows that could be read */
    size_t bad;                /* and that could not */
    size_t same;               /* orders that agree */
    date from, until;          /* the days of decision that the list covers; DATE_NONE: it has no row */
    struct import_note *notes; /* what is wrong with rows, in order of the lines */
    size_t note_count;
    struct reconciled *missing_here, *missing_there;
    size_t missing_here_count, missing_there_count;
    struct difference *differences;
    size_t difference_count;
};

/* text: a file as the import reads it (order_import.h), with columns of the same names: number, kind,
 * issuer and decision_date are needed, start and end are read, others are passed over. sheet: of a workbook,
 * counted from 1; 0: the one that holds a list.
 * - An order is the same when issuer, number and day of decision are. Spelling and punctuation do not count,
 * and a court is the court that it has become (table court). Where only the day differs, by less than half a
 * year, it is the same with another decision_date.
 * - Missing there are orders of the issuers in the list, decided from … until (DATE_NONE: from the first to
 * the last day in the list).
 * - A start or end that the list leaves out is not compared; an end agrees with any that the order ever had:
 * as granted, as prolonged, as cut short. ERR_LIMIT as order_import. Logged "order.reconcile" with the
 * counts. */
err reconciliation_make(struct work *w, const char *text, size_t n, size_t sheet, date from, date until,
                        struct reconciliation *ret) MUST_CHECK;

#endif
