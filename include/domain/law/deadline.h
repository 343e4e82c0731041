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
#include "domain/law/protection.h"

/* Numbers of law 9669/2006 as amended, each with the days for which it held: db/002_rules.sql has them and
 * their sources. What stands beside them here is the number today. */
enum legal_number {
    LEGAL_POLICE_TO_COURT_HOURS,  /* 48 */
    LEGAL_UMM_DECISION_HOURS,     /* 48 */
    LEGAL_UMM_MINOR_HOURS,        /* 24 */
    LEGAL_HEARING_DAYS,           /* 20 */
    LEGAL_UM_DECISION_DAYS,       /* 15 */
    LEGAL_COPIES_HOURS,           /* 24 */
    LEGAL_APPEAL_DAYS,            /* 15 */
    LEGAL_UM_MONTHS,              /* 12 */
    LEGAL_EXTENSION_DAYS,         /* 15 before the end */
    LEGAL_REMINDER_DAYS,          /* 45 before the end */
    LEGAL_REMINDER_AGAIN_DAYS,    /* 30 before the end */
    LEGAL_CARD_OPEN_DAYS,         /* 30: life of a card without fixed end */
    LEGAL_CARD_MONTHS,            /* 12: life of any card */
    LEGAL_APPLICATION_DAY,        /* 10: last day of a month to file for that month (VKM 597/2019) */
    LEGAL_SEALED_QUESTIONS,       /* 10 a day and account: answers that tell of sealed files */
    LEGAL_FIRST_PASSWORD_DAYS,    /* 7: how long a password that was given lets in (office/session.h) */
    LEGAL_PERSON_EXPORTS,         /* 5 a day and auditor */
    LEGAL_FILES_HOUR_COORDINATOR, /* 120: files opened in an hour by one account */
    LEGAL_FILES_HOUR_OTHERS,      /* 60: of any other role */
    LEGAL_RETENTION_MONTHS,       /* 60: how long a file is kept after its last order and payment */
    LEGAL_KEY_ROTATION_MONTHS,    /* 24: how old a key may become */
    LEGAL_DEVICE_UNSEEN_DAYS,     /* 120: without use, after which a device ends (office/device_life.h) */
    LEGAL_DEVICE_DAYS,            /* 730: age at which it ends */
    LEGAL_DEVICE_NOTICE_DAYS,     /* 21 before its end */
    LEGAL_NUMBERS,
};
const char *legal_number_name(enum legal_number n); /* "police_to_court_hours", ... */
bool legal_number_parse(const char *name, enum legal_number *ret);

struct legal_rule {
    enum legal_number number;
    int64_t value;
    date from, until;
    const char *source; /* "ligji 9669/2006, neni 19" */
};
/* The value on that day: of the rules valid then, else of those that had begun, the one that began last;
 * where none had, of the one to begin first. 0: there is none of that number. */
int64_t legal_value(const struct legal_rule *rules, size_t count, enum legal_number n, date on);

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
