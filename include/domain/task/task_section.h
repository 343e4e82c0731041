/* The sections of the page of the day. */
#ifndef DOMAIN_TASK_SECTION_H
#define DOMAIN_TASK_SECTION_H

#include <stdbool.h>

/* Where a task stands on the page of the day: in the first of these that takes it. */
enum task_section {
    SECTION_NOTICES = 1, /* what coordinators are to know of */
    SECTION_CARDS,
    SECTION_OVERDUE,
    SECTION_HOURS, /* clocks in hours */
    SECTION_MONTH, /* orders that end this month */
    SECTION_DAYS,  /* all others */
};
#define TASK_SECTIONS SECTION_DAYS
/* "notices", "cards", "overdue", "hours", "month", "days"; NULL: no such section. */
const char *task_section_name(enum task_section s);
bool task_section_parse(const char *name, enum task_section *ret);

#endif
