/* Cards: issued for a person and services among what she is entitled to, drawn, revoked, replaced; and the
 * projection that a check reads, kept in step with the orders. */
#ifndef DOMAIN_CARD_H
#define DOMAIN_CARD_H

#include <stdbool.h>

#include "base/buf.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"
#include "token/card_token.h"

enum card_end { CARD_REVOKED = 1, CARD_LOST, CARD_REPLACED, CARD_COMPROMISED };
const char *card_end_name(enum card_end why); /* "revoked", "lost", "replaced", "compromised" */
bool card_end_parse(const char *name, enum card_end *ret);

struct card_new {
    int64_t version; /* of the person's file as the caller saw it; 0: do not compare (command line, bulk) */
    int64_t case_id; /* the file it is issued from; the person must stand in it */
    int64_t person;
    unsigned services; /* mask of enum card_service; each must be granted today or from a later day on */
    bool no_hint;      /* the holder prefers none */
};

struct card_span { /* one row of the projection */
    enum service service;
    date from, until; /* until DATE_OPEN: as long as the order stands */
};

struct card {
    int64_t id, person, issued_at, revoked_at;
    char number[CARD_NUMBER_TEXT]; /* with hyphens */
    unsigned services;
    date issued_on, exp_day, closed_on;
    int64_t list, index;
    bool bit;
    const char *revoked_why, *flag, *replaced_by; /* NULL when not */
    struct card_span *spans;
    size_t span_count;
    const char *text; /* "BK1…"; only where asked for */
};

/* Past the guard of all the person's files, as all that follows but card_issue_missing and the refreshing.
 * ERR_INPUT "services": not entitled, with the why_not of the first that fails in the detail; "person": not
 * in the file. Signs, stores, draws an index; logged "card.issue". */
err card_issue(struct work *w, const struct card_new *in, struct card *ret) MUST_CHECK;

/* For everybody protected or dependant who has no card that is still good: those of the services that the
 * person is entitled to; others are passed over. In batches, a transaction each; *ret_count = issued.
 * ERR_INPUT "unknown_service". */
typedef void card_progress(void *context, size_t done, size_t total);
err card_issue_missing(struct work *w, unsigned services, card_progress *progress, void *context,
                       size_t *ret_count) MUST_CHECK;

/* By printed number, any spelling. Logged "card.read". ERR_ABSENT. */
err card_read(struct work *w, const char *number, bool with_text, struct card *ret) MUST_CHECK;
err card_list(struct work *w, int64_t person, struct card **ret,
              size_t *ret_count) MUST_CHECK; /* newest first; logged "card.list" */

/* Revoked at once, its bit set and the list signed again in the same transaction. ERR_CONFLICT
 * "already_revoked". */
err card_revoke(struct work *w, const char *number, enum card_end why) MUST_CHECK;
/* A new card for the same person and those of its services that still hold; the old one is revoked as
 * replaced. */
err card_replace(struct work *w, const char *number, struct card *ret) MUST_CHECK;
/* Revoke, issue anew, mark the safe channel unsafe: one transaction. Where nothing holds any more that a new
 * card could carry, the old one goes all the same: ret->id is 0 then, with a warning "no_new_card". */
err card_compromised(struct work *w, const char *number, struct card *ret) MUST_CHECK;

enum card_format { CARD_SVG, CARD_PNG, CARD_PDF };
/* As printed. Logged "card.print". ERR_CONFLICT "revoked" for a revoked card. */
err card_draw(struct work *w, const char *number, enum card_format format, struct buf *ret) MUST_CHECK;

/* All cards of a file that are good today, on sheets of A4 as PDF. Each logged "card.print". ERR_ABSENT
 * "no_card" where there is none. */
err card_draw_case(struct work *w, int64_t case_id, struct buf *ret) MUST_CHECK;

/* Bring the projections of one person's cards (card_service, bit, closed_on, flag; kindergarten_child) in
 * step with what the acts and rules say now, and sign the status lists whose bits changed. Call it in the
 * transaction of whatever changed: an act, a stay, an enrolment, a rule. Cards: spans within the card's life,
 * that is from issued_on to issued_on + 12 months. bit = revoked, or nothing left from today on and the last
 * span ends before exp_day. closed_on = the first day it is good for nothing any more, if that is today or
 * earlier. flag = shortened when the last span ends before exp_day, extended when the right goes on later,
 * though it be past the card's life, until it is over. The result depends on the day, not on the days
 * between: catching up gives the same. */
err card_refresh(struct work *w, int64_t person) MUST_CHECK;
/* The same for everybody with an open card or an enrolment: a changed rule, or midnight. */
err card_refresh_all(struct work *w, int64_t *ret_persons) MUST_CHECK;

#endif
