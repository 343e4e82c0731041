/* When an order protects: a pure function of the order's acts. No database, no clock, no allocation. Law
 * 9669/2006 as amended; the README tells what it says and where that is data. */
#ifndef DOMAIN_PROTECTION_H
#define DOMAIN_PROTECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "domain/law/act.h"
#include "domain/law/order_kind.h"
#include "domain/law/term.h"

/* Days between the first and the last on which the order did not protect. */
struct protection_gap {
    date from, until;
    bool cut; /* a court had ended it, and it was put back; else its term had run out, and it was extended
                 later */
};
#define PROTECTION_GAPS 6 /* further ones count as protected: room never takes days away */

/* From the day on which more was asked for to that of the court's answer, both included. */
struct protection_wait {
    date from, until; /* until DATE_OPEN: not answered yet */
    int64_t act;      /* the request, or the correction that speaks for it */
};
#define PROTECTION_WAITS 4 /* the latest */

/* What the acts of one order come to. */
struct protection {
    bool granted;           /* false: no valid grant (voided): never in force */
    date from;              /* first day in force */
    date until;             /* last day in force, DATE_OPEN without end; before `from` when it never was */
    date last_day;          /* last day by its term alone, as if nothing had cut it */
    struct counted counted; /* where the act that says last_day gives a term instead of a day: until the event
                               is known, last_day is DATE_OPEN */
    int64_t from_act;       /* the act (or correction) that says from */
    int64_t until_act;      /* the act that says until: grant, amendment, extension, or what cut it */
    bool cut;               /* ended by a court or by the order that takes over, not by its term */
    enum act_kind cut_by;
    bool settled; /* a court, or the order that takes over, has spoken of its end, also where its term was
                     over by then */
    struct protection_gap gaps[PROTECTION_GAPS]; /* in order, within from and until */
    size_t gap_count;
    struct protection_wait waits[PROTECTION_WAITS]; /* in order; the last may be open */
    size_t wait_count;
    date final_on;      /* the earliest; DATE_NONE: not final */
    date final_last_on; /* the latest */
    date served_on, petitioned_on, confirmed_on, extension_requested_on; /* the latest of each, DATE_NONE */
    date appeal_on;         /* the oldest appeal without an outcome, whatever it is about; DATE_NONE: none */
    date appeal_decided_on; /* the latest outcome of an appeal about the grant that left it standing */
    int64_t granted_at, petitioned_at; /* UTC second, 0 when the hour is not known */
    date granted_on;
    bool extension_pending; /* more was asked for, and the court has not answered */
};

/* The grant says the first day (where it says none: the day of the decision) and the term (none: open); of
 * several valid grants the first recorded counts. Amendments and changes on appeal that speak of an end, and
 * extensions, move the term in the order in which they were decided, then recorded; an extension never
 * shortens it. Each may say a term instead of a day: then the end is open until the day is known from which
 * that counts (term_count.h). One that says a first day behind the end so far leaves the days between without
 * protection. What ends the order (act_cuts) cuts it: the earliest such day counts, of equals the first
 * decided, and the day before it is the last; a cut behind the term, or without a known day, cuts nothing. No
 * other act moves a date: silence, requests and appeals leave protection as it is.
 *
 * What an appeal overturns no longer counts from the day `effective` on, as if it had never been recorded:
 * what stood before it stands again, and days before that one stay as they were lived. The grant, overturned,
 * is cut on that day. An appeal that changes a cut moves it, for the days from its decision on. A court above
 * may overturn or change such a decision in turn; of two appeals the earlier recorded cannot be about the
 * later.
 *
 * A request for more waits for the first extension, or refusal, decided on its day or later. An appeal waits
 * for an outcome about the same act, of its day or later.
 *
 * Without a valid grant the dates are DATE_NONE. Acts of one order, in any order of the array. */
struct protection protection_of(const struct act *acts, size_t count);

/* It has no last day because what its term counts from is not known yet, and no court has ended it. */
bool protection_end_waits(const struct protection *p);
bool protection_in_force(const struct protection *p, date on); /* both ends count */
/* The last day in force before `on`, where the order has begun by then; DATE_NONE: it has not, or is in
 * force. *ret_cut: it was not its term that ended it. */
date protection_ended(const struct protection *p, date on, bool *ret_cut);
/* The request for more that waits on that day, by its act; 0: none. */
int64_t protection_awaits(const struct protection *p, date on);

#endif
