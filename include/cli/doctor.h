/* `besa doctor`: is the register well, and if not, what is to be done? */
#ifndef CLI_DOCTOR_H
#define CLI_DOCTOR_H

#include "cli/command.h"

extern const struct command COMMAND_DOCTOR;

#endif
