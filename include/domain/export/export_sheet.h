/* A person's export as a paper that she can read: it hears each thing that goes into the JSON and says the
 * same in Albanian, so that neither has what the other lacks. */
#ifndef DOMAIN_EXPORT_SHEET_H
#define DOMAIN_EXPORT_SHEET_H

#include "base/json_writer.h"
#include "domain/work/work.h"
#include "gen/limits.h"

struct buf;

/* Who asked, and how it was known that she was who she said; both short and in somebody's words. */
#define ASKING_MAX LIMIT(PersonExportRequest, asker) /* code points */
struct export_asking {
    const char *asker, *identified, *handed_by; /* handed_by NULL: the actor */
};

struct export_sheet;
err export_sheet_open(struct work *w, const struct export_asking *a, struct export_sheet **ret) MUST_CHECK;
/* For the writer of the export: lives as long as the sheet. */
const struct json_listener *export_sheet_listener(struct export_sheet *s);
/* The PDF appended to *out; s is done for. */
err export_sheet_close(struct export_sheet **s, struct buf *out) MUST_CHECK;
void export_sheet_drop(struct export_sheet **s); /* for CLEANUP */

#endif
