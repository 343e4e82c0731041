/* `besa ground`. */
#ifndef CLI_GROUND_H
#define CLI_GROUND_H

#include "cli/command.h"

extern const struct command COMMAND_GROUND;

#endif
