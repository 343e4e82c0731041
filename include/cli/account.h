/* `besa account`. */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "cli/command.h"

extern const struct command COMMAND_ACCOUNT;

#endif
