/* The parts of the program, and the one place that says what each process may write. */
#ifndef HTTP_PART_H
#define HTTP_PART_H

struct grant;

enum app_part { APP_CHECK = 1, APP_REGISTER = 2, APP_BOTH = 3 };

/* NULL: all tables. A process that serves checks alone stands nearest to the street: it counts, lets devices
 * enrol, and writes down that they did. */
const struct grant *part_grants(enum app_part part);

#endif
