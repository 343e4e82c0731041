/* `besa reconcile`. */
#ifndef CLI_RECONCILE_H
#define CLI_RECONCILE_H

#include "cli/command.h"

extern const struct command COMMAND_RECONCILE;

#endif
