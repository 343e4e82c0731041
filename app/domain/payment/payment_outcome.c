/* The words of what becomes of payments. */
#include "domain/payment/payment_outcome.h"

#include <stddef.h>
#include <string.h>

const char *payment_outcome_name(enum payment_outcome o)
{
    return o == PAID_OUT ? "paid" : o == PAID_BACK ? "returned" : NULL;
}

bool payment_outcome_parse(const char *name, enum payment_outcome *ret)
{
    for (enum payment_outcome o = PAID_OUT; o <= PAID_BACK; o++)
        if (!strcmp(name, payment_outcome_name(o))) {
            *ret = o;
            return true;
        }
    return false;
}

const char *collector_name(enum collector c)
{
    return c == COLLECTOR_SELF ? "self" : c == COLLECTOR_OTHER ? "other" : NULL;
}

bool collector_parse(const char *name, enum collector *ret)
{
    for (enum collector c = COLLECTOR_SELF; c <= COLLECTOR_OTHER; c++)
        if (!strcmp(name, collector_name(c))) {
            *ret = c;
            return true;
        }
    return false;
}
