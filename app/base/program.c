/* A program of the system, started with nothing of ours but what is handed over. */
#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID_MAX 4096 /* bytes of its complaints: what is wrong stands in the first line */

int program_bytes(const void *bytes, size_t n)
{
    int fd = memfd_create("bytes", MFD_CLOEXEC);
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

/* Below 0: nothing is read, or what it writes goes nowhere. */
static int file_hand(posix_spawn_file_actions_t *files, int fd, int as)
{
    return fd < 0 ? posix_spawn_file_actions_addopen(files, as, "/dev/null", as ? O_WRONLY : O_RDONLY, 0)
                  : posix_spawn_file_actions_adddup2(files, fd, as);
}

/* 0, or an errno. */
static int child_start(const int handed[3], const char *const argv[], pid_t *ret)
{
    static char *const NO_ENVIRONMENT[] = {NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    int e;

    sigemptyset(&none);
    if ((e = posix_spawn_file_actions_init(&files)))
        return e;
    if (!(e = posix_spawnattr_init(&how))) {
        if (!(e = file_hand(&files, handed[0], 0)) && !(e = file_hand(&files, handed[1], 1)) &&
            !(e = file_hand(&files, handed[2], 2)) &&
            !(e = posix_spawn_file_actions_addclosefrom_np(&files, 3)) &&
            !(e = posix_spawnattr_setsigmask(&how, &none)) &&
            !(e = posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK)))
            /* The type is older than const: posix_spawn changes none of its texts. */
            e = posix_spawn(ret, argv[0], &files, &how, (char *const *)(const void *)argv, NO_ENVIRONMENT);
        posix_spawnattr_destroy(&how);
    }
    posix_spawn_file_actions_destroy(&files);
    return e;
}

static err child_wait(pid_t child, int *ret_code)
{
    pid_t ended;
    int status;

    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0)
        return ERR_SYSTEM;
    *ret_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return OK;
}

/* Its first bytes: the rest of a long complaint helps nobody. */
static err output_read(int fd, struct buf *ret)
{
    char *room = buf_reserve(ret, SAID_MAX);
    ssize_t n;

    if (!room || (n = pread(fd, room, SAID_MAX, 0)) < 0)
        return ERR_SYSTEM;
    ret->len += (size_t)n;
    ret->data[ret->len] = '\0';
    return OK;
}

err program_run(const char *const argv[], int in, int out, struct buf *ret_said, int *ret_code)
{
    int said = -1, e;
    pid_t child;
    err outcome;

    if (access(argv[0], X_OK) != 0)
        return ERR_ABSENT;
    if (ret_said && (said = program_bytes("", 0)) < 0)
        return ERR_SYSTEM;
    if ((e = child_start((const int[]){in, out, said}, argv, &child)))
        outcome = e == ENOENT ? ERR_ABSENT : ERR_SYSTEM;
    else
        outcome = child_wait(child, ret_code);
    if (!outcome && ret_said)
        outcome = output_read(said, ret_said);
    if (said >= 0)
        close(said);
    return outcome;
}
