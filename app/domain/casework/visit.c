/* Where it is not known to be safe to go, nobody goes alone. */
#include "domain/casework/visit.h"

#include <string.h>

#include "domain/work/fault.h"

static const struct said_field VISIT_FIELDS[] = {
    SAID_AS(struct visit_said, safe, SAID_CODE_MAX, true, SAID_CHOICE, "yes_no"),
    SAID_AS(struct visit_said, by, 200, false, SAID_LINE, NULL),
    SAID_AS(struct visit_said, together, SAID_CODES_MAX, false, SAID_SET, "visit_with"),
    SAID_AS(struct visit_said, why, 2000, false, SAID_LINES, NULL),
};

static err visit_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct visit_said *s = said;
    const bool safe = !s->safe || !strcmp(s->safe, "yes");

    r->due = r->on;
    return faults_when(w, f, !safe && !s->together, "required", "together",
                       "Nobody goes alone where it is not known to be safe: say who goes along.");
}

const struct noun VISIT_NOUN = {NOUN(RECORD_VISIT, struct visit_said, VISIT_FIELDS), .ahead = true,
                                .awaits = true, .check = visit_check};

static const struct said_field RESULT_FIELDS[] = {
    SAID_AS(struct visit_result_said, done, SAID_CODE_MAX, true, SAID_CHOICE, "visit_done"),
    SAID_AS(struct visit_result_said, time, 5, false, SAID_HOUR, NULL),
    SAID_AS(struct visit_result_said, by, 200, false, SAID_LINE, NULL),
    SAID_AS(struct visit_result_said, together, SAID_CODES_MAX, false, SAID_SET, "visit_with"),
    SAID_AS(struct visit_result_said, found, 8000, false, SAID_LINES, NULL),
    SAID_AS(struct visit_result_said, next, 2000, false, SAID_LINES, NULL),
};

static err result_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct visit_result_said *s = said;
    const bool done = s->done && !strcmp(s->done, "done");

    (void)r;
    return faults_when(w, f, done && !s->found, "required", "found", "Say what was found.");
}

const struct noun VISIT_RESULT_NOUN = {NOUN(RECORD_VISIT_RESULT, struct visit_result_said, RESULT_FIELDS),
                                       .answers = NOUN_BIT(RECORD_VISIT), .check = result_check};
