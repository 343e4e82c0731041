/* When an order protects: a pure function of the order's acts. No database, no clock, no allocation. Law
 * 9669/2006 as amended; the README tells what it says and where that is data. */
#ifndef DOMAIN_PROTECTION_H
#define DOMAIN_PROTECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum order_kind { ORDER_UMPMM = 1, ORDER_UMM = 2, ORDER_UM = 4 }; /* bits: rules name sets of kinds */

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
    date start; /* granted: first day in force; else DATE_NONE */
    date end; /* granted, amended, extended: last day; DATE_OPEN without one; DATE_NONE: says nothing of it */
    date effective;              /* terminated, annulled, replaced: first day without protection */
    int64_t other_order;         /* replaced: the order that takes over, 0 otherwise */
    enum appeal_outcome outcome; /* appeal_decided; APPEAL_NONE otherwise */
    int64_t about;               /* appealed, appeal_decided: id of the act appealed; 0: the grant */
    int64_t corrects;            /* corrected: id of that act, 0 otherwise */
    bool voids; /* corrected: the act should never have been recorded; else on, at, start, end, effective and
                   other_order of this correction stand in place of the corrected act's, all of them. A
                   correction of a correction takes its place whole, so it may turn a voiding into values */
};

/* What the acts of one order come to. */
struct protection {
    bool granted;      /* false: no valid grant (voided): never in force */
    date from;         /* first day in force */
    date until;        /* last day in force, DATE_OPEN without end; before `from` when it never was */
    date last_day;     /* last day by its term alone, as if nothing had cut it */
    int64_t from_act;  /* the act (or correction) that says from */
    int64_t until_act; /* the act that says until: grant, amendment, extension, or what cut it */
    bool cut;          /* ended by terminated, annulled or replaced */
    enum act_kind cut_by;
    date final_on; /* the earliest; DATE_NONE: not final */
    date served_on, petitioned_on, appealed_on, extension_requested_on; /* the latest of each, DATE_NONE */
    int64_t granted_at, petitioned_at; /* UTC second, 0 when the hour is not known */
    date granted_on;
    bool extension_pending; /* the latest request for more, by (on, id), has no extension behind it */
};

/* What an act says after its corrections. Of those that name it and are not voided themselves the latest (by
 * id) counts, read after its own corrections. *ret: that value, with the kind of the act and the id of the
 * record that speaks. false: the act is voided. A correction can only name an act recorded before it, so
 * chains end; others are ignored. */
bool act_value(const struct act *acts, size_t count, const struct act *act, struct act *ret);

/* The grant says the first day (where it says none: the day of the decision) and the term (none: open); of
 * several valid grants the first recorded counts. Amendments that speak of an end, and extensions, move the
 * term in the order in which they were decided, then recorded; an extension never shortens it. What
 * terminates, annuls or replaces the order cuts it: the earliest such day counts, of equals the first
 * decided, and the day before it is the last; a cut behind the term, or without a known day, cuts nothing. No
 * other act moves a date: silence, requests and appeals leave protection as it is. Without a valid grant the
 * dates are DATE_NONE. Acts of one order, in any order of the array. */
struct protection protection_of(const struct act *acts, size_t count);

bool protection_in_force(const struct protection *p, date on); /* both ends count */

/* "UMPMM", "UMM", "UM"; "granted", "extension_requested", ... NULL / false when unknown. */
const char *order_kind_name(enum order_kind k);
bool order_kind_parse(const char *name, enum order_kind *ret);
const char *act_kind_name(enum act_kind k);
bool act_kind_parse(const char *name, enum act_kind *ret);
const char *appeal_outcome_name(enum appeal_outcome o); /* "upheld", ...; NULL for APPEAL_NONE */
bool appeal_outcome_parse(const char *name, enum appeal_outcome *ret);

#endif
