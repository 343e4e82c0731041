#include "cli/installed.h"

#include <string.h>
#include <unistd.h>

/* `from` is the way from the program to the folder, as in "/../share/besa/web". */
static const char *installed(const char *from, const char *checkout, char *room, size_t size)
{
    const size_t more = strlen(from) + 1;
    ssize_t n = more < size ? readlink("/proc/self/exe", room, size - more) : -1;
    char *slash;

    if (n > 0) {
        room[n] = '\0';
        if ((slash = strrchr(room, '/'))) {
            memcpy(slash, from, more);
            if (!access(room, R_OK))
                return room;
        }
    }
    return checkout;
}

const char *web_folder(const char *named, char *room, size_t size)
{
    return named ? named : installed("/../share/besa/web", "web/built", room, size);
}

const char *setup_folder(char *room, size_t size)
{
    return installed("/../share/besa/setup", "deploy/setup", room, size);
}
