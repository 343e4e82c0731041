/* The parts of the program. */
#ifndef HTTP_PART_H
#define HTTP_PART_H

/* A process that serves checks alone stands nearest to the street: it has check.db, and nothing of the
 * register. */
enum app_part { APP_CHECK = 1, APP_REGISTER = 2, APP_BOTH = 3 };

#endif
