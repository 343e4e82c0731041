/* Records of case work: what all its nouns share. A record is appended and never changed: an answer, a
 * result, an outcome is a record about another one, a correction one that takes another's place, and what
 * never was is voided, with a reason. So what is open is what nothing answers, and who knew what when stays
 * readable.
 *
 * What a noun says, codes and words, is one sealed value (said.h), with the data key of the file, or, where
 * there is no file yet, with a key of the record's own. Plain are only the kind, the days by which it is
 * listed and due, and who recorded it: a stolen copy tells how busy an office is. */
#ifndef DOMAIN_RECORD_H
#define DOMAIN_RECORD_H

#include "domain/casework/noun.h"
#include "domain/work/work.h"

const char *record_kind_name(enum record_kind kind); /* "call" */
bool record_kind_parse(const char *word, enum record_kind *ret);

/* Its fields by their forms, and its own rules: "required", "too_long", "bad_text", "unknown_word" (of a
 * choice that is not offered on r->on), "bad_date", "bad_time", "unknown_unit", each at its field,
 * "in_future" at "on", "required" or "out_of_range" at "due" (before r->on), "no_due" where it has none.
 * Units are spelled as the register does. */
err record_check(struct work *w, const struct noun *noun, struct record_new *r, void *said,
                 struct faults *f) MUST_CHECK;
/* Writes it down, inside a transaction, past the guard of the file; what is said is read from `in`, the
 * noun's struct, checked before. Logged "KIND.record", or "KIND.correct". ERR_ABSENT "no_such_record" at
 * "answers" or "corrects": of another file, of a kind that it does not answer, or none; ERR_CONFLICT "voided"
 * there: it was voided, or corrected by somebody else; ERR_INPUT "required" at "answers". */
err record_add(struct work *w, const struct noun *noun, const struct record_new *r, const void *in,
               int64_t *ret_id) MUST_CHECK;

/* By which the records are found that an institution of the address book is told of: a stolen copy does not
 * say which one that is. */
err record_told_blind(struct work *w, int64_t point, uint8_t ret[32]) MUST_CHECK;

struct record_void {
    const char *reason; /* sealed */
};
/* It never was. Past the guard. ERR_ABSENT "no_such_record", ERR_CONFLICT "voided"; ERR_INPUT at "reason".
 * Logged "KIND.void". */
err record_void(struct work *w, int64_t id, const struct record_void *in) MUST_CHECK;

struct record {
    enum record_kind kind;
    int64_t id, case_id, answers, corrects, meeting; /* 0: none */
    int64_t root;            /* the first of those that corrected one another; answers name it */
    const char *case_number; /* NULL: no file */
    date on, due;            /* due DATE_NONE: nothing is */
    const char *by;          /* full name of whoever recorded it; "": nobody's account */
    int64_t recorded_at;
    bool voided, corrected; /* corrected: another stands in its place */
    const char *void_reason, *said;
};
struct record_filter {
    enum record_kind kind;
    bool every_kind;  /* `kind` is not looked at */
    bool unpaged;     /* as many as there are: what a rule is held against, never the first page of it */
    int64_t case_id;  /* 0: of all files, and without one */
    bool no_file;     /* only those without */
    bool counted;     /* for figures: also of files that are shut to the actor */
    date from, until; /* of the day it is about; DATE_NONE: open */
    int64_t meeting;  /* only what was said there, and what answers that; 0: wherever */
    int64_t carried;  /* only what earlier meetings left to be done for that one; 0: all */
    int64_t before;   /* the record before which the page begins; 0: with the newest */
};
#define RECORDS_PAGE 100
/* Those of one kind, or of all, whatever was written down last first, as many as RECORDS_PAGE where not
 * unpaged, corrected and voided ones among them; of sealed files only what stands open to the actor, where
 * not counted. Neither guarded nor logged. */
err record_list(struct work *w, const struct record_filter *f, struct record **ret,
                size_t *ret_count) MUST_CHECK;

struct record_waiting {
    enum record_kind kind;
    date due;
    int64_t case_id;                /* 0: of a meeting alone */
    const char *case_number, *unit; /* NULL there */
    int64_t meeting;                /* at which it was agreed; 0: at none */
};
/* Records with a day, up to `until`, by which something is to follow, and nothing has; of assessments, which
 * more than a day asks for, none (task/casework_task.h). Of files that are sealed against the actor, or
 * erased, none. Neither guarded nor logged. */
err record_waiting_list(struct work *w, date until, struct record_waiting **ret,
                        size_t *ret_count) MUST_CHECK;

#endif
