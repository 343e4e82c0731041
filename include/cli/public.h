/* `besa public`: what the public reads, as files for the municipality's own site. */
#ifndef CLI_PUBLIC_H
#define CLI_PUBLIC_H

#include "cli/command.h"

extern const struct command COMMAND_PUBLIC;

#endif
