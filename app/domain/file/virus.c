/* clamd's INSTREAM (clamd(8)): the word, the bytes behind their length, a length of nothing, one line back.
 * By hand, because the library of ClamAV is the whole scanner, with a gigabyte of signatures in our process.
 */
#include "domain/file/virus.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

#define CHUNK   (1024 * 1024)
#define SECONDS 20

/* -1: nobody listens there. */
static int daemon_reach(const char *path)
{
    const struct timeval most = {.tv_sec = SECONDS};
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    int fd;

    if (!path || strlen(path) >= sizeof to.sun_path)
        return -1;
    snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
    if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) ||
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most) ||
        connect(fd, (const struct sockaddr *)(const void *)&to, sizeof to)) {
        if (errno != ENOENT)
            log_warning("ClamAV's daemon at %s cannot be reached: %s", path, strerror(errno));
        close(fd);
        return -1;
    }
    return fd;
}

static bool all_send(int fd, const void *bytes, size_t n)
{
    size_t done = 0;
    ssize_t some;

    while (done < n) {
        some = send(fd, (const char *)bytes + done, n - done, MSG_NOSIGNAL);
        if (some <= 0 && errno != EINTR)
            return false;
        done += some > 0 ? (size_t)some : 0;
    }
    return true;
}

static bool chunk_send(int fd, const void *bytes, size_t n)
{
    uint32_t size = htonl((uint32_t)n);

    return all_send(fd, &size, sizeof size) && all_send(fd, bytes, n);
}

static bool stream_send(int fd, const void *bytes, size_t n)
{
    static const char WORD[] = "zINSTREAM"; /* with its NUL */

    if (!all_send(fd, WORD, sizeof WORD))
        return false;
    for (size_t done = 0, some; done < n; done += some) {
        some = n - done < CHUNK ? n - done : CHUNK;
        if (!chunk_send(fd, (const char *)bytes + done, some))
            return false;
    }
    return chunk_send(fd, "", 0);
}

/* The line, up to its NUL; false: it did not come whole. */
static bool answer_read(int fd, char *ret, size_t room)
{
    size_t have = 0;
    ssize_t some;

    while (have < room && (some = recv(fd, ret + have, room - have, 0)) != 0) {
        if (some < 0 && errno != EINTR)
            return false;
        have += some > 0 ? (size_t)some : 0;
        if (have && !ret[have - 1])
            return true;
    }
    return false;
}

enum virus virus_ask(const char *path, const void *bytes, size_t n)
{
    char answer[512];
    enum virus v = VIRUS_UNKNOWN;
    int fd = daemon_reach(path);

    if (fd < 0)
        return VIRUS_UNKNOWN;
    /* A daemon that takes no more than so many bytes says so while we still send: its line is read all the
     * same. */
    (void)stream_send(fd, bytes, n);
    if (answer_read(fd, answer, sizeof answer))
        v = text_ends(answer, " FOUND") ? VIRUS_FOUND
            : text_ends(answer, ": OK") ? VIRUS_NONE
                                        : VIRUS_UNKNOWN;
    if (v == VIRUS_UNKNOWN)
        log_warning("ClamAV's daemon at %s looked at nothing", path);
    close(fd);
    return v;
}
