/* `besa rule`. */
#ifndef CLI_RULE_H
#define CLI_RULE_H

#include "cli/command.h"

extern const struct command COMMAND_RULE;

#endif
