/* The limits are set by prlimit(1) between us and the program: between fork and exec nothing of ours may run,
 * since other threads may hold any lock. */
#include "base/probe.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 8
#define NOT_FOUND     127 /* prlimit's, as a shell's: what it should run is not there */

static const char *const LIMITS[] = {"/usr/bin/prlimit", "--as=536870912", "--cpu=10", "--core=0",
                                     "--fsize=0"};
#define LIMIT_COUNT (sizeof LIMITS / sizeof LIMITS[0])

/* -1: no memory. In memory and not in a file: what is looked at is sealed on disk. */
static int bytes_open(const void *bytes, size_t n)
{
    int fd = memfd_create("probe", MFD_CLOEXEC);
    size_t done = 0;
    ssize_t some = 1;

    while (fd >= 0 && done < n && (some = write(fd, (const char *)bytes + done, n - done)) > 0)
        done += (size_t)some;
    if (fd >= 0 && (done < n || lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* 0, or an errno. */
static int child_start(int fd, const char *const argv[], pid_t *ret)
{
    static char *const NO_ENVIRONMENT[] = {NULL};
    const char *all[LIMIT_COUNT + ARGUMENTS_MAX + 1] = {NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    size_t count = 0;
    int e;

    for (; count < LIMIT_COUNT; count++)
        all[count] = LIMITS[count];
    for (; argv[count - LIMIT_COUNT] && count < LIMIT_COUNT + ARGUMENTS_MAX; count++)
        all[count] = argv[count - LIMIT_COUNT];
    sigemptyset(&none);
    if ((e = posix_spawn_file_actions_init(&files)))
        return e;
    if (!(e = posix_spawnattr_init(&how))) {
        if (!(e = posix_spawn_file_actions_adddup2(&files, fd, 0)) &&
            !(e = posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)) &&
            !(e = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)) &&
            !(e = posix_spawn_file_actions_addclosefrom_np(&files, 3)) &&
            !(e = posix_spawnattr_setsigmask(&how, &none)) &&
            !(e = posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK)))
            /* The type is older than const: posix_spawn changes none of its texts. */
            e = posix_spawn(ret, all[0], &files, &how, (char *const *)(const void *)all, NO_ENVIRONMENT);
        posix_spawnattr_destroy(&how);
    }
    posix_spawn_file_actions_destroy(&files);
    return e;
}

err probe_run(const char *const argv[], const void *bytes, size_t n, int *ret_code)
{
    int fd, status, e;
    pid_t child, ended;

    if (access(argv[0], X_OK) != 0 || access(LIMITS[0], X_OK) != 0)
        return ERR_ABSENT;
    if ((fd = bytes_open(bytes, n)) < 0)
        return ERR_SYSTEM;
    e = child_start(fd, argv, &child);
    close(fd);
    if (e)
        return e == ENOENT ? ERR_ABSENT : ERR_SYSTEM;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0)
        return ERR_SYSTEM;
    *ret_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return *ret_code == NOT_FOUND ? ERR_ABSENT : OK;
}
