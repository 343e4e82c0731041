/* What the aid office decides on an application. Each decision takes the file's version, moves the cards that
 * follow from it, and is logged. */
#ifndef DOMAIN_APPLICATION_DECISION_H
#define DOMAIN_APPLICATION_DECISION_H

#include "domain/law/application_state.h"
#include "domain/work/work.h"

struct application_decision_new {
    int64_t version, case_id;        /* a file in which the applicant is protected or dependant */
    enum application_state decision; /* not APPLICATION_OPEN */
    const char *reason;              /* sealed; needed to refuse */
    const char **documents;          /* codes of papers seen by now */
    size_t documents_count;
    date seen_on; /* of these; DATE_NONE or 0: today */
};
/* Appended; the latest counts, so that what is refused or incomplete can be granted later, for the months
 * from the day of filing on. Past the guard of the person's files. ERR_ABSENT "no_such_application": none of
 * that file, or withdrawn; ERR_INPUT "required" at "reason", "nothing_missing" at "decision" (incomplete,
 * though all papers are seen and no reason is given), "unknown_document"; ERR_CONFLICT "already_decided" (so,
 * for good), "already_applied" (another took its place meanwhile), "was_paid" (refused or incomplete, though
 * approved runs paid months on it: those would all be taken back; it can only be withdrawn from a day on).
 * Warns "documents_missing" when granted without some paper. */
err application_decide(struct work *w, int64_t id, const struct application_decision_new *in) MUST_CHECK;

struct sealed_decision {
    enum application_state decision; /* not APPLICATION_OPEN */
    const char *reason;              /* sealed; needed to refuse, or to call incomplete what has all papers */
};
/* The same for an application of a file that is sealed against the actor (sealed_application.h), whose number
 * alone is known: granted only once a coordinator has checked its papers, ERR_CONFLICT "papers_unchecked" at
 * "decision". ERR_ABSENT "no_such_application": so also where the file is open to the actor. */
err application_decide_sealed(struct work *w, int64_t id, const struct sealed_decision *in) MUST_CHECK;

struct application_decision {
    int64_t id;
    enum application_state decision;
    date on;
    const char *reason; /* NULL: none */
    const char *by;     /* account; NULL: none */
};

/* Of one application, oldest first; the caller has passed the guard. */
err application_decisions(struct work *w, int64_t id, struct application_decision **ret,
                          size_t *ret_count) MUST_CHECK;

#endif
