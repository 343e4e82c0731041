/* The strength of passwords by Debian's zxcvbn, whose word lists are English; what is said first in this
 * country is given to it with the caller's words. */
#include "crypto/strength.h"

#include <stdbool.h>
#include <stddef.h>
#include <zxcvbn.h>

/* zxcvbn marks a part that stands there several times. */
static bool repeated(const ZxcMatch_t *m)
{
    return m && ((int)m->Type & (int)MULTIPLE_MATCH) && !m->Next;
}

static bool has(const ZxcMatch_t *m, int first, int last)
{
    for (; m; m = m->Next) {
        int kind = (int)m->Type & ~(int)MULTIPLE_MATCH;

        if (kind >= first && kind <= last)
            return true;
    }
    return false;
}

enum strength_fault strength_fault(const char *password, const char *const *words)
{
    ZxcMatch_t *parts = NULL;
    enum strength_fault fault = STRENGTH_COMMON;

    /* It only reads the words; its prototype is older than const. */
    if (ZxcvbnMatch(password, (const char **)words, &parts) >= STRENGTH_BITS)
        fault = STRENGTH_GOOD;
    else if (has(parts, USER_MATCH, USER_LEET_MATCH))
        fault = STRENGTH_NAMES;
    else if (has(parts, REPEATS_MATCH, YEAR_MATCH) || repeated(parts))
        fault = STRENGTH_PATTERN;
    ZxcvbnFreeInfo(parts);
    return fault;
}
