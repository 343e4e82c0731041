/* Whoever is invited to a meeting, held against the respondents of the files on its agenda. */
#ifndef DOMAIN_MEETING_CONFLICT_H
#define DOMAIN_MEETING_CONFLICT_H

#include "crypto/digest.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"

struct meeting_respondent {
    int64_t case_id, person;
    const char *first_name, *surname; /* as he is called, or was before a correction */
    uint8_t nid[DIGEST_SIZE];         /* blinded; nothing in it where not numbered */
    bool numbered;
};
/* Of all those files, sealed ones among them, whoever asks. */
struct meeting_respondents {
    const int64_t *files; /* as on the agenda; 0: one that could not be read */
    size_t file_count;
    struct meeting_respondent *at;
    size_t count;
};
err meeting_respondents_read(struct work *w, const int64_t *files, size_t count,
                             struct meeting_respondents *ret) MUST_CHECK;

struct meeting_named {
    const char *field;       /* "invited[0].name" */
    const char *name;        /* NULL: whoever answers at the institution by the address book */
    const char *nid;         /* NULL: not known */
    const char *institution; /* NULL: none */
    const char *known;       /* numbers of files, blanks between, of whose respondents it is known that they
                                are other people; NULL: of none */
};
/* By number and by name (name_liken): ERR_INPUT "invited_is_respondent" at the field and at
 * "files[i]", where the number is his. Where the name is his, or nearly, a question:
 * "invited_like_respondent" at the field. *ret_known: `known` and what was confirmed. Where the file is shut
 * to the actor, those who guard it hear that this told of it. */
err meeting_conflict_check(struct work *w, const struct meeting_respondents *r,
                           const struct meeting_named *who, struct faults *f,
                           const char **ret_known) MUST_CHECK;

#endif
