/* `besa demo`. */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "cli/command.h"

extern const struct command COMMAND_DEMO;

#endif
