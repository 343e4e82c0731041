/* A paper of running text as PDF: A4, a title, headings, lines that are broken at words, the number of each
 * page below. Any Latin or Greek name can stand in it. No date of making is in the file but where a line says
 * it. */
#ifndef RENDER_DOCUMENT_H
#define RENDER_DOCUMENT_H

#include "base/buf.h"
#include "base/err.h"

struct document;

/* footer: stands below each page, before "faqja 3"; lives until document_close. ERR_SYSTEM: no memory. */
err document_open(const char *title, const char *footer, struct document **ret) MUST_CHECK;
/* A heading does not stay alone at the foot of a page. The first fault sticks, and document_close tells it.
 */
void document_heading(struct document *d, const char *text);
/* Begins a new page with that title. */
void document_sheet(struct document *d, const char *title);
/* indent: steps to the right, 0 … 4. */
void document_line(struct document *d, int indent, const char *text);
/* The whole appended to *out; d is done for, whatever the outcome. ERR_SYSTEM: no memory, no font;
 * ERR_CORRUPT: a text that is not UTF-8. */
err document_close(struct document **d, struct buf *out) MUST_CHECK;
void document_drop(struct document **d); /* for CLEANUP */

#endif
