/* The papers of an application, noted apart from a decision: on which day each was seen, and by a coordinator
 * that they are right. */
#ifndef DOMAIN_APPLICATION_PAPERS_H
#define DOMAIN_APPLICATION_PAPERS_H

#include "domain/work/work.h"

struct application_papers {
    int64_t version, case_id; /* a file in which the applicant is protected or dependant */
    const char **documents;   /* codes */
    size_t documents_count;
    date seen_on; /* of these; DATE_NONE or 0: today */
    bool checked; /* the papers were held against the person and are right: a coordinator says so */
};
/* Each of these papers was seen that day, also where another day was noted before. Past the guard of the
 * person's files. ERR_ABSENT "no_such_application"; ERR_INPUT "unknown_document" at "documents", "in_future"
 * at "seen_on", "nothing_said" at "documents"; ERR_DENIED "forbidden" at "checked" (not a
 * coordinator). Takes the file's version; logged "application.papers". */
err application_papers_note(struct work *w, int64_t id, const struct application_papers *in) MUST_CHECK;

#endif
