/* What the law's numbers are called, and which of the rows of one speaks for a day. */
#include "domain/law/legal_number.h"

#include <string.h>

static const char *const NUMBER_NAMES[LEGAL_NUMBERS] = {
    [LEGAL_POLICE_TO_COURT_HOURS] = "police_to_court_hours",
    [LEGAL_UMM_DECISION_HOURS] = "umm_decision_hours",
    [LEGAL_UMM_MINOR_HOURS] = "umm_minor_hours",
    [LEGAL_HEARING_DAYS] = "hearing_days",
    [LEGAL_UM_DECISION_DAYS] = "um_decision_days",
    [LEGAL_COPIES_HOURS] = "copies_hours",
    [LEGAL_APPEAL_DAYS] = "appeal_days",
    [LEGAL_UM_MONTHS] = "um_months",
    [LEGAL_EXTENSION_DAYS] = "extension_days",
    [LEGAL_REMINDER_DAYS] = "reminder_days",
    [LEGAL_REMINDER_AGAIN_DAYS] = "reminder_again_days",
    /* The rest are no numbers of law 9669/2006 but of the card, of VKM 597/2019 and of the register; they are
     * dated in the same way. */
    [LEGAL_CARD_OPEN_DAYS] = "card_open_days",
    [LEGAL_CARD_MONTHS] = "card_months",
    [LEGAL_APPLICATION_DAY] = "application_day",
    [LEGAL_SEALED_QUESTIONS] = "sealed_questions",
    [LEGAL_FIRST_PASSWORD_DAYS] = "first_password_days",
    [LEGAL_PERSON_EXPORTS] = "person_exports",
    [LEGAL_FILES_HOUR_COORDINATOR] = "files_hour_coordinator",
    [LEGAL_FILES_HOUR_OTHERS] = "files_hour_others",
    [LEGAL_RETENTION_MONTHS] = "retention_months",
    [LEGAL_KEY_ROTATION_MONTHS] = "key_rotation_months",
    [LEGAL_DEVICE_UNSEEN_DAYS] = "device_unseen_days",
    [LEGAL_DEVICE_DAYS] = "device_days",
    [LEGAL_DEVICE_NOTICE_DAYS] = "device_notice_days",
};

const char *legal_number_name(enum legal_number n)
{
    return (unsigned)n < LEGAL_NUMBERS ? NUMBER_NAMES[n] : NULL;
}

bool legal_number_parse(const char *name, enum legal_number *ret)
{
    for (unsigned n = 0; n < LEGAL_NUMBERS; n++)
        if (strcmp(name, NUMBER_NAMES[n]) == 0) {
            *ret = (enum legal_number)n;
            return true;
        }
    return false;
}

/* Which of two rules speaks for the day: one that is valid then, else one that began before it, the later
 * first, else the one to begin soonest. A day that no rule covers still gets a number: a clock without one
 * would leave a question unasked. */
static bool rule_nearer(const struct legal_rule *a, const struct legal_rule *b, date on)
{
    bool a_valid = a->from <= on && on <= a->until, b_valid = b->from <= on && on <= b->until;
    bool a_begun = a->from <= on, b_begun = b->from <= on;

    if (a_valid != b_valid)
        return a_valid;
    if (a_begun != b_begun)
        return a_begun;
    return a_begun ? a->from >= b->from : a->from < b->from;
}

int64_t legal_value(const struct legal_rule *rules, size_t count, enum legal_number n, date on)
{
    const struct legal_rule *best = NULL;

    for (size_t i = 0; i < count; i++)
        if (rules[i].number == n && (best == NULL || rule_nearer(&rules[i], best, on)))
            best = &rules[i];
    return best == NULL ? 0 : best->value;
}
