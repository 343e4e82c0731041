/* `besa setup`: from an installed program to a register that is served. */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include "cli/command.h"

extern const struct command COMMAND_SETUP;

#endif
