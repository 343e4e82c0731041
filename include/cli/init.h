/* `besa init`. */
#ifndef CLI_INIT_H
#define CLI_INIT_H

#include "cli/command.h"

extern const struct command COMMAND_INIT;

#endif
