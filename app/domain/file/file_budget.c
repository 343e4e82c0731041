/* Counted in the log, where each opening stands anyway: the count outlives a restart, and there is nothing
 * more to write. */
#include "domain/file/file_budget.h"

#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* From the newest row on: mostly it is the file that was open just now. */
static const char SQL_KNOWN[] = "SELECT count(*) FROM (SELECT id FROM audit WHERE account_id = :account AND "
                                "at > :since AND case_id = :id "
                                "AND what <> 'refused' ORDER BY at DESC LIMIT 1) known";
static const char SQL_LATELY[] = "SELECT count(DISTINCT case_id) AS files, coalesce(max(at), 0) AS last FROM "
                                 "audit WHERE account_id = :account AND "
                                 "at > :since AND case_id IS NOT NULL AND what <> 'refused'";

struct lately {
    int64_t files, last; /* last: when the newest of them was opened or looked at */
};
static const struct column LATELY_COLUMNS[] = {
    COLUMN_INT(struct lately, files),
    COLUMN_INT(struct lately, last),
};

static err most_read(struct work *w, int64_t *ret)
{
    enum legal_number n =
        w->actor.roles & R_COORDINATOR ? LEGAL_FILES_HOUR_COORDINATOR : LEGAL_FILES_HOUR_OTHERS;
    struct rules rules;
    err e = rules_load(w, &rules);

    if (!e)
        *ret = legal_value(rules.legal, rules.legal_count, n, w->today);
    return e;
}

/* Below this no rule is looked at: it costs a statement for each file. */
#define FEW 20

static err spent_check(struct work *w)
{
    struct lately o = {0};
    int64_t most, since;
    err e;

    if ((e = row_read(w, SQL_LATELY,
                      BINDS(INT(":account", w->actor.account), INT(":since", w->now - FILE_HOUR)),
                      COLUMNS(LATELY_COLUMNS), &o)) ||
        o.files < FEW || (e = most_read(w, &most)) || !most || o.files < most)
        return e;
    since = w->now - o.last;
    if (since >= FILE_PAUSE)
        return OK;
    w->retry_after = (int)(FILE_PAUSE - since);
    return refuse(
        w, ERR_LIMIT, "too_many_files", "",
        "Many files were opened within an hour: wait a minute for the next, or open it by a reason.");
}

err file_budget_check(struct work *w, int64_t case_id)
{
    int64_t known;
    err e;

    /* Once for each work: an export opens all of its files, and has bounds of its own. */
    if (w->urgent || w->file_counted || !w->actor.session || !text_empty(w->why))
        return OK;
    w->file_counted = true;
    if ((e = db_int(
             w->db, SQL_KNOWN,
             BINDS(INT(":account", w->actor.account), INT(":since", w->now - FILE_HOUR), INT(":id", case_id)),
             &known)) ||
        known)
        return e;
    return spent_check(w);
}
