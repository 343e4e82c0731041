/* A noun of case work: what it says, what it answers, and what holds of it. A new one is a file with a table
 * and its rules, a line in RECORD_NOUNS and one in noun_list.c; it is listed, checked, sealed, logged
 * and offered as a form by what all nouns share. */
#ifndef DOMAIN_NOUN_H
#define DOMAIN_NOUN_H

#include "domain/casework/case_word.h"
#include "domain/casework/said.h"

/* Every noun, by its word in the database and in the log. */
#define RECORD_NOUNS(N)                                                                                      \
    N(RECORD_CALL, "call")                                                                                   \
    N(RECORD_INTAKE, "intake")                                                                               \
    N(RECORD_CONSENT, "consent")                                                                             \
    N(RECORD_WITHDRAWAL, "withdrawal")                                                                       \
    N(RECORD_REFERRAL, "referral")                                                                           \
    N(RECORD_REFERRAL_ANSWER, "referral_answer")                                                             \
    N(RECORD_ASSESSMENT, "assessment")                                                                       \
    N(RECORD_AGREEMENT, "agreement")                                                                         \
    N(RECORD_BREACH, "breach")                                                                               \
    N(RECORD_BREACH_REPORT, "breach_report")                                                                 \
    N(RECORD_BREACH_RESULT, "breach_result")                                                                 \
    N(RECORD_DANGER_EVENT, "danger_event")                                                                   \
    N(RECORD_HEARING, "hearing")                                                                             \
    N(RECORD_HEARING_RESULT, "hearing_result")                                                               \
    N(RECORD_VISIT, "visit")                                                                                 \
    N(RECORD_VISIT_RESULT, "visit_result")                                                                   \
    N(RECORD_PLAN, "plan")                                                                                   \
    N(RECORD_PLAN_ACTION, "plan_action")                                                                     \
    N(RECORD_ACTION_RESULT, "action_result")                                                                 \
    N(RECORD_CENTRE_SERVICE, "centre_service")                                                               \
    N(RECORD_EXECUTION, "execution")                                                                         \
    N(RECORD_CLOSING, "closing")                                                                             \
    N(RECORD_FOLLOW_UP, "follow_up")                                                                         \
    N(RECORD_REOPENING, "reopening")                                                                         \
    N(RECORD_MEETING_MINUTES, "meeting_minutes")                                                             \
    N(RECORD_MEETING_BROUGHT, "meeting_brought")                                                             \
    N(RECORD_MEETING_DECISION, "meeting_decision")                                                           \
    N(RECORD_MEETING_ACTION, "meeting_action")                                                               \
    N(RECORD_MEETING_ACTION_RESULT, "meeting_action_result")

#define RECORD_KIND(kind, word) kind,
enum record_kind { RECORD_NOUNS(RECORD_KIND) RECORD_KINDS };
#undef RECORD_KIND

struct record_new {
    int64_t case_id;  /* 0: without a file, where the noun may */
    date on;          /* the day it is about */
    date due;         /* by when something is to follow; DATE_NONE: never */
    int64_t answers;  /* the record that it answers; 0: none */
    int64_t corrects; /* the record in whose place it stands; 0: none */
    int64_t told;     /* the institution of the address book that is told of it; 0: none. Its check sets it */
    int64_t meeting;  /* at which it was said; 0: at none. A correction keeps that of what it corrects */
};

enum noun_due {
    NOUN_NEVER,  /* nothing follows by a day */
    NOUN_ASKED,  /* whoever records it may say by when */
    NOUN_NEEDED, /* and must */
};

struct noun {
    enum record_kind kind;
    const struct said_field *said;
    size_t said_count;
    size_t size;      /* of its struct */
    unsigned answers; /* NOUN_BIT of those of which it answers one; 0: it stands for itself */
    bool alone;       /* and may stand for itself, too */
    enum noun_due due;
    bool ahead;  /* its day may lie ahead */
    bool awaits; /* it is open until a record answers it that closes it */
    bool own;    /* it is recorded by a request of its own, not by case_work_record */
    /* Beyond its fields, all faults at once; may set r->due. r->on is set. NULL: nothing. */
    err (*check)(struct work *w, struct record_new *r, const void *said, struct faults *f) MUST_CHECK;
    bool leaves_open; /* as an answer it closes nothing */
    /* As another answer: whether nothing more is to follow. NULL: always. */
    bool (*closes)(const void *said);
    /* Without an answer: whether it is over by itself on that day. NULL: never. */
    bool (*over)(const void *said, date today);
};
#define NOUN_BIT(kind) (1u << (kind))
#define NOUN(kind_, s, fields)                                                                               \
    .kind = (kind_), .said = (fields), .said_count = sizeof(fields) / sizeof((fields)[0]), .size = sizeof(s)

#endif
