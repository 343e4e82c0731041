/* Asked of the library itself, not of the header it was built with: Debian may have brought a newer one
 * since. */
#include "store/library.h"

#include <sqlite3.h>
#include <stddef.h>

const char *library_version(void)
{
    return sqlite3_libversion();
}

int library_number(void)
{
    return sqlite3_libversion_number();
}

bool library_loses_commits(int number)
{
    static const struct {
        int from, below;
    } WHOLE[] = {{0, 3007000}, {3044006, 3045000}, {3050007, 3051000}, {3051003, 4000000}};

    for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++)
        if (number >= WHOLE[i].from && number < WHOLE[i].below)
            return false;
    return true;
}
