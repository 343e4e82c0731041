/* `besa device`. */
#ifndef CLI_DEVICE_H
#define CLI_DEVICE_H

#include "cli/command.h"

extern const struct command COMMAND_DEVICE;

#endif
