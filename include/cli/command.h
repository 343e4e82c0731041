/* A subcommand of the program: one file in app/cli each. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

struct command {
    const char *name;                      /* "import" */
    const char *summary;                   /* one line for `besa --help` */
    const char *help;                      /* whole text for `besa import --help` */
    int (*perform)(int argc, char **argv); /* argv[0] is the name; returns a code of sysexits.h */
};

/* Print a command's help to standard output: EX_OK. Say what is wrong with the call, and where help is:
 * EX_USAGE. */
int command_help(const struct command *c);
int command_usage(const struct command *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
