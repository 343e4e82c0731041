/* The clocks of the law, as tasks: a pure function of the orders of one file, the dated legal rules and the
 * instant. A missed deadline never ends protection; it only shows as overdue. */
#ifndef DOMAIN_DEADLINE_H
#define DOMAIN_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "domain/law/legal_number.h"
#include "domain/law/protection.h"

struct filed_order { /* an order as its file sees it */
    int64_t id;
    enum order_kind kind;
    int64_t follows; /* the order it came after, 0: none */
    bool names_minor;
    bool final_matters; /* a benefit rule that held on one of its days asks whether it is final */
    date received_on;   /* its paper, by this office; DATE_NONE: not known */
    date hearing_on;    /* UMM: of the hearing that it calls; before the grant or DATE_NONE: not known */
    date registered_on; /* DATE_NONE: not known */
    struct protection protection;
};

/* Each task lives from the day on which its question is open until somebody records the answer, also when the
 * protection that it is about has ended meanwhile. A void order asks nothing. */
enum task_kind {
    TASK_POLICE_TO_COURT, /* UMPMM: granted + 48 h; until a petition, a confirmation or an outcome */
    TASK_UMM_DECISION,    /* UMPMM: petition (else granted + 48 h) + 24/48 h; until confirmed or an outcome */
    TASK_COPIES,          /* the parties' copies: received, if later than granted, + 24 h; until served, or
                             until the order has ended */
    TASK_HEARING_DAY, /* UMM whose paper names no hearing: when is it? Due when the copies are; until the day
                         is recorded, or an outcome (law 9669/2006, article 19) */
    TASK_HEARING,     /* UMM: the day of the hearing, or granted + 20 days; UMPMM that was confirmed: + 20
                         days; until an outcome */
    TASK_UM_DECISION, /* UMM with a petition recorded: petition + 15 days; until an outcome */
    TASK_APPEAL,      /* UM, UMM where the law lets it be appealed against: the window closes; information,
                         until then, or until an appeal, its outcome or finality */
    TASK_FINALITY,    /* UM past that window, or past an appeal that was decided: record the day it became
                         final; until then, or while an appeal waits. Of an order that has ended only where
                         a benefit hangs on it: rights of past days are paid by it */
    TASK_APPEAL_DECISION,    /* an appeal, about whatever act: + 30 days; until its outcome */
    TASK_EXTENSION_REQUEST,  /* UM: last day to ask for more: end − 15; shown from end − 45 until asked,
                                extended or  ended */
    TASK_EXTENSION_DECISION, /* asked for, not decided: due on its last day; until extended or refused */
    TASK_TERM_EVENT, /* an end that counts from its service or finality: when did that happen? From the
                        decision on, until it is known or a court has ended the order; due when the copies
                        are, or the day behind the appeal's time. It takes the place of TASK_FINALITY */
    TASK_EXPIRY, /* an order with a last day ends within 45 days: due on that day, and over then; UMPMM and
                    UMM only while no order follows */
    TASK_KINDS,
};
const char *task_kind_name(enum task_kind k);

struct deadline {
    enum task_kind kind;
    int64_t order;
    date due_on;    /* civil day */
    int64_t due_at; /* UTC second by which; for clocks in days the last second of due_on */
    bool hours;     /* a clock in hours: show the time */
    bool overdue;   /* due_at < now */
    bool ended;     /* the order protects nobody any more: asked all the same */
    int stage;      /* expiry and extension request: 45, 30 or 15, the reminder reached; 0 else */
};

/* A clock takes the law's number of the day on which it starts, a reminder that of today; where the law has
 * no such number the clock does not run. An outcome of a police or immediate order is what ended it, or an
 * order that follows: another valid one of the file that names it in `follows` and starts when it has ended,
 * also when that has still to begin; one that names fewer persons only stands beside it and closes no clock.
 * The last day that was typed for such an order is no outcome: it lasts until the court decides. What a court
 * has cut short is not asked to be prolonged.
 *
 * An order that had ended history_days before it was registered is history, brought in with an old list: it
 * asks only what somebody has recorded as a question, an extension or an appeal. */

/* What is open at `now`, in order of due_at: a police order stays in force until the court has decided,
 * however late. Where only the day is known, clocks in hours start at the end of that day, so that nothing
 * shows overdue too early. */
err deadline_open(const struct filed_order *orders, size_t count, const struct legal_rule *rules,
                  size_t rule_count, int64_t now, struct arena *a, struct deadline **ret,
                  size_t *ret_count) MUST_CHECK;

#endif
