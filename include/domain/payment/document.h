/* The papers that an application for the payment needs, by dated rules of this municipality, and which of
 * them were seen. */
#ifndef DOMAIN_DOCUMENT_H
#define DOMAIN_DOCUMENT_H

#include "domain/work/work.h"
#include "gen/limits.h"

#define DOCUMENT_TEXT_MAX LIMIT(DocumentRuleNew, text) /* code points */

struct document_rule {
    int64_t id;
    const char *code, *text, *text_en;
    const char *printed, *printed_en; /* neutral words, for paper that leaves the office */
    const char *source;
    date from, until; /* DATE_OPEN */
};
/* Of this municipality, past and to come. */
err document_rule_list(struct work *w, struct document_rule **ret, size_t *ret_count) MUST_CHECK;
/* in->id is not looked at; until DATE_NONE: open. ERR_INPUT at the field ("telling": what is
 * printed says why); ERR_CONFLICT "rule_overlaps": this
 * paper is asked for on some of these days already. */
err document_rule_add(struct work *w, const struct document_rule *in, int64_t *ret_id) MUST_CHECK;
/* The last day it is asked for. ERR_ABSENT "no_document_rule"; ERR_CONFLICT "already_ended". */
err document_rule_end(struct work *w, int64_t id, date until) MUST_CHECK;

struct document {
    const char *code, *text, *text_en, *printed, *printed_en;
    date seen_on; /* DATE_NONE: missing */
};
/* The papers that the rules of its day of filing ask for. */
err document_list(struct work *w, int64_t application, struct document **ret, size_t *ret_count) MUST_CHECK;
/* On which day they were seen. */
struct paper_seen {
    date on;   /* DATE_NONE or 0: today */
    bool anew; /* in place of the day that was noted before; false: that stays */
};
/* Adds to the faults: "unknown_document" at "documents": no rule of the day of filing names it; "in_future"
 * at "seen_on". */
struct faults;
err document_note_check(struct work *w, date filed_on, const char *const *codes, size_t count, date seen_on,
                        struct faults *f) MUST_CHECK;
/* These papers were seen, and document_note_check has found nothing wrong with that. The caller's transaction
 * and log entry. */
err document_note(struct work *w, int64_t application, const char *const *codes, size_t count,
                  struct paper_seen seen) MUST_CHECK;

#endif
