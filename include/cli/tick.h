/* `besa tick`. */
#ifndef CLI_TICK_H
#define CLI_TICK_H

#include "cli/command.h"

extern const struct command COMMAND_TICK;

#endif
