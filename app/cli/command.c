/* What every subcommand says in the same words. */
#include "cli/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

int command_help(const struct command *c)
{
    fputs(c->help, stdout);
    return EX_OK;
}

/* Wrong calls go to standard error with 64 (EX_USAGE), help that was asked for to standard output with 0. */
int command_usage(const struct command *c, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "besa %s: ", c->name);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nSee `besa %s --help`.\n", c->name);
    return EX_USAGE;
}
