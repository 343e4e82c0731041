/* Applications for the payment at the economic-aid office: filed, withdrawn, decided, looked up, and their
 * receipt. Each write takes the file's version, moves the cards that follow from it, and is logged. */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include "domain/file/person.h"
#include "domain/law/application_state.h"
#include "domain/law/entitlement.h"
#include "domain/payment/document.h"
#include "domain/work/work.h"

struct application_new {
    int64_t version, case_id, person;
    date filed_on;
    const char **documents; /* codes of the papers that were seen */
    size_t documents_count;
};
/* Not decided yet. ERR_INPUT at "person": "not_in_file", and "not_beneficiary" for a respondent, which
 * coordinators alone are told apart; "deceased". ERR_INPUT "unknown_document" at "documents". ERR_CONFLICT
 * "already_applied": one that was not refused stands already. Warns when filed after the last day of the
 * month to file (it counts for the next). */
err application_file(struct work *w, const struct application_new *in, int64_t *ret_id) MUST_CHECK;
struct application_end {
    int64_t version, case_id; /* a file in which the applicant is protected or dependant */
    date on;                  /* last day it counts, today at the earliest: nobody takes back what is due */
};
/* Past the guard of the person's files. ERR_INPUT "in_past" at "on"; ERR_ABSENT "no_such_application": none
 * of that file, or withdrawn. */
err application_withdraw(struct work *w, int64_t id, const struct application_end *in) MUST_CHECK;

struct application {
    int64_t id, person;
    date filed_on, withdrawn_on; /* DATE_NONE: it counts */
};
err application_list(struct work *w, int64_t person, struct application **ret, size_t *ret_count) MUST_CHECK;

/* ERR_CONFLICT "already_applied": of this person another application than `but` stands, not refused. */
err application_standing_refuse(struct work *w, int64_t person, int64_t but) MUST_CHECK;

struct application_decision_new {
    int64_t version, case_id;        /* a file in which the applicant is protected or dependant */
    enum application_state decision; /* not APPLICATION_OPEN */
    const char *reason;              /* sealed; needed to refuse */
    const char **documents;          /* codes of papers seen by now */
    size_t documents_count;
};
/* Appended; the latest counts, so that what is refused or incomplete can be granted later, for the months
 * from the day of filing on. Past the guard of the person's files. ERR_ABSENT "no_such_application": none of
 * that file, or withdrawn; ERR_INPUT "required" at "reason", "nothing_missing" at "decision" (incomplete,
 * though all papers are seen and no reason is given), "unknown_document"; ERR_CONFLICT "already_decided" (so,
 * for good), "already_applied" (another took its place meanwhile), "was_paid" (refused or incomplete, though
 * approved runs paid months on it: those would all be taken back; it can only be withdrawn from a day on).
 * Warns "documents_missing" when granted without some paper. */
err application_decide(struct work *w, int64_t id, const struct application_decision_new *in) MUST_CHECK;

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
    enum application_state state; /* 0: all */
    date month;                   /* the first day: payable from this month; DATE_NONE: all */
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
