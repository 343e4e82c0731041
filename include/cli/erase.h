/* `besa erase`: persons and files that are no longer needed, by two accounts. */
#ifndef CLI_ERASE_H
#define CLI_ERASE_H

#include "cli/command.h"

extern const struct command COMMAND_ERASE;

#endif
