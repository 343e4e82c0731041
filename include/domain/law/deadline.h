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
    struct protection protection;
};

enum task_kind {
    TASK_POLICE_TO_COURT,    /* UMPMM without petition or successor: granted + 48 h */
    TASK_UMM_DECISION,       /* UMPMM: petition (else granted + 48 h) + 24/48 h, until an order follows */
    TASK_COPIES,             /* order not yet served: granted + 24 h */
    TASK_HEARING,            /* UMM in force: granted + 20 days: what did the court decide? */
    TASK_UM_DECISION,        /* UMM with a petition recorded: petition + 15 days, until an order follows */
    TASK_APPEAL,             /* UM: the window to appeal closes: granted + 15 days; information, until then */
    TASK_FINALITY,           /* UM past that window, not final, not appealed: record the day it became final;
                                due the day after the window */
    TASK_EXTENSION_REQUEST,  /* UM: last day to ask for more: end − 15; shown from end − 45 until asked or
                                extended */
    TASK_EXTENSION_DECISION, /* asked for, not decided: due on its last day */
    TASK_EXPIRY,             /* an order with a last day ends within 45 days: due on that day; UMPMM and UMM
                                only while no order follows */
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
    int stage;      /* expiry and extension request: 45, 30 or 15, the reminder reached; 0 else */
};

/* A clock takes the law's number of the day on which it starts, a reminder that of today; where the law has
 * no such number the clock does not run. An order is followed by another valid one of the file that names it
 * in `follows` and starts when it has ended; one that names fewer persons only stands beside it and closes no
 * clock. What a court has cut short is not asked to be prolonged. */

/* What is open at `now`, in order of due_at, for orders in force: a police order stays so until the court has
 * decided, however late. Where only the day is known, clocks in hours start at the end of that day, so that
 * nothing shows overdue too early. */
err deadline_open(const struct filed_order *orders, size_t count, const struct legal_rule *rules,
                  size_t rule_count, int64_t now, struct arena *a, struct deadline **ret,
                  size_t *ret_count) MUST_CHECK;

#endif
