/* Case work of a file, for the export of the protected person: what was recorded of her, in words. */
#ifndef DOMAIN_EXPORT_WORK_H
#define DOMAIN_EXPORT_WORK_H

#include "domain/export/export_paper.h"

/* "work" into the open object, oldest first: {"title", "on", "due", "said", "voided", "recorded_at",
 * "recorded_by"}; said: "label: text" each, null to a reader without words. For the protected person alone,
 * as notes; calls are left out unless she called herself: who else did is not hers to read. What was
 * corrected is told as it was, and what stands in its place. */
err export_work(struct work *w, const struct export_reader *r, struct json_writer *j) MUST_CHECK;

#endif
