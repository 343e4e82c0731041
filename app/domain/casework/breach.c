/* Reported by the next day, or asked about until it is: whoever breaks an order is not waited for. */
#include "domain/casework/breach.h"

#include "domain/work/fault.h"

static const struct said_field BREACH_FIELDS[] = {
    SAID_AS(struct breach_said, order, 20, true, SAID_ORDER, NULL),
    SAID_AS(struct breach_said, time, 5, false, SAID_HOUR, NULL),
    SAID_AS(struct breach_said, measures, SAID_CODES_MAX, true, SAID_SET, "breached"),
    SAID_AS(struct breach_said, police_on, 10, false, SAID_DAY, NULL),
    SAID_AS(struct breach_said, police_number, 60, false, SAID_LINE, NULL),
    SAID_AS(struct breach_said, told, 8000, true, SAID_LINES, NULL),
};

static err breach_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct breach_said *s = said;
    date reported = DATE_NONE;
    err e;

    if (!s->police_number)
        r->due = date_add_days(r->on, 1);
    if ((e = faults_when(w, f, s->police_number && !s->police_on, "required", "police_on",
                         "Say since when the police have it.")))
        return e;
    if (!s->police_on || date_parse(s->police_on, &reported))
        return OK; /* said already */
    if ((e = faults_when(w, f, reported < r->on, "out_of_range", "police_on", "It lies before the breach.")))
        return e;
    return faults_when(w, f, reported > w->today, "in_future", "police_on", "This day lies ahead.");
}

static bool breach_over(const void *said, date today)
{
    const struct breach_said *s = said;

    (void)today;
    return s->police_number != NULL;
}

const struct noun BREACH_NOUN = {NOUN(RECORD_BREACH, struct breach_said, BREACH_FIELDS), .awaits = true,
                                 .check = breach_check, .over = breach_over};

static const struct said_field REPORT_FIELDS[] = {
    SAID_AS(struct breach_report_said, police_number, 60, true, SAID_LINE, NULL),
    SAID_AS(struct breach_report_said, followed, 4000, false, SAID_LINES, NULL),
};
const struct noun BREACH_REPORT_NOUN = {NOUN(RECORD_BREACH_REPORT, struct breach_report_said, REPORT_FIELDS),
                                        .answers = NOUN_BIT(RECORD_BREACH)};

static const struct said_field RESULT_FIELDS[] = {
    SAID_AS(struct breach_result_said, followed, 4000, true, SAID_LINES, NULL),
};
const struct noun BREACH_RESULT_NOUN = {NOUN(RECORD_BREACH_RESULT, struct breach_result_said, RESULT_FIELDS),
                                        .answers = NOUN_BIT(RECORD_BREACH), .leaves_open = true};

static const struct said_field EVENT_FIELDS[] = {
    SAID_AS(struct danger_event_said, what, SAID_CODE_MAX, true, SAID_CHOICE, "danger_event"),
    SAID_AS(struct danger_event_said, told, 4000, false, SAID_LINES, NULL),
};
const struct noun DANGER_EVENT_NOUN = {NOUN(RECORD_DANGER_EVENT, struct danger_event_said, EVENT_FIELDS)};
