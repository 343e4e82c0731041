/* Orders and acts, as people write them down from the paper and as the register keeps them. */
#ifndef DOMAIN_ORDER_H
#define DOMAIN_ORDER_H

#include "crypto/digest.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/law/protection.h"
#include "domain/order/measure_detail.h"
#include "domain/order/order_party.h"
#include "domain/work/work.h"
#include "gen/limits.h"

struct rules;

#define ORDER_PERSONS_MAX LIMIT(OrderFields, persons)
#define ORDER_TEXT_MAX    LIMIT(OrderFields, issuer)
#define ORDER_MORE_MAX    LIMIT(OrderFields, more_respondents)
#define ORDER_ACTS_MAX    200 /* recorded by people; those that follow from others come on top */

struct order_person {    /* somebody the order names */
    int64_t person;      /* of the file already; 0: new, by `who` */
    enum case_role role; /* protected or dependant */
    struct person_new who;
};

struct relation_in { /* by their places: persons[person]; 0 the respondent, 1 … more_respondents[respondent -
                        1] */
    int64_t person, respondent;
    const char *relation;
};

struct measure_in {
    const char *code; /* or a letter of the law, "10/d", which the check replaces by its code (measure.h) */
    struct measure_details details;
};

struct order_new {   /* texts trimmed, NULL when not given */
    int64_t case_id; /* 0: opens a new file */
    int64_t version; /* of that file as seen; 0 only when case_id is 0 */
    enum order_kind kind;
    const char *issuer, *number;
    date decision_date;
    const char *decided_at; /* "HH:MM", Tirane */
    date start;             /* DATE_NONE: the decision date */
    date end;               /* DATE_NONE: without end (not for UM), or said as a term */
    struct term term;       /* instead of the last day: so much time from something (law/term.h) */
    date final_date;        /* UM: day it became final */
    date received_on;
    date hearing_on;     /* UMM: the day of the hearing that the paper names; DATE_NONE: none */
    int64_t follows;     /* the order of the same file it came after (replacement.h) */
    int64_t followed_by; /* the order of the same file that took its place, and was registered first */
    const char *unit;
    struct order_person *persons;
    size_t persons_count;
    struct order_person *respondent; /* NULL: not recorded */
    const char *relation;            /* respondent's, to the protected person */
    struct order_person *more_respondents;
    size_t more_respondents_count;
    struct relation_in *relations; /* of each respondent to each person */
    size_t relations_count;
    struct order_parties parties;
    struct measure_in *measures;
    size_t measures_count;
    struct letter_doubt *doubts; /* letters of measures that may mean another one; by import only */
    size_t doubts_count;
    int64_t own;                 /* the order that is put right by this; 0: it is new */
    const uint8_t *import_blind; /* DIGEST_SIZE, by import only */
    bool asks_hearing; /* whoever enters it has the paper before her: an UMM without hearing_on is asked about
                        */
    bool unversioned;  /* import and command line: do not compare versions */
};

struct letter_doubt {                          /* measure_doubt.h */
    const char *letter, *by_register, *by_law; /* codes */
    const char *read_as;                       /* one of the two, which the order has until then */
};

struct order_relation {
    int64_t row, person, respondent; /* person 0: in the whole file, as said beside the respondent */
    const char *relation;
};

struct measure_line { /* a measure as it stands today */
    const char *code;
    struct measure_details details;
};

struct order_line { /* an order as the register keeps it */
    int64_t id, case_id, follows;
    enum order_kind kind;
    const char *issuer, *number;
    date decision_date, received_on, hearing_on;
    int64_t *persons;
    size_t person_count;
    struct measure_line *measures; /* in the order of the law */
    size_t measure_count;
    struct letter_doubt *doubts; /* not answered yet */
    size_t doubt_count;
    int64_t *respondents;
    size_t respondent_count;
    struct order_relation *relations;
    size_t relation_count;
    struct order_parties parties;
    struct protection protection;
};

struct content_person { /* taken in or out by an act */
    int64_t act, person;
    bool respondent, in;
};

struct content_measure {
    int64_t act;
    const char *code;
    struct measure_details details; /* those that the act says */
    bool in;
};

struct order_change { /* a word of the registration that was put right */
    int64_t act, row;
    int64_t person, respondent;   /* "relation": whose, and to whom, 0: in the whole file; else both 0 */
    const char *field, *was, *is; /* NULL: nothing stood there, nothing stands there */
};

struct act_line { /* an act with what people wrote beside it */
    struct act act;
    const char *decision, *note, *recorded_by;
    int64_t recorded_at;
    struct content_person *persons;
    struct content_measure *measures;
    struct order_change *changes; /* registration_corrected */
    size_t person_count, measure_count, change_count;
};

/* Whom and what an act takes in and out (act_content.h). */
struct act_content {
    struct order_person *persons_in;
    size_t persons_in_count;
    int64_t *persons_out;
    size_t persons_out_count;
    struct measure_in *measures_in;
    size_t measures_in_count;
    const char **measures_out;
    size_t measures_out_count;
};

struct act_new {
    int64_t version;    /* of the file as seen */
    enum act_kind kind; /* not granted */
    date on;
    const char *time; /* "HH:MM", NULL when not known */
    date start,
        end;       /* start: extended, correction of the grant; end: also amended, appeal_decided (changed) */
    bool open_end; /* the new term has no end */
    struct term term; /* instead of `end` */
    date
        effective; /* what cuts (act_cuts) and what an appeal overturned: needed; replaced: DATE_NONE: the
                      start of the other order; overturned refusal of more days: DATE_NONE: the decision;
                      amended: from when on persons and measures are other ones, needed where somebody goes */
    int64_t other_order;         /* replaced */
    enum appeal_outcome outcome; /* appeal_decided */
    int64_t about;               /* appealed, appeal_decided: the act, or a correction of it; 0: the grant */
    int64_t corrects;            /* corrected */
    bool voids;
    const char *decision, *note;
    const struct act_content
        *content; /* amended, appeal_decided, and their corrections; NULL: none, or as it was */
};

struct act_history { /* the order as it stands before the act */
    const struct order_line *order;
    const struct act *acts;
    size_t act_count;
    const struct rules *rules;
    const struct order_line *other; /* named by other_order; NULL: none, not of this file, or void */
    const struct act *base; /* correction: what the corrected act says so far (correction.h); NULL else */
};

#endif
