/* `besa statistics`. */
#ifndef CLI_STATISTICS_H
#define CLI_STATISTICS_H

#include "cli/command.h"

extern const struct command COMMAND_STATISTICS;

#endif
