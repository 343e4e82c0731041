/* What was decided or done about an order, as recorded, and as its corrections leave it. Acts are never
 * edited. */
#ifndef DOMAIN_ACT_H
#define DOMAIN_ACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "domain/law/term.h"

enum act_kind {
    ACT_GRANTED,                /* the order itself: start, and end or open */
    ACT_SERVED,                 /* handed to the respondent */
    ACT_PETITIONED,             /* the next order was asked for at the court (starts the court's clock) */
    ACT_FINAL,                  /* "i formës së prerë": on = the day it became final */
    ACT_APPEALED,               /* a flag; does not suspend */
    ACT_AMENDED,                /* conditions changed by the court; end, if given, is the new last day */
    ACT_EXTENSION_REQUESTED,    /* a flag; the order still ends on its last day without a decision */
    ACT_EXTENDED,               /* end = new last day, or open */
    ACT_TERMINATED,             /* effective = first day without protection */
    ACT_ANNULLED,               /* the same, often back to the start */
    ACT_REPLACED,               /* the same; other_order takes over */
    ACT_CORRECTED,              /* replaces what `corrects` says, or voids it */
    ACT_EXTENSION_REFUSED,      /* answers the request before it; moves no date */
    ACT_APPEAL_DECIDED,         /* outcome of the appeal about `about` */
    ACT_PETITION_REFUSED,       /* UMM: the court turned the petition down: effective as for terminated */
    ACT_NOT_CONFIRMED,          /* UMPMM: the court did not confirm it: effective as for terminated */
    ACT_CONFIRMED,              /* UMPMM: the court confirmed it; a flag */
    ACT_REGISTRATION_CORRECTED, /* what the registration says was put right; moves no date */
    ACT_KINDS,
};

/* What the court of appeal made of the act that was appealed. */
enum appeal_outcome { APPEAL_NONE, APPEAL_UPHELD, APPEAL_CHANGED, APPEAL_OVERTURNED };

/* One act as recorded. Acts are never edited: a correction is an act that names the one it corrects. */
struct act {
    int64_t id; /* grows with the time of recording */
    enum act_kind kind;
    date on;    /* day of the decision or event */
    int64_t at; /* UTC second of it when the hour is known, else 0 */
    date start; /* granted: first day in force; extended: first day of what is added, DATE_NONE: no gap */
    date end;   /* granted, amended, extended, appeal_decided (changed): last day; DATE_OPEN without one;
                   DATE_NONE: says nothing of it, or says it as a term */
    struct term term;    /* of the same kinds: the last day as so much time from something; term_given */
    date effective;      /* of a cut (act_cuts): first day without protection, also as an appeal changes it;
                            appeal_decided (overturned): first day on which that act no longer counts;
                            amended, appeal_decided (changed): from when on persons and measures are others */
    int64_t other_order; /* replaced: the order that takes over, 0 otherwise */
    enum appeal_outcome outcome; /* appeal_decided; APPEAL_NONE otherwise */
    int64_t about;               /* appealed, appeal_decided: id of the act appealed; 0: the grant */
    int64_t corrects;            /* corrected: id of that act, 0 otherwise */
    bool voids; /* corrected: the act should never have been recorded; else on, at, start, end, term,
                   effective, other_order, outcome and about of this correction stand in place of the
                   corrected act's, all of them. A correction of a correction takes its place whole, so it may
                   turn a voiding into values */
};

/* What an act says after its corrections. Of those that name it and are not voided themselves the latest (by
 * id) counts, read after its own corrections. *ret: that value, with the kind of the act and the id of the
 * record that speaks. false: the act is voided. A correction can only name an act recorded before it, so
 * chains end; others are ignored. */
bool act_value(const struct act *acts, size_t count, const struct act *act, struct act *ret);

const struct act *act_by_id(const struct act *acts, size_t count, int64_t id); /* NULL: none */

bool act_appealable(enum act_kind k); /* a decision that a court above can speak of: granted, amended,
                                         extended, extension_refused, appeal_decided, and what cuts */
/* Sets of kinds. Those that cut: from a day on there is no protection. */
#define ACT_BIT(kind) (1u << (kind))
#define ACT_CUTS                                                                                             \
    (ACT_BIT(ACT_TERMINATED) | ACT_BIT(ACT_ANNULLED) | ACT_BIT(ACT_REPLACED) |                               \
     ACT_BIT(ACT_PETITION_REFUSED) | ACT_BIT(ACT_NOT_CONFIRMED))
bool act_cuts(enum act_kind k); /* terminated, annulled, replaced, petition_refused, not_confirmed */

/* "granted", "extension_requested", ... NULL / false when unknown. */
const char *act_kind_name(enum act_kind k);
bool act_kind_parse(const char *name, enum act_kind *ret);
const char *appeal_outcome_name(enum appeal_outcome o); /* "upheld", ...; NULL for APPEAL_NONE */
bool appeal_outcome_parse(const char *name, enum appeal_outcome *ret);

#endif
