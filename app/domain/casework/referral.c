/* Nobody is told of her without her consent: the two duties that go before it are written down with what
 * happened. */
#include "domain/casework/referral.h"

#include "base/text.h"
#include "domain/casework/consent.h"
#include "domain/casework/contact_point.h"
#include "domain/claim/rules.h"

#define LINE(f, max, needed)    SAID_AS(struct referral_said, f, max, needed, SAID_LINE, NULL)
#define LINES(f, max)           SAID_AS(struct referral_said, f, max, false, SAID_LINES, NULL)
#define CHOICE(f, list, needed) SAID_AS(struct referral_said, f, SAID_CODE_MAX, needed, SAID_CHOICE, list)
static const struct said_field REFERRAL_FIELDS[] = {
    SAID_AS(struct referral_said, to, 200, true, SAID_INSTITUTION, NULL),
    CHOICE(service, "referral_service", true),
    CHOICE(urgency, "urgency", true),
    CHOICE(how, "sent_how", true),
    LINES(reason, 4000),
    CHOICE(ground, "referral_ground", false),
    LINES(ground_text, 2000),
};

static const struct {
    const char *code;
    enum legal_number days;
} URGENCIES[] = {
    {"urgent", LEGAL_REFERRAL_URGENT_DAYS},
    {"soon", LEGAL_REFERRAL_SOON_DAYS},
    {"usual", LEGAL_REFERRAL_USUAL_DAYS},
};

/* By an urgency that the program does not know, as by none, on the next day: rather too early than never. */
static err due_set(struct work *w, const struct referral_said *s, struct record_new *r)
{
    struct rules rules;
    int64_t days = 1;
    err e = rules_load(w, &rules);

    if (e)
        return e;
    for (size_t i = 0; i < sizeof URGENCIES / sizeof URGENCIES[0]; i++)
        if (text_equal(s->urgency, URGENCIES[i].code))
            days = legal_value(rules.legal, rules.legal_count, URGENCIES[i].days, r->on);
    r->due = date_add_days(r->on, (int)days);
    return OK;
}

static err consent_require(struct work *w, const struct record_new *r, const struct referral_said *s,
                           struct faults *f)
{
    struct consent_held held;
    err e;

    if (!text_empty(s->ground))
        return faults_when(w, f, text_empty(s->ground_text), "required", "ground_text",
                           "What happened, so that it had to be told without her consent?");
    if (text_empty(s->to))
        return OK; /* said already */
    if ((e = consent_holds(w, r->case_id, s->to, r->on, &held)))
        return e;
    return faults_when(w, f, !held.holds, "no_consent", "to",
                       "She has not consented to this institution on that day: record her consent first, or "
                       "the duty by which it is told without.");
}

static err referral_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct referral_said *s = said;
    err e = consent_require(w, r, said, f);

    if (e || (!text_empty(s->to) && (e = contact_point_named(w, s->to, &r->told))))
        return e;
    return due_set(w, said, r);
}

const struct noun REFERRAL_NOUN = {NOUN(RECORD_REFERRAL, struct referral_said, REFERRAL_FIELDS),
                                   .awaits = true, .check = referral_check};

static const struct said_field ANSWER_FIELDS[] = {
    SAID_AS(struct referral_answer_said, outcome, SAID_CODE_MAX, true, SAID_CHOICE, "referral_answer"),
    SAID_AS(struct referral_answer_said, why, 2000, false, SAID_LINES, NULL),
    SAID_AS(struct referral_answer_said, result, 2000, false, SAID_LINES, NULL),
};

static err answer_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct referral_answer_said *s = said;
    const bool unsaid = text_equal(s->outcome, "refused") && text_empty(s->why);

    (void)r;
    return faults_when(w, f, unsaid, "required", "why", "Why was it refused?");
}

static bool answer_closes(const void *said)
{
    const char *outcome = ((const struct referral_answer_said *)said)->outcome;

    return text_equal(outcome, "refused") || text_equal(outcome, "declined") || text_equal(outcome, "ended");
}

const struct noun REFERRAL_ANSWER_NOUN = {
    NOUN(RECORD_REFERRAL_ANSWER, struct referral_answer_said, ANSWER_FIELDS),
    .answers = NOUN_BIT(RECORD_REFERRAL), .due = NOUN_ASKED, .check = answer_check, .closes = answer_closes};
