/* `besa status-list`. */
#ifndef CLI_STATUS_LIST_H
#define CLI_STATUS_LIST_H

#include "cli/command.h"

extern const struct command COMMAND_STATUS_LIST;

#endif
