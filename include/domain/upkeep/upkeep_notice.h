/* What whoever looks after the register should do or look into, and would hear of nowhere else. */
#ifndef DOMAIN_UPKEEP_NOTICE_H
#define DOMAIN_UPKEEP_NOTICE_H

#include "base/date.h"
#include "domain/work/work.h"

#define UPKEEP_NOTICE_SECONDS (7 * 24 * 3600) /* how long what was not believed is told of */

struct upkeep_notice {
    date keys_since;         /* the oldest key in use is from that day and due (keys_due); DATE_NONE: none */
    int64_t disbelieved_at;  /* rows in check.db were last refused (collect.h); 0: not in those days */
    int64_t undrilled_since; /* no copy was tried since then (condition.h); 0: one was, or there is none */
    int64_t devices_end;     /* devices that end soon, or have ended (office/device_life.h) */
    int64_t
        holidays_missing; /* the year of which a Bajram is to be entered (payment/holiday_rule.h); 0: none */
};
err upkeep_notice_read(struct work *w, struct upkeep_notice *ret) MUST_CHECK;

#endif
