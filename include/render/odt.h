/* A paper of running text for word processors (OpenDocument 1.2): a title, headings, paragraphs, points of a
 * list. Nothing in it but the text: no name of a writer, no date, no link, no macro. The same text gives the
 * same bytes. */
#ifndef RENDER_ODT_H
#define RENDER_ODT_H

#include "base/buf.h"
#include "base/err.h"

#define ODT_TYPE "application/vnd.oasis.opendocument.text" /* as it is sent */

enum odt_kind { ODT_TITLE, ODT_HEADING, ODT_PARAGRAPH, ODT_POINT };

struct odt; /* the body so far */

/* ERR_SYSTEM: no memory. */
err odt_open(struct odt **ret) MUST_CHECK;
/* text: valid UTF-8 without control characters. The first fault sticks, and odt_close tells it. */
void odt_add(struct odt *o, enum odt_kind kind, const char *text);
/* The whole appended to *out; o is done for, whatever the outcome. ERR_SYSTEM: no memory. */
err odt_close(struct odt **o, struct buf *out) MUST_CHECK;
void odt_drop(struct odt **o); /* for CLEANUP */

#endif
