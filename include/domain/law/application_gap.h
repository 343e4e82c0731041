/* Whether an application still speaks for an order that began after another had ended: a pure function of the
 * person's orders and the day of filing. No database, no clock. */
#ifndef DOMAIN_APPLICATION_GAP_H
#define DOMAIN_APPLICATION_GAP_H

#include <stdint.h>

#include "domain/law/entitlement.h"
#include "domain/law/legal_number.h"

/* The last order to begin, on `on` or before, behind more than LEGAL_APPLICATION_GAP_DAYS (of the day on
 * which it begins) days without any order in force; 0: there is none, the application reaches to that day. Of
 * the person's orders of any kind; an order extended late, with days between, begins anew behind them. What
 * ended before the day of filing does not count: an application filed in a gap is a new one for what follows
 * it. */
int64_t application_gap(const struct claim *c, date filed_on, date on, const struct legal_rule *rules,
                        size_t rule_count);

#endif
