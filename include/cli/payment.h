/* `besa payment`. */
#ifndef CLI_PAYMENT_H
#define CLI_PAYMENT_H

#include "cli/command.h"

extern const struct command COMMAND_PAYMENT;

#endif
