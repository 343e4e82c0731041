/* Applications of files that are sealed against the aid office: a number, days, the ticks of the papers, and
 * what was decided. Nothing says whose it is, so the office can decide on it: the coordinator has held the
 * papers against the person, and says that they are right. */
#ifndef DOMAIN_SEALED_APPLICATION_H
#define DOMAIN_SEALED_APPLICATION_H

#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "domain/payment/application_view.h"

struct sealed_application {
    int64_t id;
    enum application_state state;
    APPLICATION_FACTS(FACT_FIELD, )
    date payable_from, withdrawn_on;
    date checked_on; /* DATE_NONE: no coordinator has checked its papers */
    struct document *documents;
    size_t document_count;
    struct application_decision *decisions; /* oldest first; without reason and account */
    size_t decision_count;
};
/* Newest first, without documents and decisions, at most APPLICATIONS_MAX: those that application_list_all
 * leaves out. Logged "application.list". */
err sealed_application_list(struct work *w, const struct application_filter *f,
                            struct sealed_application **ret, size_t *ret_count) MUST_CHECK;
/* ERR_ABSENT "no_such_application": none, or of a file that is open to the actor. Logged
 * "application.read_sealed". */
err sealed_application_read(struct work *w, int64_t id, struct sealed_application *ret) MUST_CHECK;

#endif
