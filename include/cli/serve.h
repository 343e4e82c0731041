/* `besa serve`. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "cli/command.h"

extern const struct command COMMAND_SERVE;

#endif
