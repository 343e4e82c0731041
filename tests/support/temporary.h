/* A folder of one test below TMPDIR, which tests/run.sh lays into memory: a database that waits for a disk at
 * each commit makes a test wait, and says nothing of the program. */
#ifndef SUPPORT_TEMPORARY_H
#define SUPPORT_TEMPORARY_H

#define TEMPORARY_PATH 64 /* bytes, with the NUL */

/* Fails the test when it cannot be made. */
void temporary_make(char ret[TEMPORARY_PATH]);
/* A new one, with all that lies in dir as it lies there: no file there may be open for writing. */
void temporary_copy(const char *dir, char ret[TEMPORARY_PATH]);
/* With all that lies in it. */
void temporary_remove(const char *dir);

#endif
