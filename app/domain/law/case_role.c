/* The words for what somebody is in a case file. */
#include "domain/law/case_role.h"

#include <stddef.h>
#include <string.h>

const char *case_role_name(enum case_role r)
{
    switch (r) {
    case ROLE_PROTECTED:
        return "protected";
    case ROLE_DEPENDANT:
        return "dependant";
    case ROLE_RESPONDENT:
        return "respondent";
    }
    return NULL;
}

bool case_role_parse(const char *name, enum case_role *ret)
{
    static const enum case_role ALL[] = {ROLE_PROTECTED, ROLE_DEPENDANT, ROLE_RESPONDENT};

    for (size_t i = 0; name && i < sizeof ALL / sizeof ALL[0]; i++) {
        if (!strcmp(name, case_role_name(ALL[i]))) {
            *ret = ALL[i];
            return true;
        }
    }
    return false;
}
