/* What a task asks of a person, in one sentence. */
#ifndef DOMAIN_TASK_TEXT_H
#define DOMAIN_TASK_TEXT_H

#include <stdbool.h>

#include "domain/deadline.h"

const char *task_text(enum task_kind k, bool english);
const char *card_task_text(bool recall, bool english);

enum notice {
    NOTICE_FILE_OPENED,
    NOTICE_PERSON_EXPORTED,
    NOTICE_ACCOUNT_CHANGED,
    NOTICE_RULE_ENDS,
    NOTICES,
};
const char *notice_name(enum notice n); /* "file_opened", ... */
const char *notice_text(enum notice n, bool english);

#endif
