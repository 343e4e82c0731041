/* `besa export`. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/command.h"

extern const struct command COMMAND_EXPORT;

#endif
