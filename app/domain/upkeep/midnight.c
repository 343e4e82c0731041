/* Midnight work: what changes with the day alone, and what is swept out when it is old. Each part opens its
 * own transactions and may be repeated, so a crash between two of them does no harm. */
#include "domain/upkeep/midnight.h"

#include "domain/card/card_draft.h"
#include "domain/card/card_refresh.h"
#include "domain/card/status.h"
#include "domain/file/attachment.h"
#include "domain/file/case_guard.h"
#include "domain/file/draft.h"
#include "domain/office/audit_chain.h"
#include "domain/office/session.h"
#include "domain/upkeep/door_refusal_log.h"
#include "domain/upkeep/erasure.h"
#include "domain/upkeep/fold.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ANSWERS[] = "DELETE FROM idempotency WHERE created_at <= :before";

static const char SQL_RECORD[] =
    "INSERT INTO midnight (id, done_on) VALUES (1, :today) ON CONFLICT (id) DO UPDATE "
    "SET done_on = excluded.done_on";

static err cards_move(struct work *w)
{
    int64_t persons;

    return card_refresh_all(w, &persons);
}

static err answers_sweep(struct work *w)
{
    return db_exec(w->db, SQL_ANSWERS, BINDS(INT(":before", w->now - IDEMPOTENCY_LIFE)));
}

static const char SQL_OPENED[] = "DELETE FROM case_opened WHERE until <= :now OR until > :latest";

/* What opened sealed files to a session for a while; for longer only by a clock that was put back since. */
static err opened_sweep(struct work *w)
{
    return db_exec(w->db, SQL_OPENED, BINDS(INT(":now", w->now), INT(":latest", w->now + CASE_OPENED)));
}

static err lists_sign(struct work *w)
{
    return status_sign(w, STATUS_SIGN_AGE);
}

/* Every part gets its turn, whatever happened to the one before: a full disk for cards must not keep old
 * sessions alive. The day counts as done only when all went well. */
err midnight_run(struct work *w)
{
    /* The head of the log and the status lists are signed last, when the parts before them have written what
     * they write. */
    static err (*const PARTS[])(struct work *) = {
        fold_renew,       erasure_finish, cards_move,        session_sweep,   opened_sweep, answers_sweep,
        attachment_sweep, draft_sweep,    door_refusals_log, audit_sign_head, lists_sign};
    err first = OK;

    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        err e = PARTS[i](w);

        if (!first)
            first = e;
    }
    return first ? first : db_exec(w->db, SQL_RECORD, BINDS(DATE(":today", w->today)));
}

struct done {
    date done_on;
};
static const char SQL_DONE[] = "SELECT done_on FROM midnight WHERE id = 1";
static const struct column DONE_COLUMNS[] = {COLUMN_DATE(struct done, done_on)};

err midnight_done(struct work *w, date *ret)
{
    struct done done = {.done_on = DATE_NONE};
    err e = row_read(w, SQL_DONE, NO_BINDS, COLUMNS(DONE_COLUMNS), &done);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = done.done_on;
    return OK;
}
