/* What the benefits of a year have cost and are going to cost, by month: for the economic-aid office and the
 * director. Small numbers are not hidden, for the office pays each of them; so it is not for outside. */
#ifndef DOMAIN_BUDGET_H
#define DOMAIN_BUDGET_H

#include "base/buf.h"
#include "domain/work/work.h"

enum budget_service {
    BUDGET_PAYMENT,
    BUDGET_KINDERGARTEN,
    BUDGET_DOCUMENTS,
    BUDGET_TRANSPORT,
    BUDGET_MUNICIPAL,
    BUDGET_SERVICES
};
const char *
budget_service_name(enum budget_service s); /* "payment", ...: as service_name(), and "municipal" */

struct budget_sum { /* new lekë */
    int64_t spent, recover, expected;
};

#define BUDGET_MONTHS 12
struct budget {
    int year;
    int64_t
        unstated; /* days of children whose waived fee nobody has stated: not in the sums of kindergartens */
    int64_t untold;         /* months whose rides are not in the sums (transport_fee.h) */
    bool fare_unstated;     /* rides free of a fare that nobody has stated are not in the sums */
    bool ride_parts;        /* rides at a part of the fare are not in the sums */
    bool certificate_parts; /* certificates at a part of the fee are not in the sums */
    int64_t services;       /* further services whose fee nobody has stated: not in the sums */
    struct budget_sum months[BUDGET_MONTHS][BUDGET_SERVICES], total[BUDGET_SERVICES];
};

/* payment: spent is what approved runs of the month paid; recover what they took back, and what the next is
 * to, a sum of its own above 0; expected what later runs of the year are to pay, as the register stands now:
 * orders and granted applications to their ends, open ones on and on. What is still to be put right of
 * approved months stands in the first month without a run. kindergarten: the fees waived in months that are
 * over, those to be waived in the others. documents: fees of certificates given free of charge; how many are
 * to come follows from no order, so nothing is expected. transport: as transport_fee.h counts it; of months
 * that are not over what cards by the month come to is expected. municipal: what further services come to
 * (municipal_service.h). Logged "budget.read". */
err budget_read(struct work *w, int year, struct budget *ret) MUST_CHECK;

/* The same as CSV for Excel, cells apart by ';', with Albanian headings, after a line that says who may read
 * it. Logged "budget.export". */
err budget_csv(struct work *w, int year, struct buf *out) MUST_CHECK;

#endif
