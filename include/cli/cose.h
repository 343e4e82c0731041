/* `besa cose`. */
#ifndef CLI_COSE_H
#define CLI_COSE_H

#include "cli/command.h"

extern const struct command COMMAND_COSE;

#endif
