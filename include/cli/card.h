/* `besa card`. */
#ifndef CLI_CARD_H
#define CLI_CARD_H

#include "cli/command.h"

extern const struct command COMMAND_CARD;

#endif
