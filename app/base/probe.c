/* The limits are set by prlimit(1) between us and the program: between fork and exec nothing of ours may run,
 * since other threads may hold any lock. */
#include "base/probe.h"

#include <unistd.h>

#include "base/program.h"

#define ARGUMENTS_MAX 8
#define NOT_FOUND     127 /* prlimit's, as a shell's: what it should run is not there */

static const char *const LIMITS[] = {"/usr/bin/prlimit", "--as=536870912", "--cpu=10", "--core=0",
                                     "--fsize=0"};
#define LIMIT_COUNT (sizeof LIMITS / sizeof LIMITS[0])

err probe_run(const char *const argv[], const void *bytes, size_t n, int *ret_code)
{
    const char *all[LIMIT_COUNT + ARGUMENTS_MAX + 1] = {NULL};
    size_t count = 0;
    int fd;
    err e;

    if (access(argv[0], X_OK) != 0)
        return ERR_ABSENT;
    for (; count < LIMIT_COUNT; count++)
        all[count] = LIMITS[count];
    for (; argv[count - LIMIT_COUNT] && count < LIMIT_COUNT + ARGUMENTS_MAX; count++)
        all[count] = argv[count - LIMIT_COUNT];
    /* In memory and not in a file: what is looked at is sealed on disk. */
    if ((fd = program_bytes(bytes, n)) < 0)
        return ERR_SYSTEM;
    e = program_run(all, fd, -1, NULL, ret_code);
    close(fd);
    if (e)
        return e;
    return *ret_code == NOT_FOUND ? ERR_ABSENT : OK;
}
