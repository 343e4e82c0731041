/* What is written here may be all that is known of a person. So it is written under another name, readable by
 * its owner alone, and renamed when it is whole and on the disk; what a crash leaves behind is a ".part" that
 * the next call points at, instead of one more copy that nobody knows of. */
#include "cli/out_file.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/answer.h"

#define PATH_ROOM 4096

/* The folder of the file, which must be flushed, too, or the new name may be lost. */
static const char *folder_of(const char *path, char room[PATH_ROOM])
{
    const char *slash = strrchr(path, '/');

    if (slash == path)
        return "/";
    snprintf(room, PATH_ROOM, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
    return room;
}

static err file_replace(const char *path, const char *part, const struct buf *content)
{
    char room[PATH_ROOM];
    err e;

    if ((e = file_create(part, content->data, content->len)))
        return e;
    if (rename(part, path)) {
        /* Nothing is left of a failure that the program lives to see; if even this fails, the next call says
         * so. */
        (void)unlink(part);
        return ERR_SYSTEM;
    }
    return file_sync_dir(folder_of(path, room));
}

int out_file_write(const char *path, const struct buf *content)
{
    char part[PATH_ROOM];
    err e;

    if (!path || !strcmp(path, "-")) {
        /* Whether it arrived, answer_end asks. */
        (void)fwrite(content->data, 1, content->len, stdout);
        return answer_end(EX_OK);
    }
    /* A name cut short would be another file. */
    if (snprintf(part, sizeof part, "%s.part", path) >= (int)sizeof part) {
        fputs("besa: the name of the file is too long\n", stderr);
        return EX_CANTCREAT;
    }
    if (!(e = file_replace(path, part, content)))
        return EX_OK;
    fprintf(stderr, "besa: %s cannot be written%s\n", path,
            e == ERR_CONFLICT ? ": a half-written .part stands beside it, remove that first" : "");
    return EX_CANTCREAT;
}
