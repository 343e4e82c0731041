/* What a task asks of a person, in one sentence. */
#ifndef DOMAIN_TASK_TEXT_H
#define DOMAIN_TASK_TEXT_H

#include <stdbool.h>

#include "domain/law/deadline.h"

/* In English or else in Albanian, as the texts of cards and notices below. ended: the order protects nobody
 * any more, and the text does not say that it stays in force. */
const char *task_text(enum task_kind k, bool ended, bool english);
enum card_task { CARD_RENEW, CARD_RECALL, CARD_REPRINT };
#define CARD_TASKS (CARD_REPRINT + 1)
const char *card_task_name(enum card_task t); /* "card_renew", ... */
const char *card_task_text(enum card_task t, bool english);

/* Of measures: what a letter meant, and that one ends before its order. */
enum measure_task { MEASURE_MEANT, MEASURE_UNTIL };
#define MEASURE_TASKS (MEASURE_UNTIL + 1)
const char *measure_task_name(enum measure_task t); /* "measure_meant", ... */
const char *measure_task_text(enum measure_task t, bool english);
enum payment_task { PAYMENT_TASK_HOLD, PAYMENT_TASK_COMPLAINT };
#define PAYMENT_TASKS (PAYMENT_TASK_COMPLAINT + 1)
const char *payment_task_name(enum payment_task t); /* "payment_hold" */
const char *payment_task_text(enum payment_task t, bool english);

enum notice {
    NOTICE_FILE_OPENED,
    NOTICE_FILE_REFUSED,
    NOTICE_FILE_ASKED,
    NOTICE_EXPORT_ASKED,
    NOTICE_PERSON_EXPORTED,
    NOTICE_ACCOUNT_CHANGED,
    NOTICE_COLLECTOR_REFUSED,
    NOTICE_PARTNER_ANSWERED,
    NOTICE_FILE_MERGED,
    NOTICE_RULE_ENDS,
    NOTICE_KEYS_OLD,
    NOTICES,
};
const char *notice_name(enum notice n); /* "file_opened", ... */
const char *notice_text(enum notice n, bool english);

#endif
