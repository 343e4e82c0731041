#include "cli/web_folder.h"

#include <string.h>
#include <unistd.h>

const char *web_folder(const char *named, char *room, size_t size)
{
    static const char FROM_PROGRAM[] = "/../share/besa/web";
    ssize_t n;
    char *slash;

    if (named)
        return named;
    n = readlink("/proc/self/exe", room, size - sizeof FROM_PROGRAM);
    if (n > 0) {
        room[n] = '\0';
        if ((slash = strrchr(room, '/'))) {
            memcpy(slash, FROM_PROGRAM, sizeof FROM_PROGRAM);
            if (!access(room, R_OK))
                return room;
        }
    }
    return "web/built";
}
