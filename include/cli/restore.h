/* `besa restore`. */
#ifndef CLI_RESTORE_H
#define CLI_RESTORE_H

#include "cli/command.h"

extern const struct command COMMAND_RESTORE;

#endif
