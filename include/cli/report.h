/* `besa report`. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/command.h"

extern const struct command COMMAND_REPORT;

#endif
