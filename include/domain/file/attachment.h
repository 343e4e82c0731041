/* Scanned papers of a file: first a title, then the content that belongs to it, both sealed. */
#ifndef DOMAIN_ATTACHMENT_H
#define DOMAIN_ATTACHMENT_H

#include "base/buf.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define ATTACHMENT_TITLE_MAX LIMIT(AttachmentNew, title) /* code points */
#define ATTACHMENT_SIZE_MAX  (10 * 1024 * 1024)          /* bytes */
#define ATTACHMENT_WAIT      (24 * 3600) /* seconds: a title whose content never comes is forgotten then */

struct attachment_new {
    int64_t version;
    int64_t order; /* which it shows, of the same file; 0: none */
    const char *title;
};

struct attachment {
    int64_t id, case_id, order, size, added_at, withdrawn_at; /* withdrawn_at 0: it stands */
    int64_t scanned_at; /* a scanner looked then and found no virus; 0: nobody did */
    const char *title, *added_by;
    const char *type; /* NULL: its content has not come yet */
};

/* All past the guard of the file. ERR_INPUT "required", "bad_text", "too_long" at "title"; "other_file" at
 * "order". Logged "attachment.register". */
err attachment_register(struct work *w, int64_t case_id, const struct attachment_new *in,
                        int64_t *ret_id) MUST_CHECK;
/* Its content, once: the same again is no error. A picture is kept without what its camera wrote beside it
 * (render/bare_jpeg.h, render/bare_png.h), a PDF as it is. type: one of "application/pdf", "image/jpeg",
 * "image/png"; ERR_INPUT "unknown_media_type"; "empty"; "not_of_its_type" where the first bytes say
 * otherwise; "not_readable" where a library that reads such files cannot, or a picture's parts are cut off;
 * "infected" where the scanner at w->virus_socket knows it. Warns "not_looked_at" where there is nothing to
 * read a PDF with. Takes its transaction itself, behind the looking. ERR_LIMIT "body_too_large"; ERR_CONFLICT
 * "has_content", "withdrawn". Logged "attachment.store". */
err attachment_store(struct work *w, int64_t id, const char *type, const void *bytes, size_t n) MUST_CHECK;
/* Withdrawn ones as well, oldest first. Logged "attachment.list". */
err attachment_list(struct work *w, int64_t case_id, struct attachment **ret, size_t *ret_count) MUST_CHECK;
/* The content, appended to *ret_bytes. ERR_ABSENT "no_such_attachment", also before its content has come;
 * ERR_CONFLICT "withdrawn". Logged "attachment.read". */
err attachment_read(struct work *w, int64_t id, struct attachment *ret, struct buf *ret_bytes) MUST_CHECK;
/* Out of the file, yet kept: marked. ERR_CONFLICT "withdrawn". Logged "attachment.withdraw". */
err attachment_withdraw(struct work *w, int64_t id, int64_t version) MUST_CHECK;
/* Forgets titles whose content never came; part of midnight work. */
err attachment_sweep(struct work *w) MUST_CHECK;

#endif
