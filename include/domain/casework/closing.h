/* The end of the work on a file, and its beginning anew. Nothing that was ordered ends with it. */
#ifndef DOMAIN_CLOSING_H
#define DOMAIN_CLOSING_H

#include "domain/casework/noun.h"

struct closing_said {
    const char *reason;       /* of the list "closing_reason"; that they made it up is none of them */
    const char *municipality; /* to which the file was handed over; NULL: to none */
    const char *told;
};
/* Recorded by case_close (task/case_close.h), which knows what is still open. Its due day, where there is
 * one, is that of asking how she is; it waits for a follow-up, or for the file to be taken up again. Beside
 * record_check: "required" at "municipality" where she moved away. */
extern const struct noun CLOSING_NOUN;

struct follow_up_said {
    const char *reached; /* of the list "yes_no" */
    const char *told;
};
extern const struct noun FOLLOW_UP_NOUN;

struct reopening_said {
    const char *why;
};
extern const struct noun REOPENING_NOUN;

/* case_id and on_day of all files that are closed, for a statement to look into. In doubt, in the same
 * second, a file is open. */
#define SQL_CLOSED_FILES                                                                                     \
    "SELECT c.case_id, c.on_day FROM case_record c WHERE c.kind = 'closing' AND c.voided_at IS NULL "        \
    "AND c.case_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_record a "                                 \
    "WHERE a.case_id = c.case_id AND a.id > c.id AND a.voided_at IS NULL AND a.kind <> 'follow_up') "        \
    "AND NOT EXISTS (SELECT 1 FROM protection_order o "                                                      \
    "WHERE o.case_id = c.case_id AND o.created_at >= c.recorded_at) "                                        \
    "AND NOT EXISTS (SELECT 1 FROM order_act t JOIN protection_order o ON o.id = t.order_id "                \
    "WHERE o.case_id = c.case_id AND t.recorded_at >= c.recorded_at)"
/* The day on which the file was closed; DATE_NONE: it is open. A file whose closing was voided or answered by
 * a reopening is open, and so is one in which an order, or case work, was recorded since. Neither guarded nor
 * logged. */
err closing_day(struct work *w, int64_t case_id, date *ret) MUST_CHECK;

#endif
