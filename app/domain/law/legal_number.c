/* What the law's numbers are called, and which of the rows of one speaks for a day. */
#include "domain/law/legal_number.h"

#include <string.h>

/* What an administrator may set each to. 0 stands where the law may know no such term; where 0 would leave
 * protection without cards, or files without an end, there is none. A card lives 30
 * days where its order has no end, 12 months at most. */
static const struct {
    const char *name;
    struct legal_bounds bounds;
} NUMBERS[LEGAL_NUMBERS] = {
    [LEGAL_POLICE_TO_COURT_HOURS] = {"police_to_court_hours", {LEGAL_HOURS, 0, 720}},
    [LEGAL_UMM_DECISION_HOURS] = {"umm_decision_hours", {LEGAL_HOURS, 0, 720}},
    [LEGAL_UMM_MINOR_HOURS] = {"umm_minor_hours", {LEGAL_HOURS, 0, 720}},
    [LEGAL_HEARING_DAYS] = {"hearing_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_UM_DECISION_DAYS] = {"um_decision_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_COPIES_HOURS] = {"copies_hours", {LEGAL_HOURS, 0, 720}},
    [LEGAL_APPEAL_DAYS] = {"appeal_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_UM_MONTHS] = {"um_months", {LEGAL_MONTHS, 1, 120}},
    [LEGAL_EXTENSION_DAYS] = {"extension_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_REMINDER_DAYS] = {"reminder_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_REMINDER_AGAIN_DAYS] = {"reminder_again_days", {LEGAL_DAYS, 0, 365}},
    /* The rest are no numbers of law 9669/2006 but of the card, of VKM 597/2019 and of the register; they are
     * dated in the same way. */
    [LEGAL_CARD_OPEN_DAYS] = {"card_open_days", {LEGAL_DAYS, 1, 30}},
    [LEGAL_CARD_MONTHS] = {"card_months", {LEGAL_MONTHS, 1, 12}},
    [LEGAL_APPLICATION_DAY] = {"application_day", {LEGAL_MONTH_DAY, 1, 31}},
    [LEGAL_SEALED_QUESTIONS] = {"sealed_questions", {LEGAL_TIMES, 1, 1000}},
    [LEGAL_FIRST_PASSWORD_DAYS] = {"first_password_days", {LEGAL_DAYS, 1, 90}},
    [LEGAL_PERSON_EXPORTS] = {"person_exports", {LEGAL_TIMES, 1, 1000}},
    [LEGAL_FILES_HOUR_COORDINATOR] = {"files_hour_coordinator", {LEGAL_TIMES, 10, 10000}},
    [LEGAL_FILES_HOUR_OTHERS] = {"files_hour_others", {LEGAL_TIMES, 10, 10000}},
    [LEGAL_RETENTION_MONTHS] = {"retention_months", {LEGAL_MONTHS, 12, 1200}},
    [LEGAL_KEY_ROTATION_MONTHS] = {"key_rotation_months", {LEGAL_MONTHS, 1, 120}},
    [LEGAL_DEVICE_UNSEEN_DAYS] = {"device_unseen_days", {LEGAL_DAYS, 0, 3650}},
    [LEGAL_DEVICE_DAYS] = {"device_days", {LEGAL_DAYS, 0, 3650}},
    [LEGAL_DEVICE_NOTICE_DAYS] = {"device_notice_days", {LEGAL_DAYS, 1, 365}},
    [LEGAL_DEVICE_MINUTE_CHECKS] = {"device_minute_checks", {LEGAL_TIMES, 0, 10000}},
    [LEGAL_DEVICE_DAY_CHECKS] = {"device_day_checks", {LEGAL_TIMES, 0, 1000000}},
    [LEGAL_APPLICATION_DAY_SHIFT] = {"application_day_shift", {LEGAL_SWITCH, 0, 1}},
    [LEGAL_APPLICATION_GAP_DAYS] = {"application_gap_days", {LEGAL_DAYS, 0, 366}},
    [LEGAL_PENDING_DAYS] = {"pending_days", {LEGAL_DAYS, 0, 30}},
    [LEGAL_UMM_APPEAL_DAYS] = {"umm_appeal_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_APPEAL_REVIEW_DAYS] = {"appeal_review_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_START_MONTHS] = {"start_months", {LEGAL_MONTHS, 0, 120}},
    [LEGAL_PAYS_BY_POST] = {"pays_by_post", {LEGAL_SWITCH, 0, 1}},
    [LEGAL_PAYS_BY_BANK] = {"pays_by_bank", {LEGAL_SWITCH, 0, 1}},
    [LEGAL_REFERRAL_URGENT_DAYS] = {"referral_urgent_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_REFERRAL_SOON_DAYS] = {"referral_soon_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_REFERRAL_USUAL_DAYS] = {"referral_usual_days", {LEGAL_DAYS, 0, 365}},
    [LEGAL_ASSESSMENT_VERY_HIGH_DAYS] = {"assessment_very_high_days", {LEGAL_DAYS, 1, 365}},
    [LEGAL_ASSESSMENT_HIGH_DAYS] = {"assessment_high_days", {LEGAL_DAYS, 1, 365}},
    [LEGAL_ASSESSMENT_MEDIUM_DAYS] = {"assessment_medium_days", {LEGAL_DAYS, 1, 365}},
    [LEGAL_ASSESSMENT_LOW_DAYS] = {"assessment_low_days", {LEGAL_DAYS, 1, 365}},
    [LEGAL_MEETING_NAMES] = {"meeting_names", {LEGAL_SWITCH, 0, 1}},
    [LEGAL_HISTORY_DAYS] = {"history_days", {LEGAL_DAYS, 0, 3650}},
};

static const char *const UNIT_NAMES[] = {
    [LEGAL_HOURS] = "hours",         [LEGAL_DAYS] = "days",   [LEGAL_MONTHS] = "months",
    [LEGAL_MONTH_DAY] = "month_day", [LEGAL_TIMES] = "times", [LEGAL_SWITCH] = "switch",
};

const char *legal_unit_name(enum legal_unit u)
{
    return (size_t)u < sizeof UNIT_NAMES / sizeof *UNIT_NAMES ? UNIT_NAMES[u] : NULL;
}

struct legal_bounds legal_number_bounds(enum legal_number n)
{
    return NUMBERS[n].bounds;
}

const char *legal_number_name(enum legal_number n)
{
    return (unsigned)n < LEGAL_NUMBERS ? NUMBERS[n].name : NULL;
}

bool legal_number_parse(const char *name, enum legal_number *ret)
{
    for (unsigned n = 0; n < LEGAL_NUMBERS; n++)
        if (strcmp(name, NUMBERS[n].name) == 0) {
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
