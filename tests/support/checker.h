/* A device that takes its token at the door, and the register that learns of it. */
#ifndef SUPPORT_CHECKER_H
#define SUPPORT_CHECKER_H

#include "domain/check/checker.h"
#include "domain/office/device.h"
#include "support/register.h"

/* Errors as checker_enrol; the problem stands in r->work. */
err checker_take(struct test_register *r, const char *code, struct checker *ret,
                 char ret_token[CHECKER_TOKEN_TEXT]);

#endif
