/* Out of the log and of what is written down of keys: neither can be made to forget. */
#include "domain/upkeep/upkeep_notice.h"

#include "domain/claim/rules.h"
#include "domain/task/notice_task.h"
#include "store/db.h"

/* The program itself has no account: so the index audit_account finds the few rows. */
static const char SQL_DISBELIEVED[] = "SELECT coalesce(max(at), 0) FROM audit WHERE account_id IS NULL AND "
                                      "at > :since AND what = 'check.refused'";

err upkeep_notice_read(struct work *w, struct upkeep_notice *ret)
{
    struct upkeep_notice n = {.keys_since = DATE_NONE};
    struct rules rules;
    date due;
    err e;

    if ((e = rules_load(w, &rules)) || (e = keys_due(w, &rules, &n.keys_since, &due)) ||
        (e = db_int(w->db, SQL_DISBELIEVED, BINDS(INT(":since", w->now - UPKEEP_NOTICE_SECONDS)),
                    &n.disbelieved_at)))
        return e;
    *ret = n;
    return OK;
}
