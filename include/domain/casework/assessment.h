/* Assessments of danger: what was asked and answered, the level that follows by the instrument's rule, and
 * the one that the professional finds, with her reason. The higher holds, and what held before goes on until
 * a second person has agreed to less (danger.h). The next one is due by the level; it answers the one before.
 * A level sorts lists and sets days: nothing is decided by it. */
#ifndef DOMAIN_ASSESSMENT_H
#define DOMAIN_ASSESSMENT_H

#include "domain/casework/instrument.h"
#include "domain/casework/record.h"

struct answer_given {
    const char *question; /* its code */
    enum answer answer;
    const char *comment; /* NULL: none */
};
struct assessment_new {
    int64_t instrument, corrects; /* corrects 0: it is a new one */
    date on;                      /* DATE_NONE: today */
    const char *kind;             /* of the list assessment_kind */
    enum danger_level judged;
    const char *reason; /* needed where judged is not what is computed */
    struct answer_given *answers;
    size_t answers_count;
};
/* All faults at once: ERR_INPUT "unknown_instrument" at "instrument" (not offered on that day),
 * "unknown_question" at "answers[n].question" (or not asked on that day), "duplicate" there, "required" at
 * "reason", and of record_check. Else as record_add. Logged "assessment.record", "assessment.correct". */
err assessment_record(struct work *w, int64_t case_id, const struct assessment_new *in,
                      int64_t *ret_id) MUST_CHECK;

struct answer_read {
    const char *question, *text, *text_en; /* the text as the instrument has it, asked today or not */
    enum answer answer;
    const char *comment;
};
struct assessment {
    struct record record;
    const char *kind, *reason;
    const char *instrument, *instrument_en, *version; /* names */
    enum danger_level computed, judged;
    enum danger_level holds; /* from it on */
    bool asks;               /* less was found than held: a second person is asked */
    const char *agreed_by;   /* NULL: nobody has agreed */
    struct answer_read *answers;
    size_t answer_count;
};
/* Those of the file, whatever was written down last first; what was corrected or voided among them holds
 * nothing. Past the guard. Logged "assessment.list". */
err assessment_list(struct work *w, int64_t case_id, struct assessment **ret, size_t *ret_count) MUST_CHECK;
/* The last of the file that stands, whose level holds; NULL: there is none. Neither guarded nor logged. */
err assessment_standing(struct work *w, int64_t case_id, const struct assessment **ret) MUST_CHECK;

extern const struct noun ASSESSMENT_NOUN;

struct agreement_said {
    const char *reason;
};
/* Somebody else agrees that less danger holds: it answers the assessment. Beside record_check: ERR_INPUT
 * "same_person" at "answers", of whoever wrote the assessment. */
extern const struct noun AGREEMENT_NOUN;

#endif
