/* What the server and a device without network say of one card at the same moment. */
#ifndef SUPPORT_TWO_ANSWERS_H
#define SUPPORT_TWO_ANSWERS_H

#include "domain/check/check.h"
#include "support/offline.h"
#include "support/register.h"

struct two_answers {
    struct check server;
    struct offline_check device;
};

/* At r's instant; the device holds the lists of that instant, signed anew where that is due. */
struct two_answers two_answers_ask(struct test_register *r, const char *service, const char *text);

#endif
