/* Applications for the payment at the economic-aid office: decided, looked up, and their receipt. Filing and
 * withdrawing stand with the other circumstances. */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include "domain/file/person.h"
#include "domain/law/entitlement.h"
#include "domain/payment/document.h"
#include "domain/work/work.h"

enum application_state { /* bits, so that two in one value are no third */
                         APPLICATION_OPEN = 1,
                         APPLICATION_GRANTED = 2,
                         APPLICATION_REFUSED = 4,
                         APPLICATION_INCOMPLETE = 8,
};
/* In place of a table in SQL: applications with `state`, that of the latest decision. */
#define APPLICATION_STATES                                                                                   \
    "(SELECT z.id, z.person_id, z.filed_on, z.withdrawn_on, coalesce((SELECT d.decision FROM "               \
    "application_decision d WHERE d.application_id = z.id ORDER BY d.id DESC LIMIT 1), 'open') AS state "    \
    "FROM application z)"
const char *application_state_name(enum application_state s); /* "open", ... */
unsigned application_state_parse(const char *name);           /* 0: unknown */
unsigned application_decision_parse(const char *name);        /* the same without "open" */

/* ERR_CONFLICT "already_applied": of this person another application than `but` stands, not refused. */
err application_standing_refuse(struct work *w, int64_t person, int64_t but) MUST_CHECK;

struct application_decision_new {
    int64_t version, case_id; /* a file in which the applicant is protected or dependant */
    unsigned decision;        /* one of application_state, not APPLICATION_OPEN */
    const char *reason;       /* sealed; needed to refuse */
    const char **documents;   /* codes of papers seen by now */
    size_t documents_count;
};
/* Appended; the latest counts, so that what is refused or incomplete can be granted later, for the months
 * from the day of filing on. Past the guard of the person's files. ERR_ABSENT "no_such_application": none of
 * that file, or withdrawn; ERR_INPUT "missing" at "reason", "nothing_missing" at "decision" (incomplete,
 * though all papers are seen and no reason is given), "unknown_document"; ERR_CONFLICT "already_decided" (so,
 * for good), "already_applied" (another took its place meanwhile), "was_paid" (refused or incomplete, though
 * approved runs paid months on it: those would all be taken back; it can only be withdrawn from a day on).
 * Warns "documents_missing" when granted without some paper. */
err application_decide(struct work *w, int64_t id, const struct application_decision_new *in) MUST_CHECK;

struct application_decision {
    enum application_state decision;
    date on;
    const char *reason; /* NULL: none */
    const char *by;     /* account; NULL: none */
};

/* Of one application, oldest first; the caller has passed the guard. */
err application_decisions(struct work *w, int64_t id, struct application_decision **ret,
                          size_t *ret_count) MUST_CHECK;

/* One application as the aid office may see it: nothing of the order, the narrative or the safe address. */
struct application_view {
    int64_t id, person, case_id, version;
    const char *file_number, *unit;
    const char *first_name, *father_name, *surname, *nid;
    enum application_state state;
    date filed_on, payable_from, withdrawn_on;
    struct document *documents;
    size_t document_count;
    struct application_decision *decisions; /* oldest first */
    size_t decision_count;
    enum why_not why_not; /* today, as the actor may read it */
    int64_t amount;       /* when entitled */
};
/* Past the guard of the person's files; logged "application.read". ERR_ABSENT "no_such_application". */
err application_read(struct work *w, int64_t id, struct application_view *ret) MUST_CHECK;

struct application_filter {
    unsigned states; /* set; 0: all */
    date month;      /* the first day: payable from this month; DATE_NONE: all */
};
#define APPLICATIONS_MAX 1000
/* Newest first, as many as that, without documents, decisions and today's answer. Persons with a file that is
 * sealed against the actor are left out. Logged "application.list". */
err application_list_all(struct work *w, const struct application_filter *f, struct application_view **ret,
                         size_t *ret_count) MUST_CHECK;

/* Somebody who may apply, with what is needed to write it down. */
struct applicant {
    int64_t person, case_id, version;
    const char *file_number, *unit;
    const char *first_name, *father_name, *surname, *nid;
    int64_t application;          /* the latest not withdrawn; 0: none */
    enum application_state state; /* of that */
};
#define APPLICANTS_MAX 50
/* Living beneficiaries of the payment's rule of today whose name, personal number or file number every word
 * of q begins; never respondents, nobody of a file sealed against the actor. ERR_INPUT "too_short" at "q".
 * Logged "applicant.search". */
err applicant_search(struct work *w, const char *q, struct applicant **ret, size_t *ret_count) MUST_CHECK;

#endif
