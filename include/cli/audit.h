/* `besa audit`. */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "cli/command.h"

extern const struct command COMMAND_AUDIT;

#endif
