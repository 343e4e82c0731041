/* To which administrative unit a file belongs, and belonged: a family moves within the municipality, and
 * figures count it where it lived on the day asked. */
#ifndef DOMAIN_CASE_UNIT_H
#define DOMAIN_CASE_UNIT_H

#include "base/date.h"
#include "domain/work/work.h"

/* In SQL, of a row of case_file and a day "YYYY-MM-DD": the id of its unit on that day. */
#define UNIT_ON(file, day)                                                                                   \
    "coalesce((SELECT cu.unit_id FROM case_unit cu WHERE cu.case_id = " file ".id AND cu.until_day >= " day  \
    " ORDER BY cu.until_day LIMIT 1), " file ".unit_id) "

/* The unit of now; a correction says that it always was. The caller's transaction and log entry. */
err case_unit_put(struct work *w, int64_t case_id, int64_t unit) MUST_CHECK;

struct case_unit_new {
    const char *unit;
    date from; /* the first day there; DATE_NONE: today */
};
/* The file belongs to another unit from that day on. What was written wrong in the registration is put right
 * there (order/registration.h): this is a move. All faults at once, at "unit": "required", "unknown_unit",
 * "same_unit"; at "from": "in_future", "out_of_order" where it moved on that day or later, "out_of_range" on
 * the day on which it was opened, or before. As case_may_open and case_touch besides. Logged "case.unit". */
err case_unit_move(struct work *w, int64_t case_id, int64_t version,
                   const struct case_unit_new *in) MUST_CHECK;

#endif
