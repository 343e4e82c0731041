/* The words for it, as database, API and command line say them. */
#include "domain/upkeep/erasure_what.h"

#include <stddef.h>
#include <string.h>

static const char *const NAMES[] = {[ERASE_PERSON] = "person", [ERASE_FILE] = "file"};

const char *erasure_what_name(enum erasure_what what)
{
    return what == ERASE_PERSON || what == ERASE_FILE ? NAMES[what] : NULL;
}

bool erasure_what_parse(const char *name, enum erasure_what *ret)
{
    for (unsigned i = ERASE_PERSON; i <= ERASE_FILE; i++)
        if (!strcmp(name, NAMES[i])) {
            *ret = (enum erasure_what)i;
            return true;
        }
    return false;
}
