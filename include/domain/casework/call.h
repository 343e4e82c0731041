/* Calls for help: by telephone, at the desk, by letter, of herself or of somebody who saw. A call may stay
 * without a file and without a name, and a name is never demanded; how many there were on the dedicated
 * number is what the municipality has promised to count. */
#ifndef DOMAIN_CALL_H
#define DOMAIN_CALL_H

#include "domain/casework/record.h"
#include "domain/work/work.h"

struct call_said {
    const char *time; /* "21:40" in Tirane; NULL: not noted */
    const char *unit; /* its name at that time; NULL: not known */
    const char *channel, *caller, *age_group, *sex, *danger, *outcome; /* codes, of the lists of case_word */
    const char *name, *phone, *about, *advice;
    const char *safe; /* how and when it is safe to call back */
};
extern const struct noun CALL_NOUN;

struct call_new {
    struct call_said said; /* first: its members are read in place */
    int64_t case_id;       /* 0: without a file */
    int64_t corrects;      /* 0: it is a new one */
    date on;               /* DATE_NONE: today */
};
/* All faults at once: ERR_INPUT "in_future" at "on", "bad_time" at "time", "unknown_word", "unknown_unit",
 * and of what is said (record.h). ERR_CONFLICT "voided" at "corrects". Logged "call.record", "call.correct".
 */
err call_record(struct work *w, const struct call_new *in, int64_t *ret_id) MUST_CHECK;

struct call_file {
    int64_t case_id;  /* 0: a new one */
    const char *unit; /* of the new one */
};
/* A call that had no file belongs to one from now on: to case_id, or to a new one of that unit (*ret_case).
 * ERR_CONFLICT "has_file"; ERR_INPUT "required", "unknown_unit" at "unit". Past the guard of the file. Logged
 * "call.file", and "case.open" where it is new. */
err call_file(struct work *w, int64_t id, const struct call_file *in, int64_t *ret_case) MUST_CHECK;

struct call {
    struct record record;
    struct call_said said;
};
/* A page of them (record_list); f->kind is set here. Past the guard of f->case_id. Logged "call.list". */
err call_list(struct work *w, const struct record_filter *f, struct call **ret, size_t *ret_count) MUST_CHECK;

#endif
