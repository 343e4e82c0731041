/* Lines of text: the copy, the copy of its keys, and a count in each line behind them. */
#include "cli/upgrade_marker.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "store/folder_lock.h"

#define NAME     "upgrade.begun"
#define TEXT_MAX 16384 /* bytes */

static void path_make(const char *data, char *ret, size_t room)
{
    snprintf(ret, room, "%.4096s/" NAME, data);
}

static int system_fault(const char *path)
{
    fprintf(stderr, "besa: %s: %s\n", path, strerror(errno));
    return errno == ENOENT ? EX_NOINPUT : errno == EACCES ? EX_NOPERM : EX_OSERR;
}

static bool line_take(char **rest, const char **ret)
{
    char *end = strchr(*rest, '\n');

    if (!end)
        return false;
    *end = '\0';
    *ret = *rest;
    *rest = end + 1;
    return true;
}

/* false: it was cut off. */
static bool content_read(char *text, struct upgrade_marker *m)
{
    const char *count;

    if (!line_take(&text, &m->copy) || !line_take(&text, &m->key_copy))
        return false;
    for (size_t i = 0; i < LOSS_ROWS; i++) {
        if (!line_take(&text, &count))
            return false;
        m->before[i] = strtoll(count, NULL, 10);
    }
    return true;
}

static int content_find(struct arena *a, struct upgrade_marker *m)
{
    char text[TEXT_MAX], *kept;
    ssize_t n = pread(m->held, text, sizeof text - 1, 0);

    if (n < 0)
        return system_fault(m->path);
    if (n == 0)
        return EX_OK;
    text[n] = '\0';
    if (!(kept = arena_text(a, text))) {
        errno = ENOMEM;
        return system_fault(m->path);
    }
    if (content_read(kept, m))
        return EX_OK;
    /* It is flushed before anything is touched, so a half one stands for nothing. */
    m->copy = m->key_copy = NULL;
    return ftruncate(m->held, 0) == 0 ? EX_OK : system_fault(m->path);
}

int upgrade_marker_take(const char *data, struct arena *a, struct upgrade_marker *ret)
{
    ret->copy = ret->key_copy = NULL;
    path_make(data, ret->path, sizeof ret->path);
    if ((ret->held = open(ret->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR)) < 0)
        return system_fault(ret->path);
    if (descriptor_hold(&ret->held)) {
        fputs("besa: another call is upgrading this register: wait until it has ended\n", stderr);
        return EX_TEMPFAIL;
    }
    return content_find(a, ret);
}

static bool content_write(const struct upgrade_marker *m)
{
    bool good = dprintf(m->held, "%s\n%s\n", m->copy, m->key_copy) > 0;

    for (size_t i = 0; i < LOSS_ROWS; i++)
        good = good && dprintf(m->held, "%" PRId64 "\n", m->before[i]) > 0;
    return good && fsync(m->held) == 0;
}

int upgrade_marker_write(const struct upgrade_marker *m)
{
    char folder[sizeof m->path];

    snprintf(folder, sizeof folder, "%.*s", (int)(strlen(m->path) - strlen("/" NAME)), m->path);
    return content_write(m) && file_sync_dir(folder) == OK ? EX_OK : system_fault(m->path);
}

void upgrade_marker_remove(struct upgrade_marker *m)
{
    if (m->held >= 0)
        (void)unlink(m->path);
    upgrade_marker_leave(m);
}

void upgrade_marker_leave(struct upgrade_marker *m)
{
    folder_unlock(&m->held);
}

int upgrade_marker_refuse(const char *data)
{
    char path[4096 + 16];

    path_make(data, path, sizeof path);
    if (access(path, F_OK) != 0)
        return EX_OK;
    fprintf(stderr,
            "besa: an upgrade of %s is under way or was cut off: let it end, or call `besa upgrade` again "
            "(%s)\n",
            data, path);
    return EX_CONFIG;
}

void upgrade_marker_forget(const char *data)
{
    char path[4096 + 16];

    path_make(data, path, sizeof path);
    (void)unlink(path);
}
