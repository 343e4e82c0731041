/* Whether an order may say its measures so. */
#ifndef DOMAIN_MEASURE_CHECK_H
#define DOMAIN_MEASURE_CHECK_H

#include "domain/order/order.h"
#include "domain/work/fault.h"

struct measured_paper { /* the order that carries them */
    enum order_kind kind;
    date decision_date; /* DATE_NONE: not written down yet */
    date last_day;      /* DATE_OPEN: it has none, or none that is known yet */
};

/* What is wrong with each, into *f, at "measures_in[1].code": "unknown_measure", "measure_twice"; at
 * "….metres" "not_for_this_measure"; at "….until" "out_of_order", before the decision. A measure that an
 * order of this kind does not carry (law 9669/2006: an UMM those of letters a to g alone) is the question
 * "measure_beyond", at `list`; one whose own last day lies behind the order's is "measure_beyond_end", at
 * "….until": it holds no longer than its order (article 10), unless the paper says so. Letters of the law
 * become the codes that they are. */
err measures_in_check(struct work *w, const struct measured_paper *paper, const char *list,
                      struct measure_in *in, size_t count, struct faults *f) MUST_CHECK;
/* Those that go: "unknown_measure", at `list`; letters likewise. */
err measures_out_check(struct work *w, const struct measured_paper *paper, const char *list, const char **out,
                       size_t count, struct faults *f) MUST_CHECK;

#endif
