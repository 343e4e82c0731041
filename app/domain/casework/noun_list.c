/* A file of its own, because nouns need what record.c says of all of them. */
#include "domain/casework/noun_list.h"

#include "domain/casework/assessment.h"
#include "domain/casework/breach.h"
#include "domain/casework/call.h"
#include "domain/casework/centre_service.h"
#include "domain/casework/closing.h"
#include "domain/casework/consent.h"
#include "domain/casework/hearing.h"
#include "domain/casework/intake.h"
#include "domain/casework/meeting_noun.h"
#include "domain/casework/plan.h"
#include "domain/casework/referral.h"
#include "domain/casework/visit.h"

static const struct noun *const NOUNS[RECORD_KINDS] = {
    [RECORD_CALL] = &CALL_NOUN,
    [RECORD_INTAKE] = &INTAKE_NOUN,
    [RECORD_CONSENT] = &CONSENT_NOUN,
    [RECORD_WITHDRAWAL] = &WITHDRAWAL_NOUN,
    [RECORD_REFERRAL] = &REFERRAL_NOUN,
    [RECORD_REFERRAL_ANSWER] = &REFERRAL_ANSWER_NOUN,
    [RECORD_ASSESSMENT] = &ASSESSMENT_NOUN,
    [RECORD_AGREEMENT] = &AGREEMENT_NOUN,
    [RECORD_BREACH] = &BREACH_NOUN,
    [RECORD_BREACH_REPORT] = &BREACH_REPORT_NOUN,
    [RECORD_BREACH_RESULT] = &BREACH_RESULT_NOUN,
    [RECORD_DANGER_EVENT] = &DANGER_EVENT_NOUN,
    [RECORD_HEARING] = &HEARING_NOUN,
    [RECORD_HEARING_RESULT] = &HEARING_RESULT_NOUN,
    [RECORD_VISIT] = &VISIT_NOUN,
    [RECORD_VISIT_RESULT] = &VISIT_RESULT_NOUN,
    [RECORD_PLAN] = &PLAN_NOUN,
    [RECORD_PLAN_ACTION] = &PLAN_ACTION_NOUN,
    [RECORD_ACTION_RESULT] = &ACTION_RESULT_NOUN,
    [RECORD_CENTRE_SERVICE] = &CENTRE_SERVICE_NOUN,
    [RECORD_EXECUTION] = &EXECUTION_NOUN,
    [RECORD_CLOSING] = &CLOSING_NOUN,
    [RECORD_FOLLOW_UP] = &FOLLOW_UP_NOUN,
    [RECORD_REOPENING] = &REOPENING_NOUN,
    [RECORD_MEETING_MINUTES] = &MEETING_MINUTES_NOUN,
    [RECORD_MEETING_BROUGHT] = &MEETING_BROUGHT_NOUN,
    [RECORD_MEETING_DECISION] = &MEETING_DECISION_NOUN,
    [RECORD_MEETING_ACTION] = &MEETING_ACTION_NOUN,
    [RECORD_MEETING_ACTION_RESULT] = &MEETING_ACTION_RESULT_NOUN,
};

const struct noun *noun_of(enum record_kind kind)
{
    return (unsigned)kind < RECORD_KINDS ? NOUNS[kind] : NULL;
}
