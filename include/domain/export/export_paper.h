/* What a file holds in words and papers, for the export of one person. */
#ifndef DOMAIN_EXPORT_PAPER_H
#define DOMAIN_EXPORT_PAPER_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct json_writer;

/* Whom the export is for, in a file whose guard was passed. */
struct export_reader {
    int64_t case_id, person;
    enum case_role role;
    bool words; /* may read what was confided; otherwise titles and texts are null */
};

/* Each puts one list into the open object. */

/* "documents": papers that came, withdrawn ones as well, without their content: {"title", "type", "size",
 * "added_at", "withdrawn_at"}. Of those that show an order, the ones of orders that name the person; the
 * others, and notes, for the protected person alone: a child's export goes to others than she. */
err export_documents(struct work *w, const struct export_reader *r, struct json_writer *j) MUST_CHECK;
/* "notes": {"text", "written_at", "written_by"}, oldest first. */
err export_notes(struct work *w, const struct export_reader *r, struct json_writer *j) MUST_CHECK;
/* "papers", seen with an application: {"code", "seen_on"}. */
err export_seen_papers(struct work *w, int64_t application, struct json_writer *j) MUST_CHECK;
/* "not_paid", approved runs in which she is named without a payment: {"month", "why"}. */
err export_not_paid(struct work *w, int64_t person, struct json_writer *j) MUST_CHECK;

#endif
