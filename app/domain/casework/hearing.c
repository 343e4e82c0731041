/* Due on its day: what was decided there is asked from then on. */
#include "domain/casework/hearing.h"

static const struct said_field HEARING_FIELDS[] = {
    SAID_AS(struct hearing_said, time, 5, false, SAID_HOUR, NULL),
    SAID_AS(struct hearing_said, kind, SAID_CODE_MAX, true, SAID_CHOICE, "hearing_kind"),
    SAID_AS(struct hearing_said, court, 200, true, SAID_LINE, NULL),
    SAID_AS(struct hearing_said, case_number, 60, false, SAID_LINE, NULL),
    SAID_AS(struct hearing_said, order, 20, false, SAID_ORDER, NULL),
};

static err hearing_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    (void)w;
    (void)said;
    (void)f;
    r->due = r->on;
    return OK;
}

const struct noun HEARING_NOUN = {NOUN(RECORD_HEARING, struct hearing_said, HEARING_FIELDS), .ahead = true,
                                  .awaits = true, .check = hearing_check};

static const struct said_field RESULT_FIELDS[] = {
    SAID_AS(struct hearing_result_said, result, SAID_CODE_MAX, true, SAID_CHOICE, "hearing_result"),
    SAID_AS(struct hearing_result_said, attended, SAID_CODES_MAX, false, SAID_SET, "hearing_attended"),
    SAID_AS(struct hearing_result_said, told, 4000, false, SAID_LINES, NULL),
    SAID_AS(struct hearing_result_said, next, 2000, false, SAID_LINES, NULL),
};
const struct noun HEARING_RESULT_NOUN = {
    NOUN(RECORD_HEARING_RESULT, struct hearing_result_said, RESULT_FIELDS),
    .answers = NOUN_BIT(RECORD_HEARING)};
