/* The names of the sections, as the API writes them. */
#include "domain/task/task_section.h"

#include <stddef.h>
#include <string.h>

static const char *const SECTIONS[TASK_SECTIONS + 1] = {
    [SECTION_NOTICES] = "notices", [SECTION_CARDS] = "cards", [SECTION_OVERDUE] = "overdue",
    [SECTION_HOURS] = "hours",     [SECTION_MONTH] = "month", [SECTION_DAYS] = "days",
};

const char *task_section_name(enum task_section s)
{
    return s >= SECTION_NOTICES && s <= TASK_SECTIONS ? SECTIONS[s] : NULL;
}

bool task_section_parse(const char *name, enum task_section *ret)
{
    for (enum task_section s = SECTION_NOTICES; name && s <= TASK_SECTIONS; s++)
        if (!strcmp(name, SECTIONS[s])) {
            *ret = s;
            return true;
        }
    return false;
}
