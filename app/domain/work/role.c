/* The names of the roles, as the database and the API write them. "device" and "anyone" are no roles of
 * accounts: role_parse does not give them, so that no row of the database can. */
#include "domain/work/role.h"

#include <string.h>

static const struct {
    enum role role;
    const char *name;
    bool account;
} ROLES[] = {
    {R_COORDINATOR, "coordinator", true},
    {R_AID_OFFICER, "aid_officer", true},
    {R_DIRECTOR, "director", true},
    {R_KINDERGARTEN, "kindergarten", true},
    {R_PARTNER, "partner", true},
    {R_AUDITOR, "auditor", true},
    {R_ADMINISTRATOR, "administrator", true},
    {R_DEVICE, "device", false},
    {R_ANYONE, "anyone", false},
};
#define ROLE_COUNT (sizeof(ROLES) / sizeof(ROLES[0]))

const char *role_name(enum role r)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (ROLES[i].role == r)
            return ROLES[i].name;
    return "unknown";
}

bool role_parse(const char *name, enum role *ret)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        if (!ROLES[i].account || strcmp(ROLES[i].name, name) != 0)
            continue;
        *ret = ROLES[i].role;
        return true;
    }
    return false;
}
