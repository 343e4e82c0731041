/* `besa upgrade`. */
#ifndef CLI_UPGRADE_H
#define CLI_UPGRADE_H

#include "cli/command.h"

extern const struct command COMMAND_UPGRADE;

#endif
