/* What a file holds in words and papers, for the export of one person. */
#ifndef DOMAIN_EXPORT_PAPER_H
#define DOMAIN_EXPORT_PAPER_H

#include <jansson.h>

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

/* Whom the export is for, in a file whose guard was passed. */
struct export_reader {
    int64_t case_id, person;
    enum case_role role;
    bool words; /* may read what was confided; otherwise titles and texts are null */
};

/* Papers that came, withdrawn ones as well, without their content: {"title", "type", "size", "added_at",
 * "withdrawn_at"}, appended to list. Of those that show an order, the ones of orders that name the person;
 * the others, and notes, for the protected person alone: a child's export goes to others than she. */
err export_documents(struct work *w, const struct export_reader *r, json_t *list) MUST_CHECK;
/* {"text", "written_at", "written_by"}, oldest first. */
err export_notes(struct work *w, const struct export_reader *r, json_t *list) MUST_CHECK;

/* Papers that were seen with an application: {"code", "seen_on"}. */
err export_seen_papers(struct work *w, int64_t application, json_t *list) MUST_CHECK;
/* Approved runs in which she is named without a payment: {"month", "why"}. */
err export_not_paid(struct work *w, int64_t person, json_t *list) MUST_CHECK;

#endif
