/* Who she is stands with the persons of the file, so an intake names nobody. */
#include "domain/casework/intake.h"

#define CHOICE(f, list, needed) SAID_AS(struct intake_said, f, SAID_CODE_MAX, needed, SAID_CHOICE, list)
static const struct said_field SAID_FIELDS[] = {
    CHOICE(came_through, "came_through", true),
    SAID_AS(struct intake_said, violence, SAID_CODES_MAX, true, SAID_SET, "violence"),
    SAID_AS(struct intake_said, incident_on, 10, false, SAID_DAY, NULL),
    SAID_AS(struct intake_said, unit, SAID_UNIT_MAX, false, SAID_UNIT, NULL),
    CHOICE(relation, "relation", false),
    CHOICE(earlier, "yes_no", false),
    CHOICE(children, "yes_no", false),
    CHOICE(disability, "yes_no", false),
    CHOICE(sex, "sex", false),
    CHOICE(age_group, "age_group", false),
    SAID_AS(struct intake_said, told, 4000, false, SAID_LINES, NULL),
    SAID_AS(struct intake_said, wants, 4000, false, SAID_LINES, NULL),
};

static err intake_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct intake_said *s = said;
    date incident;

    if (!s->incident_on || date_parse(s->incident_on, &incident))
        return OK; /* said already */
    return faults_when(w, f, incident > r->on, "in_future", "incident_on",
                       "It lies behind the day on which it was told.");
}

const struct noun INTAKE_NOUN = {NOUN(RECORD_INTAKE, struct intake_said, SAID_FIELDS), .check = intake_check};
