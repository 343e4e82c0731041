/* `besa key`: which keys a register has, and new ones in their place. */
#ifndef CLI_KEY_H
#define CLI_KEY_H

#include "cli/command.h"

extern const struct command COMMAND_KEY;

#endif
