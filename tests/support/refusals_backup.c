/* A copy that is asked for and cannot be made: no folder, one that others can read, a second one in this
 * second. */
#include <sys/stat.h>

#include "support/office.h"
#include "support/refusals.h"

#define BACKUPS ADMINISTRATOR, "POST", "/api/v1/backups", NULL

void backups_refused(struct scene *s)
{
    static const struct refusal NOWHERE[] = {{BACKUPS, 409, "no_folder"}};
    static const struct refusal OPEN[] = {{BACKUPS, 403, "open_folder"}};
    static const struct refusal TWICE[] = {{BACKUPS, 409, "backup_exists"}};
    struct door *d = s->d;
    const char *copies = path(d, "%s/copies", d->r->dir), *keys = path(d, "%s/copies/keys", d->r->dir);

    scene_refuses(s, NOWHERE, 1);
    assert_int_equal(mkdir(copies, S_IRWXU), 0);
    assert_int_equal(mkdir(keys, S_IRWXU | S_IRGRP), 0);
    d->app.copies = copies;
    scene_refuses(s, OPEN, 1);
    scene_refuses(s, TWICE, 1); /* that of the register was made */
    d->app.copies = NULL;
}
