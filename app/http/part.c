/* What a process may write, by the part it serves. Whoever serves the register holds its keys, and is not
 * limited. */
#include "http/part.h"

#include <stddef.h>

#include "store/grant.h"

#define CHANGES(...)                                                                                         \
    .columns = (const char *const[])                                                                         \
    {                                                                                                        \
        __VA_ARGS__, NULL                                                                                    \
    }

static const struct grant CHECK_GRANTS[] = {
    {"check_count", .insert = true, CHANGES("count")},
    {"check_refusal", .insert = true, CHANGES("count")},
    {"certificate_count", .insert = true, CHANGES("count", "sum")},
    {"device", CHANGES("token_hash", "enrol_hash", "enrol_until", "enrolled_at")}, /* enrolment, once */
    {"sign_in_address", .insert = true, CHANGES("failures", "window_start")},      /* enrolment codes tried */
    /* Insert only: not even this process can change what the log says. */
    {"audit", .insert = true},
    {"sequence", .insert = true, CHANGES("next")}, /* numbers of the log's lines */
    {"check_state", CHANGES("turn")},              /* what triggers note of a device that enrols */
    {"check_owed", .insert = true, CHANGES("turn")},
    {.table = NULL},
};

const struct grant *part_grants(enum app_part part)
{
    return part & APP_REGISTER ? NULL : CHECK_GRANTS;
}
