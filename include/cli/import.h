/* `besa import`. */
#ifndef CLI_IMPORT_H
#define CLI_IMPORT_H

#include "cli/command.h"

extern const struct command COMMAND_IMPORT;

#endif
