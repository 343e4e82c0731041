/* The numbers of the law and of the register, as dated data: how many days, hours or months held on which
 * day. */
#ifndef DOMAIN_LEGAL_NUMBER_H
#define DOMAIN_LEGAL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

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
    LEGAL_DEVICE_MINUTE_CHECKS,   /* 30: questions of one device in a minute (check/asking_limit.h) */
    LEGAL_DEVICE_DAY_CHECKS,      /* 1000 on one day */
    LEGAL_APPLICATION_GAP_DAYS, /* 30: without order, over which an application reaches (application_gap.h) */
    LEGAL_APPLICATION_DAY_SHIFT, /* 1: where that day is no working day, the next one is meant */
    LEGAL_PENDING_DAYS,          /* 0: exemptions behind the end while more is asked for (entitlement.h) */
    LEGAL_UMM_APPEAL_DAYS,       /* 0 since 2018: to appeal against an UMM */
    LEGAL_APPEAL_REVIEW_DAYS,    /* 30: behind an appeal, to ask how it ended */
    LEGAL_HISTORY_DAYS,          /* 90: an order that ended so long before it was registered asks nothing */
    LEGAL_START_MONTHS,          /* 12: behind the decision, beyond which a first day is asked about */
    LEGAL_PAYS_BY_POST,          /* 0: whoever asks for it is paid by post (payment_way.h) */
    LEGAL_PAYS_BY_BANK,          /* 0: so, by a bank */
    LEGAL_REFERRAL_URGENT_DAYS,  /* 1: within which an urgent referral is answered, or asked after */
    LEGAL_REFERRAL_SOON_DAYS,    /* 7: so, one within the week */
    LEGAL_REFERRAL_USUAL_DAYS,   /* 30: so, a usual one */
    LEGAL_ASSESSMENT_VERY_HIGH_DAYS, /* 3: to the next assessment of danger, by its level (assessment.h) */
    LEGAL_ASSESSMENT_HIGH_DAYS,      /* 7 */
    LEGAL_ASSESSMENT_MEDIUM_DAYS,    /* 30 */
    LEGAL_ASSESSMENT_LOW_DAYS,       /* 60 */
    LEGAL_MEETING_NAMES,             /* 1: names stand in the pack of a meeting; 0: numbers of files alone */
    LEGAL_NUMBERS,
};
const char *legal_number_name(enum legal_number n); /* "police_to_court_hours", ... */
bool legal_number_parse(const char *name, enum legal_number *ret);

enum legal_unit { /* what a number counts */
                  LEGAL_HOURS,
                  LEGAL_DAYS,
                  LEGAL_MONTHS,
                  LEGAL_MONTH_DAY, /* the number of a day within a month */
                  LEGAL_TIMES,
                  LEGAL_SWITCH, /* 1 yes, 0 no */
};
const char *legal_unit_name(enum legal_unit u); /* "hours", ... */

struct legal_bounds {
    enum legal_unit unit;
    int64_t least, most; /* what an administrator may set it to */
};
struct legal_bounds legal_number_bounds(enum legal_number n);

struct legal_rule {
    enum legal_number number;
    int64_t value;
    date from, until;
    const char *source; /* "ligji 9669/2006, neni 19" */
};
/* The value on that day: of the rules valid then, else of those that had begun, the one that began last;
 * where none had, of the one to begin first. 0: there is none of that number. */
int64_t legal_value(const struct legal_rule *rules, size_t count, enum legal_number n, date on);

#endif
