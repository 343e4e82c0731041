/* The moment in a checkpoint at which SQLite's fault of the log strikes (store/checkpoint.h): the log's head
 * is read, and nothing has been carried over yet. The unix file system of SQLite, wrapped: it calls the test
 * there, which commits something, or sleeps. (It is where SQLite drops what it had mapped, because another
 * handle has written since this one last looked.) */
#ifndef SUPPORT_DANGEROUS_MOMENT_H
#define SUPPORT_DANGEROUS_MOMENT_H

/* For all handles opened afterwards in this process; once. then: called at each such moment, and when a
 * reader begins after somebody else's commit; NULL: nothing. */
void dangerous_moments(void);
void dangerous_moment_set(void (*then)(void *context), void *context);

#endif
