/* One chain of versions per file: whoever writes a second plan writes the next version of the first. */
#include "domain/casework/plan.h"

#include <string.h>

#include "domain/work/fault.h"
#include "store/db.h"

#define GOAL(f) SAID_AS(struct plan_said, f, 8000, false, SAID_LINES, NULL)
static const struct said_field PLAN_FIELDS[] = {
    SAID_AS(struct plan_said, meeting, 120, false, SAID_LINE, NULL),
    SAID_AS(struct plan_said, wish, 8000, true, SAID_LINES, NULL),
    GOAL(safety),
    GOAL(health),
    GOAL(psychosocial),
    GOAL(legal),
    GOAL(economic),
    GOAL(housing),
    GOAL(children),
    GOAL(other),
};

static const char SQL_STANDS[] = "SELECT coalesce(max(id), 0) FROM case_record WHERE case_id = :case AND "
                                 "kind = 'plan' AND voided_at IS NULL";

static err plan_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    (void)said;
    (void)f;
    if (r->answers || r->corrects)
        return OK;
    return db_int(w->db, SQL_STANDS, BINDS(INT(":case", r->case_id)), &r->answers);
}

const struct noun PLAN_NOUN = {NOUN(RECORD_PLAN, struct plan_said, PLAN_FIELDS),
                               .answers = NOUN_BIT(RECORD_PLAN),
                               .alone = true,
                               .due = NOUN_NEEDED,
                               .awaits = true,
                               .check = plan_check};

static const struct said_field ACTION_FIELDS[] = {
    SAID_AS(struct plan_action_said, area, SAID_CODE_MAX, true, SAID_CHOICE, "plan_area"),
    SAID_AS(struct plan_action_said, who, 200, true, SAID_LINE, NULL),
    SAID_AS(struct plan_action_said, what, 2000, true, SAID_LINES, NULL),
};

const struct noun PLAN_ACTION_NOUN = {NOUN(RECORD_PLAN_ACTION, struct plan_action_said, ACTION_FIELDS),
                                      .answers = NOUN_BIT(RECORD_PLAN), .due = NOUN_NEEDED, .awaits = true,
                                      .leaves_open = true};

static const struct said_field RESULT_FIELDS[] = {
    SAID_AS(struct action_result_said, state, SAID_CODE_MAX, true, SAID_CHOICE, "action_state"),
    SAID_AS(struct action_result_said, why, 2000, false, SAID_LINES, NULL),
};

static err result_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct action_result_said *s = said;
    const bool done = !s->state || !strcmp(s->state, "done");

    (void)r;
    return faults_when(w, f, !done && !s->why, "required", "why",
                       "Say why it was not done, or to whom it was passed on.");
}

const struct noun ACTION_RESULT_NOUN = {NOUN(RECORD_ACTION_RESULT, struct action_result_said, RESULT_FIELDS),
                                        .answers = NOUN_BIT(RECORD_PLAN_ACTION), .check = result_check};
