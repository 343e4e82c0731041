/* What is said at a meeting, part by part. */
#include "domain/casework/meeting_noun.h"

#include <string.h>

#include "domain/casework/record.h"
#include "domain/work/fault.h"
#include "store/db.h"

#define LINES(s, f, max, needed) SAID_AS(s, f, max, needed, SAID_LINES, NULL)

static const char SQL_THERE[] =
    "SELECT count(*) FROM case_record WHERE meeting_id = :meeting AND kind = :kind AND case_id IS :case AND "
    "voided_at IS NULL";

/* Two who write the same part at once: the second hears of it, and has lost nothing. */
static err first_require(struct work *w, const struct record_new *r, enum record_kind kind, struct faults *f)
{
    int64_t there = 0;
    err e;

    if (!r->corrects && (e = db_int(w->db, SQL_THERE,
                                    BINDS(INT(":meeting", r->meeting), TEXT(":kind", record_kind_name(kind)),
                                          INT_OR_NULL(":case", r->case_id, r->case_id)),
                                    &there)))
        return e;
    return there ? faults_take(w, f,
                               refuse(w, ERR_CONFLICT, "minutes_there", "corrects",
                                      "Somebody has written this part of the minutes meanwhile: look at it, "
                                      "and put it right."))
                 : OK;
}

static const struct said_field MINUTES_FIELDS[] = {LINES(struct meeting_minutes_said, text, 20000, true)};

static err minutes_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    (void)said;
    return first_require(w, r, RECORD_MEETING_MINUTES, f);
}

const struct noun MEETING_MINUTES_NOUN = {
    NOUN(RECORD_MEETING_MINUTES, struct meeting_minutes_said, MINUTES_FIELDS), .own = true,
    .check = minutes_check};

static const struct said_field BROUGHT_FIELDS[] = {
    SAID_AS(struct meeting_brought_said, institution, 200, true, SAID_INSTITUTION, NULL),
    LINES(struct meeting_brought_said, what, 8000, true),
};
const struct noun MEETING_BROUGHT_NOUN = {
    NOUN(RECORD_MEETING_BROUGHT, struct meeting_brought_said, BROUGHT_FIELDS), .own = true};

static const struct said_field DECISION_FIELDS[] = {
    SAID_AS(struct meeting_decision_said, plan, SAID_CODE_MAX, false, SAID_CHOICE, "meeting_plan"),
    LINES(struct meeting_decision_said, decision, 8000, true),
};

static const char SQL_PLANS[] =
    "SELECT count(*) FROM case_record WHERE case_id = :case AND kind = 'plan' AND voided_at IS NULL";

static err decision_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct meeting_decision_said *s = said;
    int64_t plans = 1;
    err e;

    if (s->plan && !strcmp(s->plan, "approved") &&
        (e = db_int(w->db, SQL_PLANS, BINDS(INT(":case", r->case_id)), &plans)))
        return e;
    if ((e = faults_when(w, f, !plans, "no_plan", "plan", "This file has no plan that could be approved.")))
        return e;
    return first_require(w, r, RECORD_MEETING_DECISION, f);
}

const struct noun MEETING_DECISION_NOUN = {
    NOUN(RECORD_MEETING_DECISION, struct meeting_decision_said, DECISION_FIELDS), .own = true,
    .check = decision_check};

static const struct said_field ACTION_FIELDS[] = {
    SAID_AS(struct meeting_action_said, who, 200, true, SAID_INSTITUTION, NULL),
    LINES(struct meeting_action_said, what, 2000, true),
};
const struct noun MEETING_ACTION_NOUN = {
    NOUN(RECORD_MEETING_ACTION, struct meeting_action_said, ACTION_FIELDS), .own = true, .due = NOUN_NEEDED,
    .awaits = true};

static const struct said_field RESULT_FIELDS[] = {
    SAID_AS(struct meeting_action_result_said, state, SAID_CODE_MAX, true, SAID_CHOICE,
            "meeting_action_state"),
    LINES(struct meeting_action_result_said, why, 2000, false),
};

static err result_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct meeting_action_result_said *s = said;
    const bool done = !s->state || !strcmp(s->state, "done");

    (void)r;
    return faults_when(w, f, !done && !s->why, "required", "why",
                       "Say why it is not possible any more, or to whom it was passed on.");
}

/* Recorded from the file, too, where the action is of one. */
const struct noun MEETING_ACTION_RESULT_NOUN = {
    NOUN(RECORD_MEETING_ACTION_RESULT, struct meeting_action_result_said, RESULT_FIELDS),
    .answers = NOUN_BIT(RECORD_MEETING_ACTION), .check = result_check};
