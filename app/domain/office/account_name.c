/* Names of accounts: one spelling each, so that nobody signs in beside the account that was meant. */
#include "domain/office/account_name.h"

#include <string.h>

#include "base/text.h"

/* The log writes these as names of actors that have no account. */
static const char *const RESERVED[] = {"system", "anyone", "device"};

bool account_name_fold(const char *typed, char ret[ACCOUNT_NAME_TEXT])
{
    size_t n;

    text_fold(typed, ret, ACCOUNT_NAME_TEXT);
    n = strlen(ret);
    for (size_t i = 0; i < sizeof(RESERVED) / sizeof(RESERVED[0]); i++)
        if (!strcmp(ret, RESERVED[i]))
            return false;
    return n >= ACCOUNT_NAME_MIN && n <= ACCOUNT_NAME_MAX && ret[0] >= 'a' && ret[0] <= 'z' &&
           strspn(ret, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == n;
}
