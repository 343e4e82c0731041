/* Applications as the aid office sees them: one with its papers and decisions, or a list. */
#ifndef DOMAIN_APPLICATION_VIEW_H
#define DOMAIN_APPLICATION_VIEW_H

#include "domain/law/entitlement.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "domain/payment/document.h"
#include "domain/work/work.h"

/* One application as the aid office may see it: nothing of the order, the narrative or the safe address. */
struct application_view {
    int64_t id, person, case_id, version;
    const char *file_number, *unit;
    const char *first_name, *father_name, *surname, *nid;
    enum application_state state;
    APPLICATION_FACTS(FACT_FIELD, )
    date payable_from, withdrawn_on;
    date checked_on; /* a coordinator said that its papers are right; DATE_NONE: none did */
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

#endif
