/* `besa backup`. */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include "cli/call.h"
#include "cli/command.h"
#include "domain/upkeep/copies.h"

/* What a command with the options of `besa backup` is called with, and the wish that follows from it, which
 * points into it. */
struct copies_call {
    struct copies_wish wish; /* its days and key_folder are options */
    struct call_list recipients;
    char key_files[4096], scratch[4096];
};

extern const struct command COMMAND_BACKUP;
/* The options are read: the rest of the wish, for the register `data` and that folder. EX_OK, or EX_USAGE
 * where they go beyond a limit, which is said. */
int copies_call_fill(const struct command *c, const char *data, const char *folder, struct copies_call *call);

#endif
