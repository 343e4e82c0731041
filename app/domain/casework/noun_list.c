/* A file of its own, because nouns need what record.c says of all of them. */
#include "domain/casework/noun_list.h"

#include "domain/casework/call.h"
#include "domain/casework/consent.h"
#include "domain/casework/intake.h"
#include "domain/casework/referral.h"

static const struct noun *const NOUNS[RECORD_KINDS] = {
    [RECORD_CALL] = &CALL_NOUN,         [RECORD_INTAKE] = &INTAKE_NOUN,
    [RECORD_CONSENT] = &CONSENT_NOUN,   [RECORD_WITHDRAWAL] = &WITHDRAWAL_NOUN,
    [RECORD_REFERRAL] = &REFERRAL_NOUN, [RECORD_REFERRAL_ANSWER] = &REFERRAL_ANSWER_NOUN,
};

const struct noun *noun_of(enum record_kind kind)
{
    return (unsigned)kind < RECORD_KINDS ? NOUNS[kind] : NULL;
}
