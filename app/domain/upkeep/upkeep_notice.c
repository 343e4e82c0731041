/* Out of the log and of what is written down of keys: neither can be made to forget. */
#include "domain/upkeep/upkeep_notice.h"

#include "domain/claim/rules.h"
#include "domain/office/device.h"
#include "domain/office/device_life.h"
#include "domain/payment/holiday_rule.h"
#include "domain/task/notice_task.h"
#include "domain/upkeep/condition.h"
#include "store/db.h"

/* The program itself has no account: so the index audit_account finds the few rows. */
static const char SQL_DISBELIEVED[] = "SELECT coalesce(max(at), 0) FROM audit WHERE account_id IS NULL AND "
                                      "at > :since AND what = 'check.refused'";

static err devices_count(struct work *w, int64_t *ret)
{
    struct device_rules rules;
    struct device *list;
    int64_t ending = 0;
    size_t count;
    err e;

    if ((e = device_rules_read(w, &rules)) || (e = device_list(w, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        ending += device_ends_soon(&list[i], &rules, w->today);
    *ret = ending;
    return OK;
}

err upkeep_notice_read(struct work *w, struct upkeep_notice *ret)
{
    struct upkeep_notice n = {.keys_since = DATE_NONE};
    struct condition c;
    struct rules rules;
    date due;
    err e;

    if ((e = condition_read(w, &c)))
        return e;
    n.undrilled_since = condition_undrilled(&c, w->now);
    if ((e = rules_load(w, &rules)) || (e = keys_due(w, &rules, &n.keys_since, &due)) ||
        (e = db_int(w->db, SQL_DISBELIEVED, BINDS(INT(":since", w->now - UPKEEP_NOTICE_SECONDS)),
                    &n.disbelieved_at)) ||
        (e = devices_count(w, &n.devices_end)) || (e = holidays_missing(w, &n.holidays_missing)))
        return e;
    *ret = n;
    return OK;
}
