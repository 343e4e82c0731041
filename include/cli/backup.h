/* `besa backup`. */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include "cli/command.h"

struct call_list;
struct copies_wish;

extern const struct command COMMAND_BACKUP;
/* What is asked of copies is within limits: EX_OK, or EX_USAGE, which is said. */
int copies_limits(const struct command *c, const struct copies_wish *wish,
                  const struct call_list *recipients);

#endif
