/* `besa backup`. */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include "cli/command.h"

extern const struct command COMMAND_BACKUP;

#endif
